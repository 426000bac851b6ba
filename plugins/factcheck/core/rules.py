"""The editorial rules about one file and what it names: one generator each, its docstring is the rule.

None prints, none raises. Each is asked with a corpus of what belongs to the file (core/shelf.py) and nothing else: a
seed; an article and its seed; a claim, its article, the sources that it cites and its earlier texts. Rules about the
site as a whole are in core/wholerules.py; quotations have a proof of their own (core/proof.py).
"""

import hashlib
from collections.abc import Callable, Iterator
from itertools import pairwise

from factcheck.core.captured import evidence_is_read_in_time
from factcheck.core.closest import closest
from factcheck.core.corpus import Corpus, Entry
from factcheck.core.direction import seed_turns_no_direction
from factcheck.core.history import earlier_text_has_its_correction
from factcheck.core.neutral import claim_has_a_short_form, claim_names_no_verdict
from factcheck.core.origin import evidence_has_two_origins
from factcheck.core.problems import Problem, problem, shown
from factcheck.core.schema import DraftFile
from factcheck.core.settings import Settings, Verdict
from factcheck.core.signoff import reviewer_is_another_person, second_person_signs_off
from factcheck.core.text import collapse

Rule = Callable[[Corpus, Settings], Iterator[Problem]]


def seed_is_unchanged(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A seed has the SHA-256 that its article's front matter gives."""
    for entry in corpus.articles.values():
        seed = corpus.seeds.get(entry.file.seed)
        if seed and seed.sha256 != entry.file.sha256:
            yield problem(
                "FC205",
                entry.document.place("sha256"),
                ("found", entry.file.sha256),
                ("actual", seed.sha256),
                ("fix", _changed_seed_hint(seed.raw, entry.file.sha256)),
                seed=seed.path,
            )


def _changed_seed_hint(raw: bytes, expected: str) -> str:
    unix = raw.replace(b"\r\n", b"\n")
    if expected in (hashlib.sha256(form).hexdigest() for form in (unix, unix.replace(b"\n", b"\r\n"))):
        return "a tool converted the line ends: restore the file, and keep seeds/ -text in .gitattributes"
    return "restore the seed; only where the article itself was stored anew, write the actual hash"


def headings_are_lines(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """What an article's front matter calls a heading is a whole line of its seed."""
    for entry in corpus.articles.values():
        seed = corpus.seeds.get(entry.file.seed)
        lines = sorted({collapse(line) for line in seed.text.raw.splitlines()}) if seed else []
        for index, heading in enumerate(entry.file.headings or ()):
            if seed and heading not in lines:
                place = entry.document.place("headings", index)
                yield problem("FC209", place, ("found", shown(heading)), *closest(heading, lines), seed=seed.path)


def verdict_is_on_the_scale(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A verdict is one of the scale in pelicanconf.py."""
    allowed = [verdict.id for verdict in settings.scale]
    for entry in corpus.claims.values():
        given = entry.file.verdict
        if given and given not in allowed:
            place = entry.document.place("verdict")
            yield problem("FC401", place, ("found", shown(given)), *closest(given, allowed), allowed=", ".join(allowed))


def rating_rests_on_evidence(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A published verdict that rates (true … false) rests on at least one piece of evidence."""
    for entry in corpus.live.values():
        verdict = _verdict(settings, entry)
        if verdict and verdict.rating is not None and not entry.file.evidence:
            fix = "cite a source under evidence, or choose a verdict without a rating"
            yield problem("FC402", entry.document.place("verdict"), ("fix", fix), verdict=verdict.id)


def _verdict(settings: Settings, entry: Entry[DraftFile]) -> Verdict | None:
    return next((v for v in settings.scale if v.id == entry.file.verdict), None)


def check_follows_the_article(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """An article is checked on the day of its publication or later."""
    for (slug, _), entry in corpus.claims.items():
        article, checked = corpus.articles.get(slug), entry.file.checked
        if article and checked and checked < article.file.published:
            place, found = entry.document.place("checked"), ("found", checked.isoformat())
            yield problem("FC403", place, found, published=article.file.published.isoformat())


def corrections_follow_the_check(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A correction is dated on the day of the check or later."""
    for entry in corpus.claims.values():
        for index, correction in enumerate(entry.file.corrections):
            if (checked := entry.file.checked) and correction.date < checked:
                place = entry.document.place("corrections", index, "date")
                found = ("found", correction.date.isoformat())
                yield problem("FC404", place, found, checked=checked.isoformat())


def corrections_are_in_order(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """Corrections stand in the order of their dates, the oldest first."""
    for entry in corpus.claims.values():
        for index, (one, other) in enumerate(pairwise(entry.file.corrections)):
            if other.date < one.date:
                place = entry.document.place("corrections", index + 1, "date")
                found = f"{other.date.isoformat()} after {one.date.isoformat()}"
                yield problem("FC406", place, ("found", found), ("fix", "put the oldest first"))


def topics_differ(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A claim has a topic once, so that the topic's page lists the claim once."""
    for entry in corpus.claims.values():
        for index, topic in enumerate(entry.file.topics):
            if topic in entry.file.topics[:index]:
                yield problem("FC108", entry.document.place("topics", index), key=shown(topic))


SEED_RULES: tuple[Rule, ...] = (seed_turns_no_direction,)
ARTICLE_RULES: tuple[Rule, ...] = (seed_is_unchanged, headings_are_lines)
CLAIM_RULES: tuple[Rule, ...] = (
    verdict_is_on_the_scale,
    rating_rests_on_evidence,
    check_follows_the_article,
    corrections_follow_the_check,
    corrections_are_in_order,
    reviewer_is_another_person,
    second_person_signs_off,
    earlier_text_has_its_correction,
    evidence_is_read_in_time,
    evidence_has_two_origins,
    topics_differ,
    claim_has_a_short_form,
    claim_names_no_verdict,
)
