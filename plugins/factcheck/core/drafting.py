"""Drafting: the file of a new claim whose quote is proved already. It says nothing that the article does not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count

from factcheck.core import headertext
from factcheck.core.anchoring import Selector
from factcheck.core.corpus import parse
from factcheck.core.fields import Status
from factcheck.core.layout import MOST_NAME, is_file_name
from factcheck.core.problems import Problem, has_errors
from factcheck.core.proof import prove
from factcheck.core.stored import Stored
from factcheck.core.text import Span, collapse, slugify

MOST_CLAIM = 300  # characters of a claim (core/fields.py)
_LONGEST_SLUG = 48  # of one that is made of words: an address that can still be read
_FREE = "claim"  # where the words have no letter that a slug may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The file of a new claim."""

    path: str  # relative to the site's root
    text: str


def draft(stored: Stored, slug: str, selector: Selector, *, claim: str = "", claimant: str = "") -> Draft:
    """The draft of a claim; without a `claim`, the quoted words stand in its place as they are."""
    sentence = collapse(claim) or shortened(collapse(selector.exact))
    values: dict[str, headertext.Value] = {"claim": sentence}
    if claimant:
        values["claimant"] = collapse(claimant)
    values |= {"quote": headertext.quote(selector), "status": Status.DRAFT.value}
    return Draft(path=claim_path(stored.slug, slug), text=headertext.document(values))


def claim_path(article: str, slug: str) -> str:
    """The path of a claim's file."""
    return f"content/claims/{article}/{slug}.md"


def shortened(words: str) -> str:
    """The words as a claim: cut at a word, with `…`, where they are longer than a claim may be."""
    if len(words) <= MOST_CLAIM:
        return words
    cut = words[: MOST_CLAIM - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def problems_of(made: Draft, stored: Stored, span: Span) -> list[Problem]:
    """What is wrong with a draft when it is read back as the site will read it; nothing where its quote proves."""
    corpus, problems = parse({made.path: made.text.encode()})
    for entry in corpus.claims.values():
        if entry.file.quote is None:
            raise ValueError("a draft without a quote")
        proof = prove(stored, entry.file.quote.selector, entry.document.place("quote", "exact"))
        problems.extend(proof.problems)
        if proof.span != span and not has_errors(problems):
            raise ValueError("the quote proves somewhere else")
    return problems


def free_slug(words: str, taken: Collection[str]) -> str:
    """A slug of the first words that is not taken: the next free number behind it where it is."""
    slug = cut(slugify(words), _LONGEST_SLUG) or _FREE
    return next(found for found in numbered(slug) if found not in taken)


def cut(slug: str, most: int) -> str:
    """A slug of at most `most` characters, in whole words where there are any."""
    if len(slug) <= most:
        return slug
    return slug[: most + 1].rpartition("-")[0] or slug[:most]


def numbered(slug: str) -> Iterator[str]:
    """Yield the slug itself if a file may have that name, then with 2, 3 and so on behind it. Endless."""
    if is_file_name(slug):
        yield slug
    for number in count(2):
        ending = f"-{number}"
        yield cut(slug, MOST_NAME - len(ending)) + ending
