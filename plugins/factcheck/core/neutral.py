"""The claim sentence as search engines show it: short, and without the verdict that stands beside it.

Google's guideline for ClaimReview: `claimReviewed` is "a short summary of the claim being evaluated. Try to keep
this less than 75 characters". A reader of "Trump was falsely called a former president: False" is misled.
"""

import re
from collections.abc import Iterator

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Problem, problem, shown
from factcheck.core.settings import Settings

LEAST_LONG = 75  # characters


def claim_has_a_short_form(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A published claim that is rated has fewer than 75 characters, or a short form that has."""
    rated = {verdict.id for verdict in settings.rated}
    for entry in corpus.live.values():
        file = entry.file
        if file.verdict in rated and len(file.claim) >= LEAST_LONG and file.short is None:
            found = ("found", f"{len(file.claim)} characters")
            fix = "add short: the same claim in fewer words; until then the whole sentence is published"
            yield problem("FC409", entry.document.place("claim"), found, ("fix", fix))


def claim_names_no_verdict(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A claim sentence and its short form do not hold the label of a verdict that rates."""
    labels = [re.escape(verdict.label) for verdict in settings.rated]
    word = re.compile(rf"\b(?:{'|'.join(labels) or '(?!)'})\b", re.IGNORECASE)
    for entry in corpus.claims.values():
        for key, text in (("claim", entry.file.claim), ("short", entry.file.short or "")):
            if named := word.search(text):
                fix = "say what is claimed, not how it was found to be"
                yield problem("FC410", entry.document.place(key), ("found", shown(named[0])), ("fix", fix), key=key)
