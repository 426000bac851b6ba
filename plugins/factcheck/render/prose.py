"""Prose: Markdown as editors write it becomes sanitised HTML, or problems.

Raw HTML and images are refused, links are checked and resolved, and nh3 with a closed allow list has
the last word. Links inside the site come out as `site:<path>`, a scheme of our own that only
`with_root` turns into an address. Quotations never pass through here.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from factcheck.core.address import as_read, ascii_url, is_public_url
from factcheck.core.closest import closest
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.render.sanitise import sanitise

MOST_CHARACTERS = 50_000
# Python-Markdown takes time in the square of these: 25,000 brackets take 130 s, 12,500 lines of *** 10 s.
MOST_LINES = 2_000
_MOST = {
    "[": (1_000, "opening brackets"),
    "`": (4_000, "backquotes"),
    "<": (2_000, "less-than signs"),
    "*[": (100, "abbreviations"),
}
MOST_LEVELS = 30  # of nested quotes, lists and brackets; a person needs 4
EXTERNAL = "noopener noreferrer nofollow ugc"
_EXTENSIONS = ["footnotes", "tables", "fenced_code", "def_list", "abbr", "admonition"]
_OPENINGS = ("](", "](<", "]: ", "<")  # of a link's address
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# HTML, 4.10.5.1.5 “valid email address”. Python-Markdown makes a link of anything with an @ between < and >.
_MAIL = re.compile(r"mailto:[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+(?:\?[!-~]*)?", re.ASCII)
_SITE_LINK = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href=")site:')  # in text, < is always escaped
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)  # in sanitised HTML, where links are not nested
_FOOTNOTE_ID = re.compile(r'<(?:a|li|sup)\b[^<>]*? (?:id="|href="#)fn(?:ref\d*)?:\d+')
_FOOTNOTE = re.compile(r"(#?fn(?:ref\d*)?:)(.*)", re.DOTALL)
_CODE = re.compile(r"(?P<fence>`{3,}|~{3,}).*?(?P=fence)|(?P<tick>`+)[^`].*?(?P=tick)", re.DOTALL)
_AMPERSAND = "\x02amp\x03"  # how Python-Markdown hides the & of a mail address's character references
_TAG = r"<[A-Za-z/!?][^<>]*>"
_LEVEL = re.compile(r"^(?:[ ]{0,3}(?:>|[-*+][ ]|\d+[.)][ ]))+|^[ ]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prose:
    """Sanitised HTML and what was wrong with the Markdown."""

    html: str
    problems: tuple[Problem, ...]
    # The files that its links name, and what `targets` had for each; None where it had nothing. Without problems, the
    # HTML is the same for as long as these are.
    links: tuple[tuple[str, str | None], ...] = ()


def render(markdown: str, place: Place, targets: Mapping[str, str], *, least_heading: int = 2) -> Prose:
    """Render the Markdown that begins at `place`.

    `targets` maps the files that may be linked to the paths of their pages, and files that have no page
    to nothing. Headings start at the level `least_heading`.
    """
    if too_big := _too_big(markdown, place):
        return Prose("", (too_big,))
    converter = _converter()
    converter.start(markdown, place, targets, least_heading)
    try:
        html = converter.markdown.convert(markdown)
    except RecursionError:
        return Prose("", (problem("FC505", place, ("fix", "nest less deeply"), limit="30 levels"),))
    return Prose(sanitise(html), tuple(dict.fromkeys(converter.problems)), tuple(converter.links.items()))


def with_root(html: str, root: str) -> str:
    """The HTML for a page from which `root` leads to the site's own."""
    return _SITE_LINK.sub(lambda link: f"{link.group(1)}{root}", html)


def one_of_many(html: str, number: int) -> str:
    """The HTML of one of several texts on a page: its footnotes with ids of their own, its dead links plain text."""
    return _DEAD_LINK.sub(r"\1", _FOOTNOTE_ID.sub(rf"\g<0>-{number}", html))


def _too_big(markdown: str, place: Place) -> Problem | None:
    if len(markdown) > MOST_CHARACTERS:
        found = ("found", f"{len(markdown):,} characters")
        return problem("FC505", place, found, limit=f"{MOST_CHARACTERS:,} characters")
    for sign, (most, name) in _MOST.items():
        if (count := markdown.count(sign)) > most:
            return problem("FC505", place, ("found", f"{count:,} {name}"), limit=f"{most:,} {name}")
    if (lines := markdown.count("\n")) > MOST_LINES:
        return problem("FC505", place, ("found", f"{lines:,} lines"), limit=f"{MOST_LINES:,} lines")
    deep = next((line for line in _LEVEL.finditer(markdown) if _levels(line.group()) > MOST_LEVELS), None)
    nested = re.search(rf"(?:[\[(*_`<~!][ ]*){{{MOST_LEVELS},}}", markdown)
    if found_at := deep or nested:
        line = place.line + markdown.count("\n", 0, found_at.start())
        return problem("FC505", Place(place.path, line), limit=f"{MOST_LEVELS} levels of nesting")
    return None


def _levels(indent: str) -> int:
    return indent.count(">") + len(re.findall(r"[-*+.)]", indent)) + (len(indent) - len(indent.lstrip(" "))) // 4


@cache
def _converter() -> "_Converter":
    """One converter for all texts: making one takes as long as converting a text."""
    return _Converter()


