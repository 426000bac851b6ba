"""`make links`: every link of the built site leads to a page, file or anchor of it, or is a problem.

build ─ linkserver ─ crawl (LinkChecker, with the plugin in checkers) ─▶ Crawl ─ judged here ─▶ problems at
the line that holds the link (linkplaces). No other host is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from factcheck.core.model import Site
from factcheck.core.nearest import nearest
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.text import Text
from factcheck.evidence.crawl.directive import Directive, is_in, split
from factcheck.evidence.crawl.linkplaces import LinkPlaces
from factcheck.evidence.crawl.run import Crawl, CrawlError, File, Link, crawl, file_path
from factcheck.evidence.crawl.server import NOT_FOUND_PAGE, Handler, serving
from factcheck.evidence.reading.documents import visible_text

_INSTALL = "pip install 'factcheck[links]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCheck:
    """What a crawl of the built site has found, and how much it has looked at."""

    problems: tuple[Problem, ...]
    files: int = 0  # pages, style sheets, images, feeds …
    links: int = 0  # that lead to the site itself
    anchors: int = 0  # of these, how many name an anchor or words of a page
    external: int = 0  # seen, and not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """A link that leads nowhere, and the built file that holds it."""

    code: str
    file: str
    link: Link
    details: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, str]:
        """What is missing: links that miss the same are one problem in each file."""
        fragment = self.link.written.partition("#")[2] if self.code == "FC507" else ""
        return self.code, f"{self.link.target or self.link.written}#{fragment}"


def check_site(output: Path, root: Path, site: Site, site_url: str, handler: Handler) -> SiteCheck:
    """Crawl the site built in `output` from the folder `root`; `handler` answers as its host does."""
    places = LinkPlaces(root, output, site)
    if not (output / "index.html").is_file():
        return _failed(places, "no index.html", "build the site first: make site")
    try:
        with serving(output, site_url, handler) as base:
            crawled = crawl(base, output, site_url)
    except CrawlError as error:
        return _failed(places, str(error), f"install it: {_INSTALL}" if "not installed" in str(error) else "")
    except OSError as error:
        return _failed(places, f"the crawl cannot be started: {error.strerror or error}", "")
    return _checked(_Judge(crawled, base, output), places)


def _failed(places: LinkPlaces, found: str, fix: str) -> SiteCheck:
    return SiteCheck(problems=(problem("FC508", Place(places.output), ("found", found), ("fix", fix)),))


def _checked(judge: "_Judge", places: LinkPlaces) -> SiteCheck:
    files = judge.files
    unread = [
        problem("FC508", Place(f"{places.output}/{file.path}"), ("found", file.cause)) for file in files if file.cause
    ]
    links = [link for file in files for link in file.links]
    return SiteCheck(
        problems=tuple(sorted({*unread, *_problems(judge.broken(), places)})),
        files=len(files),
        links=len(links),
        anchors=sum("#" in link.written for link in links),
        external=sum(file.external for file in files),
    )


class _Judge:
    """Decides which links of a crawl lead nowhere."""

    def __init__(self, crawled: Crawl, base: str, output: Path) -> None:
        self._crawled, self._output = crawled, output
        self._base, self._prefix = base, urlsplit(base).path
        self._texts: dict[str, Text] = {}
        by_path = {file.path: file for file in crawled.files.values()}  # a folder has two addresses
        self.files = [by_path[path] for path in sorted(by_path)]
        pages = [path.removesuffix("index.html") for path in sorted(by_path)]
        self._pages = {_name(page): page for page in reversed(pages)}
        self._nearest: dict[str, tuple[tuple[str, str], ...]] = {}

    def broken(self) -> Iterator[_Broken]:
        """The links that lead nowhere, by file and place."""
        for file in self.files:
            for link in file.links:
                for code, details in self._faults(file, link):
                    yield _Broken(code=code, file=file.path, link=link, details=tuple(details))

    def _faults(self, file: File, link: Link) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
        if link.target is None or link.target not in self._crawled.files:
            yield "FC506", self._missing(file, link)
            return
        target = self._crawled.files[link.target]
        anchor, directives = split(link.written.partition("#")[2])
        if target.is_page and not _is_anchor(anchor, target):
            fix = "name an id of that page, or take the fragment away"
            yield "FC507", (*_alike(unquote(anchor), target.anchors), ("fix", fix))
        if target.is_page:
            yield from (
                ("FC507", self._unspoken(target, words)) for words in directives if not self._has(target, words)
            )

    def _missing(self, file: File, link: Link) -> Iterator[tuple[str, str]]:
        target, answer = link.target or "", link.cause or self._crawled.answers.get(link.target or "", "")
        if answer and not answer.startswith("404"):
            yield "answer", answer
        yield from self._nearest_page(target) if target else ()
        yield "fix", self._mending(file, link)

    def _nearest_page(self, target: str) -> Iterator[tuple[str, str]]:
        """The page whose name is most like that of `target`: folders are like each other too often."""
        if target not in self._nearest:
            path = file_path(target, self._prefix).removesuffix("index.html")
            self._nearest[target] = tuple(_alike(_name(path), self._pages))
        yield from ((label, self._pages[name]) for label, name in self._nearest[target])

    def _mending(self, file: File, link: Link) -> str:
        if link.target and not f"{link.target}/".startswith(f"{self._base}/"):
            return f"the site is served below {self._prefix}/: begin the link with that, or make it relative"
        if file.path == NOT_FOUND_PAGE and not link.written.startswith(("http:", "https:", "/")):
            return f"{NOT_FOUND_PAGE} is shown at any depth: begin its links with the site’s address"
        return "correct the link, or add what it names"

    def _unspoken(self, target: File, directive: Directive) -> Iterator[tuple[str, str]]:
        if passage := nearest(self._text(target), directive.words):
            yield "nearest", shown(passage.words)
        yield "fix", "copy the words from the page as it is now, or take “:~:text=…” away"

    def _has(self, target: File, directive: Directive) -> bool:
        return is_in(self._text(target).raw, directive)

    def _text(self, target: File) -> Text:
        if target.path not in self._texts:
            self._texts[target.path] = Text(visible_text((self._output / target.path).read_bytes(), "text/html"))
        return self._texts[target.path]


def _name(path: str) -> str:
    """The last part of a path."""
    return path.rstrip("/").rpartition("/")[2]


def _alike(name: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The detail that names the one spelt most like `name`, if at most three letters in ten differ."""
    scorer = Levenshtein.normalized_similarity
    found = process.extractOne(name, sorted(names), scorer=scorer, processor=str.lower, score_cutoff=0.7)
    if found:
        yield "nearest", str(found[0])


