"""What no page holds: what could run, load, send or change anything that the site has not made."""

import re
from collections.abc import Iterator

from bs4.element import Tag

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.site.audit.address import scheme
from factcheck.site.audit.folder import Folder
from factcheck.site.audit.page import LISTS, Page, addresses, attribute

JSON_LD = "application/ld+json"
FORBIDDEN = frozenset("iframe frame frameset object embed applet portal base style".split())
ADDRESSES = frozenset(
    (*LISTS, *"href src poster xlink:href action formaction data background ping manifest cite".split())
)
# What a browser fetches by itself, whatever the element.
LOADED = frozenset((*LISTS, *"src poster data background manifest".split()))
FOLLOWED = frozenset(("a", "area"))  # elements whose href waits for a click
# Relations of a <link> that no browser fetches: it only says them.
ONLY_SAID = frozenset("alternate author canonical help license me next prev search".split())
DANGEROUS = frozenset(("javascript", "data", "vbscript"))
# The one style that Markdown may have: how a column of a table is aligned (render/sanitise.py).
ALIGNED = re.compile(r"text-align: (?:left|right|center);")
SCRIPTS = re.compile(r"(?:theme|pagefind)/[^?#]+\.js")
# In a stylesheet: another host, an address that holds what it loads, a stylesheet in the stylesheet.
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s\"')]*|data:[^\s\"')]*|@import[^;]*", re.IGNORECASE)


def nothing_runs_but_the_theme(page: Page) -> Iterator[Problem]:
    """No script but modules of the theme and blocks of JSON-LD, no handler in an attribute, nothing embedded."""
    for element in page.elements:
        for what in _running(page, element):
            yield page.problem("FC614", ("found", opening(element)), what=what)


def _running(page: Page, element: Tag) -> Iterator[str]:
    if element.name in FORBIDDEN:
        yield f"<{element.name}>"
    if element.name == "script" and not _is_known_script(page, element):
        yield "script but the theme’s modules and JSON-LD"
    is_refresh = element.name == "meta" and attribute(element, "http-equiv").strip().lower() == "refresh"
    if is_refresh and not page.moved:  # site/audit/past.py looks where that of a former address leads
        yield "redirect"
    for name in element.attrs:
        if name.startswith("on") or name in ("srcdoc", "action", "formaction"):
            yield f"attribute {name}"
        kinds = {scheme(address) for address in addresses(element, name)} if name in ADDRESSES else set()
        yield from (f"{kind}: address" for kind in sorted(kinds & DANGEROUS))
    if "style" in element.attrs and not _is_aligned(element):
        yield "style attribute"


def _is_known_script(page: Page, script: Tag) -> bool:
    if attribute(script, "type") == JSON_LD:
        return "src" not in script.attrs
    target = page.target(attribute(script, "src")) if "src" in script.attrs else None
    is_ours = target is not None and SCRIPTS.fullmatch(target.file) is not None
    return is_ours and attribute(script, "type") == "module" and not script.get_text(strip=True)


def _is_aligned(element: Tag) -> bool:
    return element.name in ("td", "th") and ALIGNED.fullmatch(attribute(element, "style")) is not None


def nothing_is_loaded_from_elsewhere(page: Page) -> Iterator[Problem]:
    """What a browser loads by itself comes from the site."""
    loaded = [address for element in page.elements for address in _loaded(element)]
    for address in dict.fromkeys(loaded):
        if page.target(address) is None and scheme(address) not in DANGEROUS:
            yield page.problem("FC615", ("found", shown(address)))


def _loaded(element: Tag) -> Iterator[str]:
    for name in element.attrs:
        is_fetched = name in LOADED or (name in ("href", "xlink:href") and element.name not in FOLLOWED)
        if is_fetched and not (element.name == "link" and _only_says(element)):
            yield from addresses(element, name)


def _only_says(link: Tag) -> bool:
    relations = attribute(link, "rel").lower().split()
    return bool(relations) and ONLY_SAID.issuperset(relations)


def links_to_other_sites_are_safe(page: Page) -> Iterator[Problem]:
    """A link to another site is http, https or mailto, and its page gets no hold of ours (`rel="noopener"`)."""
    for element in page.elements:
        if element.name in FOLLOWED and "href" in element.attrs:
            address = attribute(element, "href")
            kind = scheme(address)
            if page.target(address) is None and kind not in DANGEROUS:
                rel = attribute(element, "rel").lower().split()
                if kind not in ("", "http", "https", "mailto"):
                    yield page.problem("FC616", ("found", shown(address)))
                elif kind != "mailto" and "noopener" not in rel:
                    yield page.problem("FC616", ("found", shown(address)), ("rel", " ".join(rel) or "nothing"))


def stylesheets_load_nothing_from_elsewhere(folder: Folder) -> Iterator[Problem]:
    """A stylesheet names no address outside of the site, holds no other file and imports no stylesheet."""
    for file in sorted(name for name in folder.found if name.endswith(".css")):
        text = (folder.read(file) or b"").decode("utf-8", "replace")
        for found in dict.fromkeys(OUTSIDE.findall(text)):
            yield problem("FC615", Place(file), ("found", shown(found)))


def opening(element: Tag) -> str:
    """The opening tag of an element, cut where it is long."""
    pairs = "".join(f' {name}="{attribute(element, name)}"' for name in element.attrs)
    return shown(f"<{element.name}{pairs}>", 120)
