"""Prose: whatever editors write, only allowed HTML comes out, and what Markdown can do works."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from cases.tables import each
from factcheck.core.problems import Place, problem
from factcheck.render.prose import EXTERNAL, MOST_CHARACTERS, Prose, render, with_root
from strategies import often

PLACE = Place("content/claims/demo/here.md", 10)
TARGETS = {
    "content/claims/demo/cost.md": "claims/demo/cost/",
    "content/claims/demo/here.md": "claims/demo/here/",
    "content/sources/accounts.md": "sources/accounts/",
    "content/articles/demo.md": "articles/demo/",
    "content/pages/about.md": "about/",
}
BLOCKS = "blockquote code dd del div dl dt h2 h3 h4 h5 h6 hr li ol p pre table tbody td th thead tr ul"
TAGS = {*BLOCKS.split(), *"a abbr br em strong sup".split()}
ATTRIBUTES = {
    "a": {"href", "rel", "class", "id", "title"},
    "abbr": {"title"},
    "div": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "sup": {"id"},
    "td": {"style"},
    "th": {"style"},
}
CLASSES = set("admonition admonition-title note tip warning footnote footnote-ref footnote-backref".split())
ADDRESS = re.compile(
    r"(?:https?://[^\s\"<>]+|mailto:[^\s\"<>]+|site:[a-z0-9/-]*(?:#.*)?|#fn[\w:.-]*)", re.IGNORECASE | re.DOTALL
)


def prose(markdown: str, least_heading: int = 2) -> Prose:
    return render(markdown, PLACE, TARGETS, least_heading=least_heading)


def codes(found: Prose) -> str:
    return " ".join(problem.code for problem in found.problems)


class _Tags(HTMLParser):
    """Collects what a strict parser sees besides elements."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(decl)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)


def assert_safe(html: str) -> None:
    """Only elements, attributes and addresses of a list that is written down here a second time."""
    parser = _Tags()
    parser.feed(html)
    assert parser.odd == []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        assert element.name in TAGS
        assert set(element.attrs) <= ATTRIBUTES.get(element.name, set()), str(element)
        assert_values(element)


def assert_values(element: Tag) -> None:
    assert set(element.get_attribute_list("class")) - {None} <= CLASSES
    if "style" in element.attrs:
        assert re.fullmatch(r"text-align: (left|right|center);", str(element["style"]))
    if "href" in element.attrs:
        href = str(element["href"])
        assert ADDRESS.fullmatch(href), href
        assert (element.get("rel") is not None) == href.lower().startswith("http")
    if "id" in element.attrs:
        assert str(element["id"]).startswith("fn")


class Hostile(NamedTuple):
    name: str
    markdown: str
    codes: str = ""  # a regular expression for the codes of the problems


