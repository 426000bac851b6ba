"""The one address that a page gives as its own."""

from collections.abc import Iterator, Sequence

from factcheck.core.problems import Problem, shown
from factcheck.site.audit.page import Page, attribute


def page_names_its_own_address(page: Page) -> Iterator[Problem]:
    """A page names one canonical address, in its head: its own, or its claim's where it is shown in frames."""
    links = [link for link in page.named("link") if "canonical" in attribute(link, "rel").lower().split()]
    in_head = [attribute(link, "href") for link in links if link.parent is not None and link.parent.name == "head"]
    if in_head != wanted(page) or len(in_head) != len(links):
        yield _problem(page, "canonical link", [attribute(link, "href") for link in links])


def shared_address_is_the_canonical_one(page: Page) -> Iterator[Problem]:
    """The address that other sites are told (`og:url`), where there is one, is the canonical one."""
    found = [attribute(meta, "content") for meta in page.named("meta") if attribute(meta, "property") == "og:url"]
    if found and found != wanted(page):
        yield _problem(page, "og:url", found)


def wanted(page: Page) -> list[str]:
    """The canonical address that a page must name, if it must name one."""
    if page.path.endswith(".html"):  # 404.html is shown for any address that leads nowhere
        return []
    return [page.site.settings.address(page.framed.path if page.framed else page.path)]


def _problem(page: Page, what: str, found: Sequence[str]) -> Problem:
    return page.problem("FC609", ("found", _told(found)), ("wanted", _told(wanted(page))), what=what)


def _told(addresses: Sequence[str]) -> str:
    return " and ".join(map(shown, addresses)) or "nothing"
