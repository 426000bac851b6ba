"""The one address that a page gives as its own."""

from collections.abc import Iterator, Sequence

from factcheck.core.problems import Problem, shown
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, attribute


def page_names_its_own_address(page: Page) -> Iterator[Problem]:
    """A page names one canonical address, in its head: its own, or its claim's where it is shown in frames.

    A page at a former address names the new one.
    """
    is_in_head = all(link.parent.name == "head" for link in _links(page))
    if found(page) != wanted(page) or not is_in_head:
        where = "" if is_in_head else " outside of the head"
        yield page.problem(
            "FC609", ("found", _told(found(page)) + where), ("wanted", _told(wanted(page))), what="canonical link"
        )


def found(page: Page) -> list[str]:
    """The canonical addresses that a page names."""
    return [attribute(link, "href") for link in _links(page)]


def _links(page: Page) -> list[Element]:
    return [link for link in page.named("link") if "canonical" in attribute(link, "rel").lower().split()]


def shared_address_is_the_canonical_one(page: Page) -> Iterator[Problem]:
    """The address that other sites are told (`og:url`), where there is one, is the canonical one."""
    shared = [attribute(meta, "content") for meta in page.named("meta") if attribute(meta, "property") == "og:url"]
    if shared and shared != wanted(page):
        yield page.problem("FC609", ("found", _told(shared)), ("wanted", _told(wanted(page))), what="og:url")


def wanted(page: Page) -> list[str]:
    """The canonical address that a page must name, if it must name one."""
    if page.path.endswith(".html"):  # 404.html is shown for any address that leads nowhere
        return []
    framed = page.framed or page.subjects.withdrawn_frames.get(page.path)
    path = page.moved.canonical if page.moved else framed.path if framed else page.path
    return [page.site.settings.address(path)]


def _told(addresses: Sequence[str]) -> str:
    return " and ".join(map(shown, addresses)) or "nothing"
