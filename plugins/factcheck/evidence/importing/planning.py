"""Planning: from a document to the drafts that are to be written. Read this first.

    Original ─ blocks ─▶ JSON ─ jsonld ─▶ nodes ─ claimreview ─▶ Review ─ mapping ─▶ front matter ─ proving ─▶ Draft

Pure: no disk, no clock, no network. What cannot be taken over is a note, what cannot be read at all a problem.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.settings import Settings
from factcheck.evidence.importing import claimreview, jsonld, mapping
from factcheck.evidence.importing.blocks import blocks, nothing
from factcheck.evidence.importing.claimreview import Review
from factcheck.evidence.importing.desk import Desk, Library, address
from factcheck.evidence.importing.draft import Draft
from factcheck.evidence.importing.naming import Shelf, origins
from factcheck.evidence.importing.notes import Notes
from factcheck.evidence.importing.proving import proved
from factcheck.evidence.original import Original

MOST_REVIEWS = 1000
_MOST_NAMED = 10  # articles or addresses in one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a review: a draft, or the reason why it is none."""

    review: Review
    notes: Notes
    draft: Draft | None = None
    skipped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What becomes of a document. A review that only has a problem is no outcome."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]


def read(original: Original, path: str) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The reviews in a document, in its order, and what is wrong with it. `path` is how problems call it."""
    found, unread = blocks(original, path)
    problems, values = list(unread), list[jsonld.Value]()
    for block in found:
        value, flaws = jsonld.read(block)
        values.append(value)
        problems += flaws
    graph = jsonld.Graph(values)
    nodes = graph.nodes("ClaimReview")
    reviews = tuple(claimreview.read(graph, node) for node in islice(nodes, MOST_REVIEWS))
    if left := sum(1 for _ in nodes):
        fix = f"{left:,} more were not read: split the file"
        problems.append(problem("FC704", Place(path), ("fix", fix), limit=f"{MOST_REVIEWS:,}"))
    if not reviews and not problems:
        problems.append(nothing(path, "JSON-LD without one" if found else "a page without JSON-LD"))
    return reviews, tuple(problems)


def planned(
    reviews: Sequence[Review],
    corpus: Corpus,
    files: Mapping[str, bytes],
    settings: Settings,
    article: str | None = None,
) -> Plan:
    """What becomes of reviews on a site that consists of `files`. `article` is the slug of the one they are about;
    without it each review has to name one by its address.
    """
    library, shelf = Library(corpus, settings), Shelf(corpus, files, settings)
    outcomes, problems = list[Outcome](), list[Problem]()
    for review, origin in zip(reviews, origins(reviews), strict=True):
        desk = library.desks.get(article or _article(review, library))
        if desk is None:
            problems.append(_astray(review, library))
            continue
        notes = Notes()
        claim = mapping.claim_of(review, notes)
        if claim is None:
            problems.append(_unclaimed(review, notes))
            continue
        outcomes.append(_outcome(review, claim, origin, desk, shelf, notes))
    return _proved(outcomes, problems, corpus, settings)


def _article(review: Review, library: Library) -> str:
    """The slug of the article that is an appearance of the claim; empty where none is."""
    return next((slug for a in review.appearances if (slug := library.articles.get(address(a)))), "")


def _astray(review: Review, library: Library) -> Problem:
    found = ", ".join(map(shown, review.appearances[:_MOST_NAMED])) or "no appearance"
    slugs = list(library.corpus.articles)
    known = ", ".join(slugs[:_MOST_NAMED]) + (", …" if len(slugs) > _MOST_NAMED else "")
    fix = f"if it is about one of them, give --article with its name: {known}" if slugs else "store the article first"
    return problem("FC703", review.place, ("found", found), ("fix", fix))


def _unclaimed(review: Review, notes: Notes) -> Problem:
    found = (
        "; ".join(f"{note.key} {note.text}" for note in notes.found) or "neither itemReviewed.text nor claimReviewed"
    )
    return problem(
        "FC705", review.place, ("found", found), ("fix", "give it one in a copy of the file, and import that")
    )


def _outcome(review: Review, claim: str, origin: str | None, desk: Desk, shelf: Shelf, notes: Notes) -> Outcome:
    article = desk.article.slug
    if there := shelf.holds(article, claim, review, origin):
        return Outcome(review=review, notes=Notes(), skipped=f"{there[0]} {there[1]}")
    if review.appearances and _article(review, desk.library) != article:
        notes.to_do("claim", f"see whether it is about this article: its appearance is {shown(review.appearances[0])}")
    values = mapping.mapped(review, claim, desk, notes)
    draft = Draft(path=shelf.place(article, claim, review, origin), values=values, origin=origin)
    return Outcome(review=review, notes=notes, draft=draft)


def _proved(outcomes: list[Outcome], problems: list[Problem], corpus: Corpus, settings: Settings) -> Plan:
    """The outcomes once the site has read their drafts."""
    found = proved([(o.draft, o.notes) for o in outcomes if o.draft], corpus, settings)
    return Plan(outcomes=tuple(_settled(outcomes, found)), problems=tuple(problems))


def _settled(outcomes: list[Outcome], found: Mapping[str, Draft | Problem]) -> Iterator[Outcome]:
    for outcome in outcomes:
        result = found[outcome.draft.path] if outcome.draft else None
        if isinstance(result, Problem):
            skipped = f"{result.place}: {result.code} {result.message}"
            yield replace(outcome, draft=None, skipped=skipped)
        else:
            yield replace(outcome, draft=result)
