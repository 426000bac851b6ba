"""Whatever stands in Markdown, two other parsers find nothing in the HTML but what is on the list written down here."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bs4 import BeautifulSoup
from lxml import etree
from lxml import html as lxml_html

from factcheck.core.problems import CODES, Place
from factcheck.render.prose import one_of_many, render, with_root
from factcheck.render.sanitise import sanitise
from fuzz.target import Target, must, within

PLACE = Place("content/claims/demo/here.md", 10)
TARGETS = {
    "content/claims/demo/cost.md": "claims/demo/cost/",
    "content/sources/accounts.md": "sources/accounts/",
    "content/claims/demo/draft.md": "",
}
BLOCKS = "blockquote code dd del div dl dt h2 h3 h4 h5 h6 hr li ol p pre table tbody td th thead tr ul"
TAGS = {*BLOCKS.split(), *"a abbr br em strong sup".split()}
CLASSES = set("admonition admonition-title note tip warning footnote footnote-ref footnote-backref".split())
NUMBERED = r"fn(?:ref\d*)?:\d+(?:-7)?"
ADDRESS = re.compile(rf"(?:https?://[!-~]+|mailto:[!-;=?-~]+|\.\./[a-z0-9/-]*(?:#.*)?|#{NUMBERED})", re.DOTALL | re.I)
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what an XML tree cannot hold
VALUES = {
    ("a", "href"): ADDRESS,
    ("a", "rel"): re.compile("noopener noreferrer nofollow ugc"),
    ("a", "id"): re.compile(NUMBERED),
    ("a", "title"): re.compile(".*", re.DOTALL),
    ("abbr", "title"): re.compile(".*", re.DOTALL),
    ("li", "id"): re.compile(NUMBERED),
    ("sup", "id"): re.compile(NUMBERED),
    ("ol", "start"): re.compile(r"\s*-?\d+\s*"),
    ("td", "style"): re.compile("text-align: (left|right|center);"),
    ("th", "style"): re.compile("text-align: (left|right|center);"),
}
PIECES = (
    *(
        "\n",
        "\n\n",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "* ",
        "# ",
        "## ",
        "===\n",
        "---\n",
        "***",
        "**",
        "*",
        "_",
        "__",
        "`",
        "```\n",
    ),
    *(
        "~~~\n",
        "``",
        "[",
        "]",
        "(",
        ")",
        "](",
        "[a](",
        "[a][b]",
        "[b]: ",
        "![",
        "<",
        ">",
        "<https://a.example/>",
        "<a@b.example>",
    ),
    *(
        "javascript:",
        "data:",
        "vbscript:",
        "JaVa\tScript:",
        "mailto:",
        "https://a.example/",
        "//a.example/",
        "site:x",
        "cost.md",
    ),
    *(
        "../../sources/accounts.md",
        "draft.md",
        "#id",
        "#fn:1",
        "[^1]",
        "[^1]: ",
        "[^x<y]",
        "[^x]: ",
        "*[HTML]: ",
        "HTML",
        "!!! note",
    ),
    *(
        '!!! "x" ',
        "!!! danger\n    ",
        ":   ",
        "| a | b |\n|---|:-:|\n",
        "|",
        "<script>",
        "</script>",
        "<img src=x onerror=a()>",
    ),
    *(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "<svg/onload=a()>",
        "&lt;",
        "&#60;",
        "&#x6a;",
        "&colon;",
        "&Tab;",
        "&",
        "\\",
        '"',
        "'",
    ),
    *(
        "\x02",
        "\x03",
        "\x02amp\x03",
        "\x02klzzwxh:0000\x03",
        "\x02wzxhzdk:0\x03",
        "wzxhzdk:0",
        "\u200b",
        "\u202e",
        "{: #x }",
        " \n",
    ),
    *(
        '[a](x "t")',
        "[a](<x y>)",
        "[javascript]: javascript:a()\n",
        "<a href=x>",
        "<style>",
        "<math>",
        "<title>",
        "</p>",
        "&#0;",
    ),
)


def check(text: str) -> None:
    """One rendering, read again."""
    with within(5):
        prose = render(text, PLACE, TARGETS)
    must(render(text, PLACE, TARGETS) == prose, "a text comes out the same twice")
    for found in prose.problems:
        must(found.code in CODES and found.place.line >= PLACE.line, "a problem has its place", found)
    must(sanitise(prose.html) == prose.html, "what is sanitised stays as it is", prose.html)
    rooted = with_root(prose.html, "../")
    for html in (rooted, one_of_many(rooted, 7)):
        _only_the_list(html)


def _only_the_list(html: str) -> None:
    odd = _Odd(convert_charrefs=True)
    odd.feed(html)
    odd.close()
    must(not odd.found, "there is no comment, declaration or instruction", odd.found, html)
    ids: list[str] = []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        _element(element.name, {name: " ".join(element.get_attribute_list(name)) for name in element.attrs}, html)
        ids += [str(element["id"])] if "id" in element.attrs else []
    must(len(ids) == len(set(ids)), "an id is given once", ids)
    for node in elements(html):
        must(isinstance(node.tag, str), "lxml finds elements only", html)
        _element(str(node.tag), dict(node.attrib), html)


def elements(html: str) -> Iterator[etree._Element]:
    """What lxml finds in a fragment."""
    yield from lxml_html.document_fromstring(f"<div>{NOT_TEXT.sub(' ', html)}</div>").find(".//div").iterdescendants()


def _element(tag: str, attributes: dict[str, str], html: str) -> None:
    must(tag in TAGS, "an element is on the list", tag, html)
    for name, value in attributes.items():
        if name == "class" and tag in ("a", "div", "p"):
            must(set(value.split()) <= CLASSES, "a class is on the list", value)
        else:
            allowed = VALUES.get((tag, name))
            must(allowed, "an attribute is on the list", tag, name, value)
            must(allowed and allowed.fullmatch(value), "a value is of its form", tag, name, value)
    if tag == "a" and attributes.get("href", "").lower().startswith("http"):
        must("rel" in attributes, "a link out of the site says so", attributes)


class _Odd(HTMLParser):
    """Collects all that is neither text nor an element."""

    found: str = ""

    def handle_comment(self, data: str) -> None:
        self.found += data or "comment"

    handle_decl = handle_pi = unknown_decl = handle_comment


TARGET = Target("prose", check, PIECES, most=800)  # longer ones take a tenth of a second each
