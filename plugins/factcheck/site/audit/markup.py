"""What no page holds: what could run, load, send or change anything that the site has not made."""

import re
from collections.abc import Iterator
from functools import lru_cache

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.site.audit.address import scheme
from factcheck.site.audit.folder import Folder
from factcheck.site.audit.page import Page
from factcheck.site.audit.tags import KNOWN, Tag
from factcheck.site.audit.tree import LISTS, Element, addresses, attribute

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
WEB = frozenset(("", "http", "https"))
DANGEROUS = frozenset(("javascript", "data", "vbscript"))
# The one style that Markdown may have: how a column of a table is aligned (render/sanitise.py).
ALIGNED = re.compile(r"text-align: (?:left|right|center);")
REDIRECT, FOREIGN = "redirect", "script but the theme’s modules and JSON-LD"
SCRIPTS = re.compile(r"(?:theme|pagefind)/[^?#]+\.js")
# In a stylesheet: another host, an address that holds what it loads, a stylesheet in the stylesheet.
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s\"')]*|data:[^\s\"')]*|@import[^;]*", re.IGNORECASE)


def nothing_runs_but_the_theme(page: Page) -> Iterator[Problem]:
    """No script but modules of the theme and blocks of JSON-LD, no handler in an attribute, nothing embedded."""
    running = [(tag, what) for tag in page.tags for what in _running(tag)]
    running += [(script.tag, FOREIGN) for script in page.named("script") if not _is_known_script(page, script)]
    for tag, what in running:
        if what != REDIRECT or not page.moved:  # site/audit/past.py looks where that of a former address leads
            yield page.problem("FC614", ("found", opening(tag)), what=what)


@lru_cache(KNOWN)
def _running(tag: Tag) -> tuple[str, ...]:
    return tuple(_forbidden(tag))


def _forbidden(tag: Tag) -> Iterator[str]:
    if tag.name in FORBIDDEN:
        yield f"<{tag.name}>"
    if tag.name == "meta" and attribute(tag, "http-equiv").strip().lower() == "refresh":
        yield REDIRECT
    for name in tag.attrs:
        if name.startswith("on") or name in ("srcdoc", "action", "formaction"):
            yield f"attribute {name}"
        kinds = {scheme(address) for address in addresses(tag, name)} if name in ADDRESSES else set()
        yield from (f"{kind}: address" for kind in sorted(kinds & DANGEROUS))
    if "style" in tag.attrs and not _is_aligned(tag):
        yield "style attribute"


def _is_known_script(page: Page, script: Element) -> bool:
    if attribute(script, "type") == JSON_LD:
        return "src" not in script.attrs
    target = page.target(attribute(script, "src")) if "src" in script.attrs else None
    is_ours = target is not None and SCRIPTS.fullmatch(target.file) is not None
    return is_ours and attribute(script, "type") == "module" and not script.source.strip()


def _is_aligned(element: Tag) -> bool:
    return element.name in ("td", "th") and ALIGNED.fullmatch(attribute(element, "style")) is not None


def nothing_is_loaded_from_elsewhere(page: Page) -> Iterator[Problem]:
    """What a browser loads by itself comes from the site."""
    for address in dict.fromkeys(address for tag in page.tags for address in _loaded(tag)):
        if page.target(address) is None and scheme(address) not in DANGEROUS:
            yield page.problem("FC615", ("found", shown(address)))


@lru_cache(KNOWN)
def _loaded(tag: Tag) -> tuple[str, ...]:
    if tag.name == "link" and _only_says(tag):
        return ()
    fetched = LOADED if tag.name in FOLLOWED else LOADED | {"href", "xlink:href"}
    return tuple(address for name in tag.attrs if name in fetched for address in addresses(tag, name))


def _only_says(link: Tag) -> bool:
    relations = attribute(link, "rel").lower().split()
    return bool(relations) and ONLY_SAID.issuperset(relations)


def links_to_other_sites_are_safe(page: Page) -> Iterator[Problem]:
    """A link to another site is http, https or mailto, and its page gets no hold of ours (`rel="noopener"`)."""
    for tag in page.tags:
        is_link = tag.name in FOLLOWED and "href" in tag.attrs
        if is_link and not _is_safe(tag) and page.target(address := attribute(tag, "href")) is None:
            rel = (("rel", attribute(tag, "rel").lower() or "nothing"),) if scheme(address) in WEB else ()
            yield page.problem("FC616", ("found", shown(address)), *rel)


@lru_cache(KNOWN)
def _is_safe(tag: Tag) -> bool:
    """Whether a link may lead to another site. What `nothing_runs_but_the_theme` tells is not told again."""
    kind = scheme(attribute(tag, "href"))
    has_no_hold = "noopener" in attribute(tag, "rel").lower().split()
    return kind in DANGEROUS or kind == "mailto" or (kind in WEB and has_no_hold)


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
