"""The links into the site: each leads to a file that is there, and to an id that is on it."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache, partial
from urllib.parse import unquote

from factcheck.core.closest import closest
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.publish.output import Output
from factcheck.site.audit.address import Target, followed, scheme
from factcheck.site.audit.address import target as resolved
from factcheck.site.audit.folder import Folder
from factcheck.site.audit.page import Page
from factcheck.site.audit.tags import KNOWN, Tag
from factcheck.site.audit.tree import attribute

NAMED_IDS = ("for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
             "aria-details", "aria-flowto", "aria-activedescendant", "aria-errormessage")  # fmt: skip
ROBOTS = "robots.txt"
SITEMAP = re.compile(r"^sitemap:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LOADED = re.compile(r"""\burl\(\s*(["']?)(.*?)\1\s*\)""", re.IGNORECASE)
ANYWHERE = "404.html"  # is shown at any address, so that its links cannot be relative


def ids_are_given_once(page: Page) -> Iterator[Problem]:
    """An id stands once on its page."""
    for name, count in page.ids.items():
        if count > 1:
            yield page.problem("FC613", ("found", f"{shown(name)} {count} times"))


def ids_that_are_named_are_there(page: Page) -> Iterator[Problem]:
    """What a label, or a name for those who listen, refers to stands on the page."""
    for name, id_ in dict.fromkeys(named for tag in page.tags for named in _named(tag)):
        if id_ not in page.ids:
            yield page.problem("FC613", (name, shown(id_)), *closest(id_, page.ids))


@lru_cache(KNOWN)
def _named(tag: Tag) -> tuple[tuple[str, str], ...]:
    return tuple((name, id_) for name in NAMED_IDS if name in tag.attrs for id_ in attribute(tag, name).split())


def links_of_the_missing_page_hold_anywhere(page: Page) -> Iterator[Problem]:
    """The links of 404.html begin with the site's address or its path: it is shown at any depth."""
    if page.path == ANYWHERE:
        for address in dict.fromkeys(address for tag in page.tags for address in followed(tag)):
            if not scheme(address) and not address.startswith(("/", "#")):
                fix = ("fix", f"begin it with {page.output.base}")
                yield page.problem("FC612", ("link", shown(address)), fix)


def links_to_the_page_itself_lead_to_ids(page: Page) -> Iterator[Problem]:
    """A link to a place on its own page names an id that is there."""
    for address, target in page.links.items():
        if target.file == page.output.file and not _is_place(target.fragment, page.ids):
            yield _lost(page, address, target, page.ids)


def links_lead_to_files(folder: Folder) -> Iterator[Problem]:
    """A link into the site leads to a file that is there, so none leads to a draft."""
    there = folder.found | folder.expected  # what should be there and is not is told already
    for page in folder.linking(lambda target: target.file not in there):
        for address, target in page.links.items():
            if target.file not in there:
                yield page.problem("FC612", *_nowhere(folder, address, target))


def stylesheets_and_robots_lead_to_files(folder: Folder) -> Iterator[Problem]:
    """What a stylesheet loads from the site (`url()`), and each sitemap that robots.txt names, is there."""
    there, settings = folder.found | folder.expected, folder.site.settings
    for file in sorted(name for name in folder.found if name.endswith(".css") or name == ROBOTS):
        text = (folder.read(file) or b"").decode("utf-8", "replace")
        at = Output(path=file, template="")
        for address in dict.fromkeys(_named_in(file, text)):
            found = resolved(address, at, settings)
            if found and found.file not in there:
                yield problem("FC612", Place(file), *_nowhere(folder, address, found))


def _named_in(file: str, text: str) -> Iterator[str]:
    """The addresses in a stylesheet or in robots.txt."""
    if file == ROBOTS:
        return (found[1] for found in SITEMAP.finditer(text))
    return (found[2] for found in LOADED.finditer(COMMENT.sub("", text)))


def _nowhere(folder: Folder, address: str, target: Target) -> Iterator[tuple[str, str]]:
    path = target.file.removesuffix("index.html")
    yield "link", shown(address)
    yield "to", path if target.file else "a folder above the site’s"
    yield from _nearest(path, [output.path for output in folder.outputs])


def _nearest(path: str, pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The page whose path differs from a path in one letter of five at most: folders are like each other too often."""
    from rapidfuzz import process  # heavy; only for what is wrong
    from rapidfuzz.distance import Levenshtein

    scorer = Levenshtein.normalized_similarity
    if found := process.extractOne(path, pages, scorer=scorer, score_cutoff=0.8):
        yield "nearest", str(found[0])


def links_lead_to_ids(folder: Folder) -> Iterator[Problem]:
    """A link to a place on another page of the site names an id that is there."""
    for page in folder.linking(partial(_is_lost, folder)):
        for address, target in page.links.items():
            if target.file != page.output.file and _is_lost(folder, target):
                yield _lost(page, address, target, folder.seen[target.file].ids)


def _is_lost(folder: Folder, target: Target) -> bool:
    return target.file in folder.seen and not _is_place(target.fragment, folder.seen[target.file].ids)


def _is_place(fragment: str, ids: Collection[str]) -> bool:
    """Whether a fragment names something (HTML, 7.4.6.4): an id as written or decoded; the top, always."""
    return fragment.lower() in ("", "top") or fragment in ids or unquote(fragment) in ids


def _lost(page: Page, address: str, target: Target, ids: Collection[str]) -> Problem:
    to = f"{target.file.removesuffix('index.html')}#{target.fragment}"
    return page.problem("FC613", ("link", shown(address)), ("to", to), *closest(unquote(target.fragment), ids))
