"""All editorial rules: one generator each, its docstring is the rule. Quotations have their proof (core/proof.py)."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise

from factcheck.core.captured import source_is_read_after_its_publication, source_is_read_before_the_check
from factcheck.core.claimants import claimants_are_known, claimants_are_of_one_type
from factcheck.core.corpus import Corpus, Entry
from factcheck.core.direction import seed_turns_no_direction
from factcheck.core.former import former_addresses_are_free
from factcheck.core.history import earlier_text_has_its_claim, earlier_text_has_its_correction
from factcheck.core.mention import words_in_quotation_marks_are_verbatim
from factcheck.core.nearest import closest
from factcheck.core.neutral import claim_has_a_short_form, claim_names_no_verdict
from factcheck.core.origin import evidence_has_two_origins
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.schema import DraftFile
from factcheck.core.settings import Settings, Verdict
from factcheck.core.signoff import reviewer_is_another_person, second_person_signs_off
from factcheck.core.text import collapse, slugify

Rule = Callable[[Corpus, Settings], Iterator[Problem]]


def seed_exists(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """An article names a seed that is stored."""
    for entry in corpus.articles.values():
        seed = entry.file.seed
        if seed not in corpus.seeds and f"seeds/{seed}" not in corpus.refused:
            place = entry.document.place("seed")
            yield problem("FC206", place, ("found", shown(seed)), *closest(seed, corpus.seeds))


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


def seed_is_used(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A seed belongs to an article."""
    used = {entry.file.seed for entry in corpus.articles.values()}
    used |= _meant(used, corpus.seeds)
    if _any_refused(corpus, "content/articles/"):
        return
    for name, seed in corpus.seeds.items():
        if name not in used:
            fix = f"run: factcheck seed {seed.path}, or delete the seed"
            yield problem("FC208", Place(seed.path), ("fix", fix))


def headings_are_lines(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """What an article's front matter calls a heading is a whole line of its seed."""
    for entry in corpus.articles.values():
        seed = corpus.seeds.get(entry.file.seed)
        lines = sorted({collapse(line) for line in seed.text.raw.splitlines()}) if seed else []
        for index, heading in enumerate(entry.file.headings or ()):
            if seed and heading not in lines:
                place = entry.document.place("headings", index)
                yield problem("FC209", place, ("found", shown(heading)), *closest(heading, lines), seed=seed.path)


def claim_has_article(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A claim lies in the folder of an article that exists."""
    for (article, _), entry in corpus.claims.items():
        if article not in corpus.articles and f"content/articles/{article}.md" not in corpus.refused:
            place = Place(entry.document.path)
            yield problem("FC207", place, ("found", shown(article)), *closest(article, corpus.articles))


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


def source_exists(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """Evidence names a source that is stored."""
    for entry in corpus.claims.values():
        for index, evidence in enumerate(entry.file.evidence):
            slug = evidence.source
            if slug not in corpus.sources and f"content/sources/{slug}.md" not in corpus.refused:
                place = entry.document.place("evidence", index, "source")
                yield problem("FC301", place, ("found", shown(slug)), *closest(slug, corpus.sources))


def source_is_cited(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A stored source is cited by a claim."""
    cited = {evidence.source for entry in corpus.claims.values() for evidence in entry.file.evidence}
    cited |= _meant(cited, corpus.sources)
    if not corpus.claims or _any_refused(corpus, "content/claims/"):
        return
    for slug, entry in corpus.sources.items():
        if slug not in cited:
            yield problem("FC305", Place(entry.document.path), ("fix", "cite it under evidence, or delete the file"))


def names_are_spelt_alike(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A topic or claimant is written the same way everywhere, and leaves letters for its address."""
    spellings: dict[tuple[str, str], str] = {}
    for key, name, place in _names(corpus):
        if not slugify(name):
            yield problem("FC116", place, ("found", shown(name)), key=key, form="a name with a letter or digit")
            continue
        first = spellings.setdefault((key, slugify(name)), name)
        if name != first:
            yield problem("FC407", place, ("found", shown(name)), ("nearest", first), key=key)


def topics_differ(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A claim has a topic once, so that the topic's page lists the claim once."""
    for entry in corpus.claims.values():
        for index, topic in enumerate(entry.file.topics):
            if topic in entry.file.topics[:index]:
                yield problem("FC108", entry.document.place("topics", index), key=shown(topic))


def _names(corpus: Corpus) -> Iterator[tuple[str, str, Place]]:
    for entry in corpus.claims.values():
        if entry.file.claimant:
            yield "claimant", entry.file.claimant, entry.document.place("claimant")
        for index, topic in enumerate(entry.file.topics):
            yield "topics", topic, entry.document.place("topics", index)


def text_is_not_empty(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A source has its extract, a page its text; what is published its reasoning (claim) or assessment (article)."""
    articles = {slug: entry for slug, entry in corpus.articles.items() if slug in corpus.checked}
    kinds = (articles, corpus.published, corpus.sources, corpus.pages)
    for entry in (entry for kind in kinds for entry in kind.values()):
        if not entry.body:
            yield problem("FC120", entry.place, what="text below the front matter")


def corpus_is_not_empty(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """There is at least one article and one published claim: an empty site is never published."""
    if not corpus.articles and not _any_refused(corpus, "content/articles/"):
        fix = "store an article in seeds/ and describe it in content/articles/<article>.md"
        yield problem("FC119", Place("content/articles"), ("fix", fix), folder="content/articles", what="an article")
    if not corpus.published and not _any_refused(corpus, "content/claims/"):
        what, fix = "a claim with status: published", "write content/claims/<article>/<claim>.md"
        yield problem("FC119", Place("content/claims"), ("fix", fix), folder="content/claims", what=what)


def _meant(named: Iterable[str], stored: Collection[str]) -> set[str]:
    """What is stored under a name that is most like one that is not: the same mistake is not told twice."""
    return {found for name in named if name not in stored for _, found in closest(name, stored)}


def _any_refused(corpus: Corpus, folder: str) -> bool:
    """Whether a file of a folder could not be read, so that what it says is unknown."""
    return any(path.startswith(folder) for path in corpus.refused)


RULES: tuple[Rule, ...] = (
    corpus_is_not_empty,
    text_is_not_empty,
    seed_exists,
    seed_is_unchanged,
    seed_is_used,
    seed_turns_no_direction,
    headings_are_lines,
    claim_has_article,
    verdict_is_on_the_scale,
    rating_rests_on_evidence,
    check_follows_the_article,
    corrections_follow_the_check,
    corrections_are_in_order,
    reviewer_is_another_person,
    second_person_signs_off,
    former_addresses_are_free,
    earlier_text_has_its_claim,
    earlier_text_has_its_correction,
    source_exists,
    source_is_cited,
    source_is_read_after_its_publication,
    source_is_read_before_the_check,
    evidence_has_two_origins,
    names_are_spelt_alike,
    topics_differ,
    claimants_are_known,
    claimants_are_of_one_type,
    claim_has_a_short_form,
    claim_names_no_verdict,
    words_in_quotation_marks_are_verbatim,
)
