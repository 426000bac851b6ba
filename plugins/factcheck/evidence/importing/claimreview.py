"""ClaimReview: what a node says, in any of the shapes that are about, as plain text. Nothing is judged here.

By schema.org and Google's guideline ("Fact Check (ClaimReview) structured data"); what this project writes itself is
listed in publish/claimreview.py. Every text is as it came: it is hostile until evidence/importing/mapping.py has
looked at it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.problems import Place
from factcheck.evidence.importing.jsonld import Graph, Node

# What the site says for itself, or derives from the rest.
_DERIVED = frozenset(
    "@context @id @type author dateModified image inLanguage isBasedOn isPartOf license mainEntityOfPage publisher "
    "publishingPrinciples sdDatePublished sdLicense sdPublisher url".split()
)
_READ = frozenset(
    "citation claimReviewed correction creditText datePublished editor itemReviewed keywords reviewBody "
    "reviewRating".split()
)
_READ_OF_CLAIM = frozenset("appearance author datePublished firstAppearance hasPart sameAs text".split())
_MOST_PARTS = 100  # nodes that are looked through for the quotations of one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Quoted words, and what stands right before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    stances: tuple[str, ...] = ()  # what may be ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A rating as it came; numbers as text."""

    value: str | None = None
    best: str | None = None
    worst: str | None = None
    labels: tuple[str, ...] = ()
    explanation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A cited document."""

    name: str
    addresses: tuple[str, ...]
    words: tuple[Words, ...]
    stances: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A correction."""

    date: str
    text: str
    kinds: tuple[str, ...]  # in which its kind may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who made the claim."""

    name: str
    types: frozenset[str]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a ClaimReview says, and where it stands."""

    place: Place
    id: str | None
    url: str | None
    claim: str | None  # the whole sentence
    reviewed: str | None  # the same, shorter
    claimants: tuple[Claimant, ...]
    appearances: tuple[str, ...]  # addresses
    words: tuple[Words, ...]  # of the article
    rating: Rating | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    published: str | None
    keywords: tuple[str, ...]
    citations: tuple[Citation, ...]
    corrections: tuple[Comment, ...]
    body: str | None
    unread: tuple[str, ...]  # names of what a claim's file has no place for


def read(graph: Graph, node: Node) -> Review:
    """What a node of type ClaimReview says."""
    item = next(iter(graph.within(node, "itemReviewed")), Node())
    rated = graph.given(node, "reviewRating")
    return Review(
        place=node.place,
        id=graph.first(node, "@id"),
        url=next(iter(graph.addresses(node, "url")), None),
        claim=graph.first(item, "text"),
        reviewed=graph.first(node, "claimReviewed"),
        claimants=tuple(_claimants(graph, item)),
        appearances=tuple(dict.fromkeys(_appearances(graph, item))),
        words=(*_quotations(graph, Node(hasPart=item)), *_quotations(graph, node)),
        rating=_rating(graph, rated[0]) if rated else None,
        authors=tuple(graph.names(node, "creditText") or graph.names(node, "author")),
        editors=tuple(graph.names(node, "editor")),
        published=graph.first(node, "datePublished"),
        keywords=tuple(_keywords(graph, node)),
        citations=tuple(_citation(graph, entry) for entry in graph.given(node, "citation")),
        corrections=tuple(_comment(graph, entry) for entry in graph.given(node, "correction")),
        body=graph.first(node, "reviewBody"),
        unread=tuple(_unread(node, item)),
    )


def _claimants(graph: Graph, item: Node) -> Iterator[Claimant]:
    for entry in graph.given(item, "author"):
        if isinstance(entry, str):
            yield Claimant(name=entry, types=frozenset(), addresses=())
        elif name := graph.first(entry, "name"):
            addresses = tuple(graph.addresses(entry, "sameAs", "url"))
            yield Claimant(name=name, types=entry.types, addresses=addresses)


def _appearances(graph: Graph, item: Node) -> Iterator[str]:
    """Where the claim was made; older reviews name the place in the item itself."""
    yield from graph.addresses(item, "appearance", "firstAppearance")
    yield from graph.addresses(item, "url", "sameAs")


def _quotations(graph: Graph, outer: Node) -> Iterator[Words]:
    """The words of each Quotation that is a part of a node, or of a part of it."""
    waiting, seen = [outer], set[int]()
    while waiting and len(seen) < _MOST_PARTS:
        node = waiting.pop(0)
        seen.add(id(node))
        parts = graph.within(node, "hasPart", "appearance", "firstAppearance")
        quoted = [part for part in parts if "Quotation" in part.types]
        yield from (words for part in quoted if (words := _words(graph, part, parts if len(quoted) == 1 else [])))
        waiting += [part for part in parts if "Quotation" not in part.types and id(part) not in seen][:_MOST_PARTS]


def _words(graph: Graph, part: Node, around: list[Node]) -> Words | None:
    """A quotation; what stands right before and behind it is told by `position` among the parts `around` it."""
    exact, at = graph.first(part, "text"), _position(graph, part)
    if exact is None:
        return None
    beside = {_position(graph, other): graph.first(other, "text") or "" for other in around} if at else {}
    return Words(
        exact=exact,
        prefix=graph.first(part, "prefix") or (beside.get(at - 1, "") if at else ""),
        suffix=graph.first(part, "suffix") or (beside.get(at + 1, "") if at else ""),
        stances=tuple(_said(graph, part, "stance")),
    )


def _position(graph: Graph, part: Node) -> int | None:
    given = graph.first(part, "position") or ""
    return int(given) if re.fullmatch(r"[0-9]{1,3}", given) else None


def _said(graph: Graph, node: Node, name: str) -> Iterator[str]:
    """Where a word of ours that schema.org has no property for may stand: `stance` of evidence."""
    yield from graph.texts(node, name, "additionalType")
    for entry in graph.within(node, "additionalProperty"):
        if graph.first(entry, "name") == name:
            yield from graph.texts(entry, "value")


def _rating(graph: Graph, rated: str | Node) -> Rating:
    if isinstance(rated, str):
        return Rating(labels=(rated,))
    return Rating(
        value=graph.first(rated, "ratingValue"),
        best=graph.first(rated, "bestRating"),
        worst=graph.first(rated, "worstRating"),
        labels=tuple(graph.texts(rated, "alternateName")),
        explanation=graph.first(rated, "ratingExplanation"),
    )


def _keywords(graph: Graph, node: Node) -> Iterator[str]:
    """A text alone is a list with commas; the entries of a list are whole."""
    if isinstance(given := node.get("keywords"), str):
        yield from (word for word in given.split(",", 200)[:200] if word.strip())
    else:
        yield from graph.names(node, "keywords")


def _citation(graph: Graph, entry: str | Node) -> Citation:
    if isinstance(entry, str):
        return Citation(name="", addresses=(entry.strip(),), words=(), stances=())
    return Citation(
        name=graph.first(entry, "name", "headline") or "",
        addresses=tuple(graph.addresses(Node(found=entry), "found")),
        words=tuple(_quotations(graph, entry)),
        stances=tuple(_said(graph, entry, "stance")),
    )


def _comment(graph: Graph, entry: str | Node) -> Comment:
    if isinstance(entry, str):
        return Comment(date="", text=entry, kinds=())
    return Comment(
        date=graph.first(entry, "datePublished", "dateCreated") or "",
        text=graph.first(entry, "text") or "",
        kinds=tuple(graph.texts(entry, "name", "kind", "additionalType")),
    )


def _unread(node: Node, item: Node) -> Iterator[str]:
    yield from sorted(node.keys() - _DERIVED - _READ)
    yield from (f"itemReviewed.{name}" for name in sorted(item.keys() - _DERIVED - _READ_OF_CLAIM))
