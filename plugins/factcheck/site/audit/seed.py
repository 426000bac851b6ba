"""The article on its annotated pages: its text, and the words of its ledger, are the seed's."""

from collections.abc import Iterator

from factcheck.core.problems import Problem, shown
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, parse, text

# What annotation adds to an article's text: notes beside it, and the references at the marks' ends.
ADDED_CLASSES = ("note", "reference")
ADDED = ", ".join(f".{name}" for name in ADDED_CLASSES)  # as a selector


def article_gives_the_seed_back(page: Page) -> Iterator[Problem]:
    """The annotated article without notes and references is the seed's text, character for character."""
    if article := page.subjects.articles.get(page.path):
        yield from _same(page, "FC602", _seed_text(page), article.text.raw)


def ledger_holds_the_whole_seed(page: Page) -> Iterator[Problem]:
    """The rows of the ledger hold every character of the seed in its order, white space apart."""
    if article := page.subjects.articles.get(page.path):
        yield from _same(page, "FC608", _packed(_ledger_text(page)), _packed(article.text.raw))


def _same(page: Page, code: str, found: str, wanted: str) -> Iterator[Problem]:
    """A problem where the texts differ, with what stands around the first difference."""
    if found != wanted:
        offset = next(
            (i for i, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]),
            min(len(found), len(wanted)),
        )
        around = slice(max(0, offset - 20), offset + 20)
        yield page.problem(code, ("page", shown(found[around])), ("seed", shown(wanted[around])))


def _packed(text: str) -> str:
    return "".join(text.split())


def ledger_text(html: str) -> str:
    """The words of all rows of the ledger on an annotated page."""
    return _ledger_text(Element(parse(html)))


def seed_text(html: str) -> str:
    """The text of the article on an annotated page, without marks and notes."""
    return _seed_text(Element(parse(html)))


def _ledger_text(part: Element) -> str:
    return "".join(_text(row) for ledger in part.classed("ledger") for row in ledger.named("q"))


def _seed_text(part: Element) -> str:
    places = (place for place, tag in enumerate(part.tree.cut.tags) if "data-seed" in tag.attrs)
    body = next(places, None)
    return "" if body is None else _text(Element(part.tree, body), ADDED_CLASSES)


def _text(element: Element, without: tuple[str, ...] = ()) -> str:
    """Every character, also of what is hidden: a template that hides words does not leave them out."""
    return text(element, without, hidden=True)
