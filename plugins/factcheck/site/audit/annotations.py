"""annotations.jsonld and evidence.jsonld: claims and evidence as annotations (W3C Web Annotation Data Model)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.core.model import Claim
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.text import Span
from factcheck.site.audit import partly, records
from factcheck.site.audit.folder import Folder

PATH, EVIDENCE = "data/annotations.jsonld", "data/evidence.jsonld"
Target = tuple[str, str, Span | None]  # the original address, the quoted words, where they stand in the stored text


def every_claim_is_an_annotation(folder: Folder) -> Iterator[Problem]:
    """Every claim is one annotation: of its article, its words and its span, and it says verdict and summary."""
    claims = folder.site.claims
    layout = partly.Layout(path=PATH, separator=partly.between(6), pieces=len(claims))
    return partly.problems(folder, layout, claims, _annotations)


def _annotations(raw: bytes, claims: Sequence[Claim]) -> Iterator[Problem]:
    value, problems = records.load(PATH, raw)
    yield from problems
    if value is None:
        return
    items = records.listed(records.at(value, "first.items"))
    bodies: dict[Target, list[str]] = {}
    for item in items:
        bodies.setdefault(_target(item), []).append(" ".join(_texts(records.at(item, "body"))))
    for claim in claims:
        said = bodies.get(_wanted(claim), [])
        if not said:
            yield records.differs(PATH, claim, "target", "nothing", _told(_wanted(claim)))
            continue
        lacking = min(
            ([text for text in (claim.verdict.label, claim.summary) if text not in body] for body in said), key=len
        )
        yield from (records.differs(PATH, claim, "body", "nothing", shown(text)) for text in lacking)
    if len(items) != len(claims):
        found, wanted = ("found", f"{len(items)} annotations"), ("wanted", f"{len(claims)}")
        yield problem("FC621", Place(PATH), found, wanted, file=PATH)


def every_quote_of_evidence_is_an_annotation(folder: Folder) -> Iterator[Problem]:
    """Every unbroken piece of a quote of evidence is one annotation of its source, its words and its span."""
    claims = folder.site.claims
    count = sum(len(entry.spans) for claim in claims for entry in claim.evidence)
    layout = partly.Layout(path=EVIDENCE, separator=partly.between(6), pieces=count)
    return partly.problems(folder, layout, claims, _evidence)


def _evidence(raw: bytes, claims: Sequence[Claim]) -> Iterator[Problem]:
    value, problems = records.load(EVIDENCE, raw)
    yield from problems
    if value is None:
        return
    found = Counter(_target(item) for item in records.listed(records.at(value, "first.items")))
    for claim in claims:
        for target in _quoted(claim):
            if found[target] < 1:
                yield records.differs(EVIDENCE, claim, "target", "nothing", _told(target))
            found[target] -= 1
    for target in found.elements():
        details = ("found", f"an annotation that no evidence has: {_told(target)}")
        yield problem("FC621", Place(EVIDENCE), details, file=EVIDENCE)


def _quoted(claim: Claim) -> Iterator[Target]:
    for entry in claim.evidence:
        yield from ((entry.source.url, entry.source.extract.cut(span), span) for span in entry.spans)


def _told(target: Target) -> str:
    _, words, span = target
    return f"{shown(words)} from {span.start} to {span.end}" if span else shown(words)


def _wanted(claim: Claim) -> Target:
    return claim.article.url, claim.words, claim.span


def _target(item: Any) -> Target:
    """What an annotation is about. A selector may be one or several, and refine another (4.2)."""
    target = records.at(item, "target")
    source = records.at(target, "source")
    selectors = list(_selectors(records.at(target, "selector")))
    exact = next((one.get("exact") for one in selectors if records.has_type(one, "TextQuoteSelector")), None)
    position = next((one for one in selectors if records.has_type(one, "TextPositionSelector")), {})
    start, end = position.get("start"), position.get("end")
    span = Span(start, end) if isinstance(start, int) and isinstance(end, int) else None
    return str(records.at(source, "id") or source), str(exact), span


def _selectors(value: Any) -> Iterator[dict[str, Any]]:
    for selector in records.listed(value):
        if isinstance(selector, dict):
            yield selector
            yield from _selectors(selector.get("refinedBy"))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a body, however it is built."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)