def _is_anchor(anchor: str, target: File) -> bool:
    """Whether a fragment names something (HTML, 7.4.6.4): an id as written or decoded; the top, always."""
    return anchor.lower() in ("", "top") or anchor in target.anchors or unquote(anchor) in target.anchors


def _problems(broken: Iterable[_Broken], places: LinkPlaces) -> Iterator[Problem]:
    """One problem for what is missing and each file that an editor can mend."""
    missing: dict[tuple[str, str], list[_Broken]] = {}
    for found in broken:
        missing.setdefault(found.key, []).append(found)
    for same in missing.values():
        by_place: dict[Place | None, list[_Broken]] = {}
        for found in same:
            by_place.setdefault(places.in_content(found.file, found.link), []).append(found)
        yield from (_problem(place or _elsewhere(held, places), held) for place, held in by_place.items())


def _elsewhere(unwritten: list[_Broken], places: LinkPlaces) -> Place:
    """Where a link stands that no content file writes: the theme, the one page's file, a built file."""
    first = unwritten[0]
    is_alone = len({found.file for found in unwritten}) == 1
    template = places.in_theme(first.link, is_alone=is_alone)
    file = places.of_file(first.file) if is_alone else None
    return template or file or places.in_built_file(first.file, first.link)


def _problem(place: Place, held: list[_Broken]) -> Problem:
    first, files = held[0], sorted({found.file for found in held})
    more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
    found = ("found", shown(first.link.written))
    return problem(first.code, place, found, ("page", files[0] + more), *first.details)
