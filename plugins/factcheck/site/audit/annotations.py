"""annotations.jsonld: every claim is an annotation of the article (W3C Web Annotation Data Model)."""

from collections.abc import Iterator
from typing import Any

from factcheck.core.model import Claim
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.text import Span
from factcheck.site.audit import records
from factcheck.site.audit.folder import Folder

PATH = "data/annotations.jsonld"
Target = tuple[str, str, Span | None]  # the article's address, the quoted words, where they stand in its text


def every_claim_is_an_annotation(folder: Folder) -> Iterator[Problem]:
    """Every claim is one annotation: of its article, its words and its span, and it says verdict and summary."""
    value, problems = records.load(folder, PATH)
    yield from problems
    if value is None:
        return
    items = records.listed(records.at(value, "first.items"))
    bodies: dict[Target, list[str]] = {}
    for item in items:
        bodies.setdefault(_target(item), []).append(" ".join(_texts(records.at(item, "body"))))
    for claim in folder.site.claims:
        said = bodies.get(_wanted(claim), [])
        if not said:
            words = f"{shown(claim.words)} from {claim.span.start} to {claim.span.end}"
            yield records.differs(PATH, claim, "target", "nothing", words)
            continue
        lacking = min(
            ([text for text in (claim.verdict.label, claim.summary) if text not in body] for body in said), key=len
        )
        yield from (records.differs(PATH, claim, "body", "nothing", shown(text)) for text in lacking)
    if len(items) != len(folder.site.claims):
        found, wanted = ("found", f"{len(items)} annotations"), ("wanted", f"{len(folder.site.claims)}")
        yield problem("FC621", Place(PATH), found, wanted, file=PATH)


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