REFUSED_LINK = "FC50[12]"
HOSTILE = [
    Hostile("a mail address over two lines", "<a@b.exa\nple>", "FC502"),
    Hostile("a mail address with a character that is none", "<a@b.exam\ufdd0ple>", "FC502"),
    Hostile("a mail address with a control character by number", "[x](mailto:a@b.example&#1;)", "FC502"),
    Hostile("an address with a character that is none, by number", "[x](https://exa&#xFDD0;mple.org/)", "FC502"),
    Hostile("a file with a control character by number", "[x](../../sources/acc&#1;ounts.md)", "FC501"),
    Hostile("a mail address with a quotation mark", '<a@b.exa"ple>', "FC502"),
    Hostile("script", "<script>alert(1)</script>", "FC504 FC504"),
    Hostile("script in capitals", "<SCRIPT SRC=//x.example></SCRIPT>", "FC504 FC504"),
    Hostile("script within script", "<scr<script>ipt>alert(1)</scr</script>ipt>", "FC504( FC504)*"),
    Hostile("script over two lines", "<script\nsrc=x>alert(1)</script>", "FC504 FC504"),
    Hostile("script in a quotation", "> <script>alert(1)</script>", "FC504 FC504"),
    Hostile("script in a list", "- <script>alert(1)</script>", "FC504 FC504"),
    Hostile("script in a heading", "## <script>alert(1)</script>", "FC504 FC504"),
    Hostile("script in a table", "| a |\n|---|\n| <script>x</script> |", "FC504 FC504"),
    Hostile("script in a footnote", "A[^1]\n\n[^1]: <script>x</script>", "FC504 FC504"),
    Hostile("script in a definition", "a\n:   <script>x</script>", "FC504 FC504"),
    Hostile("script in an admonition's title", '!!! note "<script>x</script>"\n    a', "FC504 FC504"),
    Hostile("script in an abbreviation", "HTML\n\n*[HTML]: <script>x</script>", "(FC504 FC504)?"),
    Hostile("script in code", "`<script>alert(1)</script>`"),
    Hostile("script in a fence", "```html\n<script>alert(1)</script>\n```"),
    Hostile("script in indented code", "    <script>alert(1)</script>\n"),
    Hostile("script by entities", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    Hostile("script by numbers", "&#60;script&#62;alert(1)&#60;/script&#62;"),
    Hostile("script behind a backslash", "\\<script>alert(1)</script>", "(FC504 )?FC504"),
    Hostile("onerror", "<img src=x onerror=alert(1)>", "FC504"),
    Hostile("onload on svg", "<svg onload=alert(1)>", "FC504"),
    Hostile("a link in svg", "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>", "FC504( FC504)*"),
    Hostile("iframe with srcdoc", '<iframe srcdoc="<script>alert(1)</script>"></iframe>', "FC504( FC504)*"),
    Hostile("a form", '<form action="https://x.example"><input name=a></form>', "FC504( FC504)*"),
    Hostile("a button", "<button formaction=javascript:alert(1)>x</button>", "FC504 FC504"),
    Hostile("meta refresh", '<meta http-equiv="refresh" content="0;url=https://x.example">', "FC504"),
    Hostile("base", '<base href="https://x.example">', "FC504"),
    Hostile("style", "<style>@import 'https://x.example';</style>", "FC504 FC504"),
    Hostile("an attribute style", '<p style="position:fixed">x</p>', "FC504 FC504"),
    Hostile("link", '<link rel=stylesheet href="https://x.example">', "FC504"),
    Hostile("object", '<object data="data:text/html,x"></object>', "FC504 FC504"),
    Hostile("embed", "<embed src=x.swf>", "FC504"),
    Hostile("noscript", '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', "FC504( FC504)*"),
    Hostile(
        "math and a style in it",
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
        "FC504( FC504)*",
    ),
    Hostile("textarea", "<textarea><img src=x onerror=alert(1)>", "FC504 FC504"),
    Hostile("title", "<title><img src=x onerror=alert(1)></title>", "FC504( FC504)*"),
    Hostile("xmp", "<xmp><script>x</script></xmp>", "FC504( FC504)*"),
    Hostile("template", "<template><script>x</script></template>", "FC504( FC504)*"),
    Hostile("a comment", "a <!-- <script>x</script> --> b", "FC504( FC504)*"),
    Hostile("a comment that is not closed", "<!-- <script>x</script>", "FC504( FC504)*"),
    Hostile("a comment that never ends", "<!-- a"),
    Hostile("a tag that never ends", "<img src=x onerror=alert(1) //"),
    Hostile("a conditional comment", "<!--[if IE]><script>x</script><![endif]-->", "FC504( FC504)*"),
    Hostile("CDATA", "<![CDATA[<script>x</script>]]>", "FC504( FC504)*"),
    Hostile("a processing instruction", "<?php system('x') ?>", "FC504"),
    Hostile("a document type", "<!DOCTYPE html>", "FC504"),
    Hostile("a custom element", "<x-y onclick=alert(1)>a</x-y>", "FC504 FC504"),
    Hostile("harmless tags too", "a <b>b</b><br/>", "FC504 FC504 FC504"),
    Hostile("Markdown in HTML", "<div markdown=1>*x*</div>", "FC504 FC504"),
    Hostile("an attribute list", 'text\n{: onclick="alert(1)" }'),
    Hostile("an attribute list on a link", '[x](cost.md){: onclick="alert(1)" }'),
    Hostile("an attribute list on a heading", "# x {: #mark-a .evil onclick=alert(1) }"),
    Hostile("an attribute list on a fence", '``` {.python onclick="alert(1)" style="x"}\nx\n```'),
    Hostile("a javascript link", "[x](javascript:alert(1))", "FC502"),
    Hostile("a javascript link in capitals", "[x](JaVaScRiPt:alert(1))", "FC502"),
    Hostile("a javascript link in angle brackets", "[x](<javascript:alert(1)>)", "FC502"),
    Hostile("a javascript link with a space", "[x]( javascript:alert(1) )", "FC502"),
    Hostile("a javascript link by reference", "[x][r]\n\n[r]: javascript:alert(1)", "FC502"),
    Hostile("a javascript autolink", "<javascript:alert(1)>", "FC504"),
    Hostile("a javascript link with an entity", "[x](&#106;avascript:alert(1))", REFUSED_LINK),
    Hostile("a javascript link with many entities", "[x](&#x6A&#x61&#x76ascript:alert(1))", REFUSED_LINK),
    Hostile("a javascript link with a colon by name", "[x](javascript&colon;alert(1))", REFUSED_LINK),
    Hostile("a javascript link with a tab", "[x](java\tscript:alert(1))", REFUSED_LINK),
    Hostile("a javascript link with a tab by number", "[x](java&#9;script:alert(1))", REFUSED_LINK),
    Hostile("a javascript link with a line feed by number", "[x](java&#10;script:alert(1))", REFUSED_LINK),
    Hostile("a javascript link behind a control character", "[x](\x01javascript:alert(1))", REFUSED_LINK),
    Hostile("a javascript link with percent signs", "[x](javascript%3Aalert(1))", REFUSED_LINK),
    Hostile("a javascript link in a footnote", "A[^1]\n\n[^1]: [x](javascript:alert(1))", "FC502"),
    Hostile("a javascript link in a table", "| a |\n|---|\n| [x](javascript:alert(1)) |", "FC502"),
    Hostile("a javascript link around an image", "[![a](x.png)](javascript:alert(1))", "FC50[23] FC50[23]"),
    Hostile("vbscript", "[x](vbscript:msgbox(1))", "FC502"),
    Hostile("data", "[x](data:text/html,<script>alert(1)</script>)", REFUSED_LINK + "( FC504)*"),
    Hostile("file", "[x](file:///etc/passwd)", "FC502"),
    Hostile("our own scheme", "[x](site:claims/demo/cost/)", "FC502"),
    Hostile("tel", "[x](tel:123)", "FC502"),
    Hostile("a relative scheme", "[x](//evil.example.net/)", "FC502"),
    Hostile("backslashes", "[x](/\\evil.example.net/)", REFUSED_LINK),
    Hostile("credentials", "[x](https://user:secret@example.org/)", "FC502"),
    Hostile("localhost", "[x](http://localhost:8000/)", "FC502"),
    Hostile("a title that closes its attribute", "[x](https://example.org/ 'a\" onclick=\"alert(1)')"),
    Hostile("a fragment that closes its attribute", '[x](cost.md#a"onclick="alert(1))'),
    Hostile("static", "[x]({static}/a.png)", "FC501"),
    Hostile("attach", "[x]({attach}../../.git/config)", "FC501"),
    Hostile("filename", "[x]({filename}cost.md)", "FC501"),
    Hostile("author", "[x]({author}a) [y]({index})", "FC501 FC501"),
    Hostile("static in bars", "[x](|static|/a.png)", "FC501"),
    Hostile("a way out of the site", "[x](../../../../etc/passwd)", "FC501"),
    Hostile("an absolute path", "[x](/content/pages/about.md)", "FC501"),
    Hostile("a file that is none", "[x](cots.md)", "FC501"),
    Hostile("a link to nowhere", "[x]()", "FC501"),
    Hostile("an image", "![a](https://example.org/x.png)", "FC503"),
    Hostile("an image by reference", "![a][r]\n\n[r]: https://example.org/x.png", "FC503"),
    Hostile("an image of javascript", "![a](javascript:alert(1))", "FC503"),
    Hostile("Jinja", "{{ config }} {% include '/etc/passwd' %} {# x #}"),
    Hostile("a footnote with a quotation mark", 'A[^"onclick]\n\n[^"onclick]: Note.'),
    Hostile("a footnote with markup", "A[^<b>]\n\n[^<b>]: Note.", "(FC504( FC504)*)?"),
    Hostile("a footnote like a mark", "A[^mark-a]\n\n[^mark-a]: Note."),
    Hostile("an admonition with odd classes", '!!! danger evil mark "Title"\n    Text'),
    Hostile("an admonition with an attribute", '!!! foo" onclick="alert(1)\n    Text'),
    Hostile("table alignment with a style", "| a |\n|:-: style=x|\n| b |"),
    Hostile("the parser's own place holders", "\x02klzzwxh:0\x03 \x02wzxhzdk:0\x03 klzzwxh:0000"),
    Hostile("nothing", ""),
    Hostile("white space", " \n\t\n"),
    Hostile("a null by number", "&#0;&#xD800;&#x110000;"),
]


@each(HOSTILE)
def test_hostile(case: Hostile) -> None:
    found = prose(case.markdown)
    assert_safe(found.html)
    assert re.fullmatch(case.codes, codes(found)), codes(found)


def test_there_are_enough_hostile_cases() -> None:
    assert len(HOSTILE) >= 60


class Kept(NamedTuple):
    name: str
    markdown: str


AS_TYPED = [
    Kept("straight quotation marks", "\"a\" and 'b' and it's"),
    Kept("curly quotation marks", "“a” and ‘b’ and it’s"),
    Kept("hyphens", "a - b -- c --- d"),
    Kept("dashes", "a – b — c"),
    Kept("full stops", "a... b…"),
    Kept("symbols", "(c) (tm) +- 1/2 -> <="),
    Kept("an address", "see https://example.org/ there"),
    Kept("strike", "~~a~~ x^2^ H~2~O ==a=="),
    Kept("emoji", ":smile: 😀 :)"),
    Kept("underscores in a word", "snake_case_name"),
    Kept("a numbered line that is none", "5) a"),
    Kept("a check box", "[ ] a [x] b"),
    Kept("Jinja", "{{ a }} {% b %} {# c #}"),
    Kept("decomposed accents", "e\u0301"),
    Kept("other scripts", "中文 Ελλάδα Україна"),
    Kept("a link that looks internal", 'href="site:a" and site:b'),
]


@each(AS_TYPED)
def test_characters_stay_as_they_are_typed(case: Kept) -> None:
    found = prose(case.markdown)
    html = with_root(found.html, "../")
    assert found.problems == ()
    assert BeautifulSoup(html, "html.parser").get_text() == case.markdown
    assert html.startswith("<p>")


class Works(NamedTuple):
    name: str
    markdown: str
    html: str


REL = f'rel="{EXTERNAL}"'
FOOTNOTE = (
    '<p>A<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>\n'
    '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n<p>Note.&nbsp;<a class="footnote-backref" '
    'href="#fnref:1" title="Jump back to footnote 1 in the text">↩</a></p>\n</li>\n</ol>\n</div>'
)
TABLE = (
    '<table>\n<thead>\n<tr>\n<th style="text-align: left;">a</th>\n<th style="text-align: right;">b</th>\n<th>c</th>\n'
    '</tr>\n</thead>\n<tbody>\n<tr>\n<td style="text-align: left;">1</td>\n<td style="text-align: right;">2</td>\n'
    "<td>3</td>\n</tr>\n</tbody>\n</table>"
)
WORKS = [
    Works("a paragraph", "One\ntwo.", "<p>One\ntwo.</p>"),
    Works("emphasis", "*a* **b** ***c***", "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong></p>"),
    Works("a line break", "a  \nb", "<p>a<br>\nb</p>"),
    Works("a rule", "a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    Works("a list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    Works("a numbered list", "1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    Works("a list in a list", "- a\n    - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    Works("a quotation", "> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    Works("code", "`a < b`", "<p><code>a &lt; b</code></p>"),
    Works("fenced code", "```python\na = 1 < 2\n```", "<pre><code>a = 1 &lt; 2\n</code></pre>"),
    Works("a fence of tildes", "~~~\na\n~~~", "<pre><code>a\n</code></pre>"),
    Works("entities", "&copy; &amp; &lt; AT&T", "<p>© &amp; &lt; AT&amp;T</p>"),
    Works("a footnote", "A[^1]\n\n[^1]: Note.", FOOTNOTE),
    Works("a table", "| a | b | c |\n|:--|--:|---|\n| 1 | 2 | 3 |", TABLE),
    Works("a definition list", "a\n:   b\n:   c", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>c</dd>\n</dl>"),
    Works("an abbreviation", "The EU.\n\n*[EU]: European Union", '<p>The <abbr title="European Union">EU</abbr>.</p>'),
    Works(
        "an admonition",
        "!!! note\n    a",
        '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>a</p>\n</div>',
    ),
    Works(
        "an admonition with a title",
        '!!! warning "Mind"\n    a',
        '<div class="admonition warning">\n<p class="admonition-title">Mind</p>\n<p>a</p>\n</div>',
    ),
    Works(
        "an admonition without a title",
        '!!! tip ""\n    a',
        '<div class="admonition tip">\n<p>a</p>\n</div>',
    ),
    Works("a link to a claim", "[x](cost.md)", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link to itself", "[x](here.md)", '<p><a href="site:claims/demo/here/">x</a></p>'),
    Works("a link to a source", "[x](../../sources/accounts.md)", '<p><a href="site:sources/accounts/">x</a></p>'),
    Works("a link to a page", "[x](../../pages/about.md)", '<p><a href="site:about/">x</a></p>'),
    Works("a link to a part", "[x](cost.md#evidence)", '<p><a href="site:claims/demo/cost/#evidence">x</a></p>'),
    Works("a link with a dot", "[x](./cost.md)", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link with percent signs", "[x](%63ost.md)", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link with a backslash", "[x](cost\\.md)", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link in angle brackets", "[x](<cost.md>)", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link by reference", "[x][r]\n\n[r]: cost.md", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link by its own words", "[x]\n\n[x]: cost.md", '<p><a href="site:claims/demo/cost/">x</a></p>'),
    Works("a link with emphasis", "[*x*](cost.md)", '<p><a href="site:claims/demo/cost/"><em>x</em></a></p>'),
    Works("a link over two lines", "[x\ny](cost.md)", '<p><a href="site:claims/demo/cost/">x\ny</a></p>'),
    Works("an external link", "[x](https://example.org/)", f'<p><a href="https://example.org/" {REL}>x</a></p>'),
    Works(
        "an external link with a query",
        "[x](https://example.org/?a=1&b=2)",
        f'<p><a href="https://example.org/?a=1&amp;b=2" {REL}>x</a></p>',
    ),
    Works(
        "an autolink",
        "<https://example.org/>",
        f'<p><a href="https://example.org/" {REL}>https://example.org/</a></p>',
    ),
    Works("a mail address", "[x](mailto:a@example.org)", '<p><a href="mailto:a@example.org">x</a></p>'),
    Works("an automatic mail address", "<a@example.org>", '<p><a href="mailto:a@example.org">a@example.org</a></p>'),
]


@each(WORKS)
def test_markdown_works(case: Works) -> None:
    found = prose(case.markdown)
    assert (found.html, found.problems) == (case.html, ())
    assert_safe(found.html)


@pytest.mark.parametrize("name", ["1", "note", "my note", "a.b", "é", "a-b_c", "中", "a:b"])
def test_footnotes_lead_there_and_back_whatever_their_name(name: str) -> None:
    found = prose(f"A[^{name}] B[^{name}]\n\n[^{name}]: Note.")
    soup = BeautifulSoup(found.html, "html.parser")
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    links = {str(tag["href"]).removeprefix("#") for tag in soup.select("a")}
    assert len(ids) == len(set(ids)) == 3
    assert links == set(ids)


def test_footnotes_are_numbered_by_their_names() -> None:
    soup = BeautifulSoup(prose("A[^b] B[^a]\n\n[^a]: One.\n\n[^b]: Two.").html, "html.parser")
    assert [tag["id"] for tag in soup.select("[id]")] == ["fnref:1", "fnref:2", "fn:2", "fn:1"]


class Heading(NamedTuple):
    name: str
    markdown: str
    least: int
    expected: list[str]


HEADINGS = [
    Heading("from the second level on", "# a\n\n## b\n\n### c", 2, ["h2", "h2", "h3"]),
    Heading("from the third level on", "# a\n\n## b\n\n### c", 3, ["h3", "h3", "h4"]),
    Heading("never beyond the sixth", "##### a\n\n###### b", 4, ["h6", "h6"]),
    Heading("underlined", "a\n===\n\nb\n---", 3, ["h3", "h3"]),
    Heading("in a quotation", "> ## a", 3, ["h3"]),
    Heading("all levels", "\n\n".join(f"{'#' * level} a" for level in range(1, 7)), 2, "h2 h2 h3 h4 h5 h6".split()),
]


@each(HEADINGS)
def test_heading_levels(case: Heading) -> None:
    found = prose(case.markdown, case.least)
    assert [
        tag.name for tag in BeautifulSoup(found.html, "html.parser").select("h1, h2, h3, h4, h5, h6")
    ] == case.expected


def test_headings_start_at_the_second_level_where_nothing_is_said() -> None:
    assert render("# a", PLACE, TARGETS).html == "<h2>a</h2>"


def test_with_root_turns_internal_links_into_addresses() -> None:
    html = prose("[a](cost.md#b) [c](https://example.org/)").html
    assert with_root(html, "../../") == (
        f'<p><a href="../../claims/demo/cost/#b">a</a> <a href="https://example.org/" {REL}>c</a></p>'
    )


def test_no_internal_scheme_is_left() -> None:
    html = with_root(prose("[a](cost.md 'T') A[^1]\n\n[^1]: [b](../../pages/about.md)").html, "./")
    assert "site:" not in html


class Located(NamedTuple):
    name: str
    markdown: str
    expected: list[str]


LOCATED = [
    Located("the first line", "a [x](no.md)", ["10:7 FC501"]),
    Located("a later line", "a\n\nb <b>", ["12:3 FC504"]),
    Located("behind code on the same line", "`<i>` <b>", ["10:7 FC504"]),
    Located("an image", "a\n![x](y.png)", ["11:6 FC503"]),
    Located("a reference", "[x][r]\n\n[r]: javascript:a", ["12:6 FC502"]),
    Located("several", "<b>\n\n[x](no.md)", ["10:1 FC504", "12:5 FC501"]),
    Located("twice, from the first character on", "<b> <b>", ["10:1 FC504", "10:5 FC504"]),
    Located("as two kinds of link", "<http://localhost/> [x](http://localhost/)", ["10:2 FC502", "10:25 FC502"]),
    Located("an address with a reference", "a [x](http://localhost/?a=1&amp;b)", ["10:7 FC502"]),
    Located("a dead link with a reference", "a [x](no&amp;a.md)", ["10:7 FC501"]),
    Located("an address written in another way is at the beginning", "a\n\n[x](no\\_page.md)", ["10:1 FC501"]),
]


@each(LOCATED)
def test_problems_are_where_the_words_stand(case: Located) -> None:
    found = sorted(prose(case.markdown).problems)
    assert [f"{p.place.line}:{p.place.column} {p.code}" for p in found] == case.expected
    assert {p.place.path for p in found} == {PLACE.path}


def test_a_dead_link_names_the_nearest_file_as_it_would_be_written() -> None:
    (problem,) = prose("[x](../../sources/acounts.md)").problems
    assert ("nearest", "../../sources/accounts.md") in problem.details


def test_a_dead_link_that_is_like_no_file_names_none() -> None:
    (problem,) = prose("[x](near.md)").problems  # like here.md only by the ending
    assert [label for label, _ in problem.details] == ["found"]


def test_an_address_in_another_script_is_given_as_it_must_be_written() -> None:
    (problem,) = prose("[x](https://münchen.example.org/)").problems
    assert problem.details[1:] == (("fix", "write https://xn--mnchen-3ya.example.org/"),)


class Heavy(NamedTuple):
    name: str
    markdown: str


HEAVY = [
    Heavy("too long", "a" * (MOST_CHARACTERS + 1)),
    Heavy("quotations", "> " * 31 + "a"),
    Heavy("lists", "- " * 31 + "a"),
    Heavy("brackets", "[" * 31 + "a"),
    Heavy("emphasis", "*" * 31 + "a"),
    Heavy("indentation", " " * 4 * 31 + "- a"),
    Heavy("many brackets", "[a] " * 1_001),
    Heavy("many backquotes", "` " * 4_001),
    Heavy("many less-than signs", "1 < 2 " * 2_001),
    Heavy("many abbreviations", "*[A]: b\n" * 101),
    Heavy("many lines", "a\n" * 2_001),
]


@each(HEAVY)
def test_heavy_texts_are_refused(case: Heavy) -> None:
    found = prose(case.markdown)
    assert (found.html, codes(found)) == ("", "FC505")


def test_what_is_too_deep_for_the_converter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text below the caps is known that is; it would end a build without the name of its file."""

    def too_deep(_: Markdown, source: str) -> str:
        raise RecursionError(source)

    monkeypatch.setattr(Markdown, "convert", too_deep)
    refused = problem("FC505", PLACE, ("fix", "nest less deeply"), limit="30 levels")
    assert prose("a") == Prose("", (refused,))


JUST_LIGHT = [
    Kept("quotations", "> " * 30 + "a"),
    Kept("lists", "- " * 30 + "a"),
    Kept("numbered lists", "1. " * 30 + "a"),
    Kept("indentation", "a\n\n" + " " * (4 * 30 + 3) + "b"),
    Kept("brackets", "[" * 29 + "a"),
    Kept("many brackets", "a [b\n" * 1_000),
    Kept("many backquotes", "`a` " * 2_000),
    Kept("many less-than signs", "1 < 2 " * 2_000),
    Kept("many abbreviations", "*[A]: b\n" * 100),
    Kept("many lines", "a\n" * 2_000),
]


@each(JUST_LIGHT)
def test_texts_that_are_just_not_too_heavy(case: Kept) -> None:
    found = prose(case.markdown)
    assert (codes(found), bool(found.html)) == ("", case.name != "many abbreviations")


def test_a_text_as_long_as_may_be() -> None:
    assert prose("word " * (MOST_CHARACTERS // 5)).problems == ()


STATEFUL = [
    Kept("footnotes", "A[^1]\n\n[^1]: Secret note."),
    Kept("abbreviations", "a\n\n*[EU]: Secret"),
    Kept("references", "[r]\n\n[r]: https://example.org/secret"),
    Kept("problems", "<b> [x](no.md) ![y](z.png)"),
    Kept("refused", "[" * 40),
    Kept("a fence that is not closed", "```\n<b>"),
]
INNOCENT = "A[^1] EU [r] [x](cost.md) ![a][r]"


@each(STATEFUL)
def test_no_text_leaks_into_the_next(case: Kept) -> None:
    alone = prose(INNOCENT)
    prose(case.markdown, 4)
    assert prose(INNOCENT) == alone
    assert "ecret" not in alone.html


def test_the_same_text_gives_the_same_html() -> None:
    whole = "\n\n".join(case.markdown for case in WORKS)
    assert prose(whole) == prose(whole)


_PIECES = (
    "<b> <script> </p> <!-- --> javascript: [x]( ) [r] [r]: ![ ] ( ) * ** _ ` `` ``` ~~~ > # ## - 1. | |---| "
    ": !!! note \" ' & &lt; &#106; [^1] [^1]: *[EU]: EU {: } {{ }} https://example.org/ cost.md data: \\ < > \x02 \x03"
).split(" ")
markdown = st.lists(
    st.sampled_from([*_PIECES, " ", "\n", "\n\n", "\n    ", "  \n", "a", "é", "😀", "\t", "\r\n"]), max_size=30
)


@often
@given(markdown.map("".join), st.integers(2, 4))
def test_whatever_is_written_only_allowed_html_comes_out(text: str, least: int) -> None:
    found = prose(text, least)
    assert_safe(found.html)
    assert all(problem.place.line >= PLACE.line for problem in found.problems)


@often
@given(st.text(max_size=80))
def test_any_text_is_safe(text: str) -> None:
    assert_safe(with_root(prose(text).html, "site:"))