def without_code(markdown: str) -> str:
    """`markdown` with spaces in the place of code, so that all else keeps its position."""
    return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), markdown)


class _Converter:
    """Python-Markdown, set up once; `start` names the text whose problems it collects."""

    problems: list[Problem]
    links: dict[str, str | None]

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=_EXTENSIONS)
        self.markdown.preprocessors.deregister("html_block")
        self.markdown.inlinePatterns.register(_RawHtml(self), "html", 90)
        self.markdown.treeprocessors.register(_Checker(self), "factcheck", -1)  # after "unescape"

    def start(self, markdown: str, place: Place, targets: Mapping[str, str], least_heading: int) -> None:
        """Forget the last text."""
        self.markdown.reset()
        self.problems = []
        self.links = {}
        self._text = without_code(markdown)
        self._place, self.targets, self.least_heading = place, targets, least_heading
        self._seen: dict[str, int] = {}

    @property
    def path(self) -> str:
        """The path of the file being rendered."""
        return self._place.path

    def refuse(self, code: str, words: str, *details: tuple[str, str], written: str = "") -> None:
        """Note a problem with `words`, at the next place where they stand in the text, outside code.

        `written` is how they stand there, where that differs: with references for characters.
        """
        offset = self._find(written or words, self._seen.get(words, -1) + 1)
        offset = self._seen[words] = max(offset, self._seen.get(words, 0))
        line = self._text.count("\n", 0, offset)
        place = Place(self.path, self._place.line + line, offset - self._text.rfind("\n", 0, offset))
        self.problems.append(problem(code, place, ("found", shown(words)), *details))

    def _find(self, words: str, start: int) -> int:
        """Where `words` stand after `start`: as the address of a link, else anywhere; -1 for nowhere."""
        found = [(self._text.find(opening + words, start), len(opening)) for opening in _OPENINGS]
        return min((at + size for at, size in found if at >= 0), default=self._text.find(words, start))


class _RawHtml(InlineProcessor):
    """Takes the place of Python-Markdown's own pattern, which would let raw HTML through."""

    def __init__(self, converter: _Converter) -> None:
        super().__init__(_TAG)
        self._converter = converter

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Refuse the tag; it stays in the text as text."""
        self._converter.refuse("FC504", m.group(), ("fix", "write Markdown, or put the tag in `backquotes`"))
        return m.group(), m.start(), m.end()


class _Checker(Treeprocessor):
    """Checks links, refuses images, sets the headings' levels."""

    _written: str  # the address of the link that is looked at, as it stands in the text

    def __init__(self, converter: _Converter) -> None:
        super().__init__()
        self._converter = converter

    def run(self, root: Element) -> None:
        """Go through all elements."""
        footnotes: dict[str, int] = {}
        for element in root.iter():
            _number_footnote(element, footnotes)
            if element.tag == "a" and not element.get("class", "").startswith("footnote"):
                self._link(element)
            elif element.tag == "img":
                self._converter.refuse("FC503", element.get("src", ""), ("fix", "describe it, or link to it"))
            elif re.fullmatch("h[1-6]", element.tag):
                level = int(element.tag[1]) + self._converter.least_heading - 2
                element.tag = f"h{min(6, max(self._converter.least_heading, level))}"

    def _link(self, element: Element) -> None:
        self._written = element.get("href", "").replace(_AMPERSAND, "&")
        href = as_read(self._written)
        if _MAIL.fullmatch(href):
            return
        if _SCHEME.match(href) or href.startswith("//"):
            self._external(element, href)
        else:
            self._internal(element, href)

    def _external(self, element: Element, href: str) -> None:
        if is_public_url(href):
            element.set("rel", EXTERNAL)
        else:
            plain_form = ascii_url(href)
            self._converter.refuse("FC502", href, ("fix", plain_form and f"write {plain_form}"), written=self._written)
            element.attrib.pop("href")

    def _internal(self, element: Element, href: str) -> None:
        name, _, fragment = href.partition("#")
        targets = self._converter.targets
        folder = posixpath.dirname(self._converter.path)
        path = posixpath.normpath(posixpath.join(folder, unquote(name)))
        self._converter.links[path] = targets.get(path)
        if targets.get(path):
            element.set("href", f"site:{targets[path]}" + (f"#{fragment}" if fragment else ""))
        else:
            no_page = ("fix", "the file has no page: it is a draft, or a source that no published claim cites")
            details = [no_page] if path in targets else _nearest_file(path, folder, targets) if name else ()
            self._converter.refuse("FC501", href, *details, written=self._written)
            element.attrib.pop("href")


def _number_footnote(element: Element, numbers: dict[str, int]) -> None:
    """Take the editor's name of a footnote out of ids and links: a number does, whatever the name holds."""
    for attribute in ("id", "href"):
        if found := _FOOTNOTE.fullmatch(element.get(attribute, "")):
            number = numbers.setdefault(found.group(2), len(numbers) + 1)
            element.set(attribute, f"{found.group(1)}{number}")


def _nearest_file(path: str, folder: str, targets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The file whose name is most like that of `path`; folders alone are like each other too often."""
    names = {_stem(target): target for target, page in targets.items() if page}
    for label, found in closest(_stem(path), names):
        yield label, posixpath.relpath(names[found], folder)


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")
