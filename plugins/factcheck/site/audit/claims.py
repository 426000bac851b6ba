"""What the pages of a claim show is what its file says."""

from collections.abc import Iterable, Iterator
from datetime import date

from factcheck.core.model import Claim, Evidence
from factcheck.core.pieces import PieceKind
from factcheck.core.problems import Problem, shown
from factcheck.core.text import collapse
from factcheck.render.words import catalogue
from factcheck.site.audit import shown as reader
from factcheck.site.audit.address import DIRECTIVE, Target
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, attribute, first, is_hidden, words

Fact = tuple[str, str, str]  # what it is, as the page shows it, as the file has it
GAP = " […] "


def claim_page_shows_the_claim(page: Page) -> Iterator[Problem]:
    """A claim's page shows sentence, quoted words, claimant, verdict, summary, dates, people and corrections."""
    if claim := page.claim:
        yield from _differing(page, [*_in_both(page, claim), *_review(page, claim), *_corrections(page, claim)])


def claim_page_shows_the_evidence(page: Page) -> Iterator[Problem]:
    """A claim's page shows all evidence in its order: stance, the source's words, the gaps in them, and its links."""
    if claim := page.claim:
        cards = [card for card in page.classed("evidence") if not is_hidden(card)]
        yield from _differing(page, [("evidence", str(len(cards)), str(len(claim.evidence)))])
        for number, (card, evidence) in enumerate(zip(cards, claim.evidence, strict=False), 1):
            for what, found, wanted in _evidence(page, card, evidence):
                yield from _differing(page, [(f"{what} of evidence {number}", found, wanted)])


def frame_shows_the_claim(page: Page) -> Iterator[Problem]:
    """The page for frames shows sentence, quoted words, claimant, verdict and summary, and leads to the claim's."""
    if claim := page.framed:
        yield from _differing(page, [*_in_both(page, claim), ("link to the claim's page", *_way(page, claim))])


def dates_read_alike(page: Page) -> Iterator[Problem]:
    """A date reads as the day that programs are told (`<time datetime>`)."""
    for time in page.named("time"):
        written = attribute(time, "datetime")
        yield from _differing(page, [(f"date {written or 'without datetime'}", words(time), _day(page, written))])


def _differing(page: Page, facts: Iterable[Fact]) -> Iterator[Problem]:
    for what, found, wanted in facts:
        if found != wanted:
            yield page.problem("FC610", ("page", _told(found)), ("file", _told(wanted)), what=what)


def _told(text: str) -> str:
    return shown(text) if text else "nothing"


def _in_both(page: Page, claim: Claim) -> Iterator[Fact]:
    article = claim.article
    yield "sentence", reader.sentence(page), collapse(claim.text)
    yield "verdict", reader.verdict(page), collapse(claim.verdict.label)
    yield "summary", reader.summary(page), collapse(claim.summary)
    yield "claimant", reader.claimant(page), collapse(claim.claimant)
    yield "quote", reader.quote(page), collapse(claim.words)
    yield "article", reader.published(page), f"{collapse(article.publisher)} {article.published.isoformat()}"


def _review(page: Page, claim: Claim) -> Iterator[Fact]:
    """Who checked the claim and when: the first names in the list of facts, and all its dates."""
    days = [claim.checked, *([claim.updated] if claim.updated != claim.checked else [])]
    yield "dates", " ".join(reader.review_days(page)), " ".join(day.isoformat() for day in days)
    people = [collapse(name) for name in (claim.author, claim.reviewed_by) if name]
    facts = first(page.classed("facts-list"))
    found = [words(name) for name in reader.named(facts, "bdi")][: len(people)]
    if not claim.reviewed_by:
        people.append(catalogue(page.site.settings.language).say("claim.unreviewed"))
        found += [words(word) for word in reader.named(facts, "b")]
    yield "author and reviewer", ", ".join(found), ", ".join(people)


def _corrections(page: Page, claim: Claim) -> Iterator[Fact]:
    language = catalogue(page.site.settings.language)
    rows = reader.named(first(page.classed("log")), "li")
    found = [" ".join([*reader.days(row.named("time")), words(row)]) for row in rows]
    for number, correction in enumerate(claim.corrections):
        kind = f"correction.{correction.kind}"
        parts = (language.day(correction.date), language.say(kind), correction.text)
        wanted = f"{correction.date.isoformat()} {collapse(' · '.join(parts))}"
        yield f"correction {number + 1}", found[number] if number < len(found) else "", wanted
    yield "corrections", str(len(found)), str(len(claim.corrections))


def _evidence(page: Page, card: Element, evidence: Evidence) -> Iterator[Fact]:
    source, language = evidence.source, catalogue(page.site.settings.language)
    stance = f"stance.{evidence.stance}"
    yield "stance", words(first(card.classed("stance"))), language.say(stance)
    yield "publisher", words(first(card.named("bdi"))), collapse(source.publisher)
    yield "quote", _quoted(first(card.named("mark"))), _wanted_quote(evidence)
    yield "translation", _translation(card), collapse(evidence.translation or "")
    days = [language.day(day) for day in (source.published, source.retrieved) if day]
    line = " ".join(map(words, card.classed("quiet")))
    yield "dates", ", ".join(day for day in days if day in line), ", ".join(days)
    addresses = [attribute(link, "href") for link in card.classed("original")]
    wanted = [source.url, *([source.archive] if source.archive else [])]
    yield "links", " ".join(_bare(*pair) for pair in _pairs(addresses, wanted)), " ".join(wanted)
    cited = [link for link in card.named("a") if link.named("cite")]
    files = [page.target(attribute(link, "href")) for link in cited]
    yield "source", _file(files[0]) if files else "", f"{source.path}index.html"


def _quoted(mark: Element | None) -> str:
    """The words of a quote from a source, with a sign for each gap that the page tells of."""
    if mark is None:
        return ""
    texts: list[str] = []
    for child in mark.children:
        if isinstance(child, Element):
            texts.append(GAP if "gap" in child.classes else words(child))
        else:
            texts.append(child)
    return collapse("".join(texts))


def _wanted_quote(evidence: Evidence) -> str:
    texts: list[str] = []
    for piece in evidence.pieces:
        texts.append(GAP if piece.kind is PieceKind.GAP else piece.text)
        if piece.kind is PieceKind.INSERTION and piece.hidden:
            texts.append(GAP)
    return collapse("".join(texts))


def _translation(card: Element) -> str:
    paragraph = first(card.classed("translation"))
    label = first(reader.named(paragraph, "b"))
    return words(paragraph).removeprefix(words(label)).strip() if paragraph is not None else ""


def _pairs(found: list[str], wanted: list[str]) -> Iterator[tuple[str, str]]:
    for number, address in enumerate(found):
        yield address, wanted[number] if number < len(wanted) else ""


def _bare(address: str, wanted: str) -> str:
    """An address without the directive that leads to its words."""
    bare = address.partition(DIRECTIVE)[0]
    return wanted if wanted and bare in (wanted, f"{wanted}#") else bare


def _way(page: Page, claim: Claim) -> tuple[str, str]:
    files = {_file(page.target(attribute(link, "href"))) for link in page.named("a")}
    wanted = f"{claim.path}index.html"
    return (wanted if wanted in files else "", wanted)


def _file(target: Target | None) -> str:
    return target.file if target else ""


def _day(page: Page, written: str) -> str:
    try:
        return catalogue(page.site.settings.language).day(date.fromisoformat(written))
    except ValueError:
        return "a day such as 2025-11-26"
