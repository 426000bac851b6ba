"""The links of a page into the site: each leads to a file that is there, and to an id that is on it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from factcheck.core.nearest import closest
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.site.audit.address import Target, scheme
from factcheck.site.audit.folder import Folder, Seen
from factcheck.site.audit.page import Page
from factcheck.site.audit.tags import KNOWN, Tag
from factcheck.site.audit.tree import LISTS, addresses, attribute

# `cite` is left out: it leads to the article's own page, and no reader follows it.
ADDRESSES = ("href", "src", "poster", "xlink:href", *LISTS)
NAMED_IDS = ("for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
             "aria-details", "aria-flowto", "aria-activedescendant", "aria-errormessage")  # fmt: skip
ANYWHERE = "404.html"  # is shown at any address, so that its links cannot be relative


def written(page: Page) -> Iterator[str]:
    """Every address on a page that a reader or browser may follow, as it is written."""
    return (address for tag in page.tags for address in _written(tag))


@lru_cache(KNOWN)
def _written(tag: Tag) -> tuple[str, ...]:
    return tuple(address for name in ADDRESSES if name in tag.attrs for address in addresses(tag, name))


def inward(page: Page) -> list[tuple[str, Target]]:
    """The addresses on a page that lead into the site, and where to."""
    return [(address, target) for address in written(page) if (target := page.target(address))]


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
        for address in dict.fromkeys(written(page)):
            if not scheme(address) and not address.startswith(("/", "#")):
                fix = ("fix", f"begin it with {page.output.base}")
                yield page.problem("FC612", ("link", shown(address)), fix)


def links_lead_to_files(folder: Folder) -> Iterator[Problem]:
    """A link into the site leads to a file that is there, so none leads to a draft."""
    there = folder.found | folder.expected  # what should be there and is not is told already
    pages = [output.path for output in folder.outputs]
    for file, page in folder.seen.items():
        for address, target in page.links.items():
            if target.file not in there:
                path = target.file.removesuffix("index.html")
                to = path if target.file else "a folder above the site’s"
                yield _problem("FC612", file, page, address, ("to", to), *_nearest(path, pages))


def _nearest(path: str, pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The page whose path differs from a path in one letter of five at most: folders are like each other too often."""
    scorer = Levenshtein.normalized_similarity
    if found := process.extractOne(path, pages, scorer=scorer, score_cutoff=0.8):
        yield "nearest", str(found[0])


def links_lead_to_ids(folder: Folder) -> Iterator[Problem]:
    """A link to a place on a page of the site names an id that is there."""
    for file, page in folder.seen.items():
        for address, target in page.links.items():
            ids = folder.seen[target.file].ids if target.file in folder.seen else None
            if ids is not None and not _is_place(target.fragment, ids):
                to = f"{target.file.removesuffix('index.html')}#{target.fragment}"
                yield _problem("FC613", file, page, address, ("to", to), *closest(unquote(target.fragment), ids))


def _is_place(fragment: str, ids: frozenset[str]) -> bool:
    """Whether a fragment names something (HTML, 7.4.6.4): an id as written or decoded; the top, always."""
    return fragment.lower() in ("", "top") or fragment in ids or unquote(fragment) in ids


def _problem(code: str, file: str, page: Seen, address: str, *details: tuple[str, str]) -> Problem:
    return problem(code, Place(file), ("link", shown(address)), *details, page.origin)
