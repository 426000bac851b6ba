"""The sanitiser alone, which has the last word: any HTML whatever comes out with nothing but what the list names."""

import re

from bs4 import BeautifulSoup

from factcheck.render.sanitise import sanitise
from fuzz.proses import CLASSES, NUMBERED, TAGS, VALUES, elements
from fuzz.target import Target, must, within

CLASSED = ("a", "div", "p")
SCHEMES = {"", "http", "https", "mailto", "site"}
PIECES = (
    *(
        "<",
        ">",
        "/>",
        "</",
        "<!--",
        "-->",
        "--!>",
        "<!",
        "<?",
        "]]>",
        "<![CDATA[",
        '"',
        "'",
        "`",
        "=",
        " ",
        "\n",
        "\t",
        "\f",
        "\x00",
    ),
    *(
        "<p>",
        "</p>",
        "<div>",
        "<a href=",
        "javascript:",
        "jAvA\tscript:",
        "data:text/html,",
        "//a",
        "https://a.example/",
        "site:x",
        "&colon;",
    ),
    *(
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<title>",
        "</title>",
        "<textarea>",
        "<noscript>",
        "<xmp>",
        "<plaintext>",
        "<iframe srcdoc=",
    ),
    *(
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<mglyph>",
        "<annotation-xml encoding=text/html>",
        "<foreignObject>",
        "<desc>",
        "<template>",
    ),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "<select>",
        "<option>",
        "<form>",
        "<input name=x>",
        "<img src=x onerror=a()>",
        "<base href=x>",
        "<meta>",
    ),
    *(
        " id=x",
        " id=fn:1",
        " name=x",
        " class='note x'",
        " style='text-align: left;'",
        " style=x:y",
        " onclick=a()",
        " lang=x",
        " title=y",
    ),
    *(
        "&lt;",
        "&amp;",
        "&#60;",
        "&#x3c;",
        "&quot;",
        "&",
        "<br>",
        "<li>",
        "<ol start=2>",
        "<h1>",
        "<h2>",
        "<sup id=fnref:1>",
        "<abbr title=x>",
    ),
)


def check(text: str) -> None:
    """One text, sanitised and read by two other parsers."""
    with within(1):
        html = sanitise(text)
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        _element(element.name, {name: " ".join(element.get_attribute_list(name)) for name in element.attrs}, html)
    for node in elements(html):
        must(isinstance(node.tag, str), "lxml finds elements only", html)
        _element(str(node.tag), dict(node.attrib), html)


def _element(tag: str, attributes: dict[str, str], html: str) -> None:
    must(tag in TAGS, "an element is on the list", tag, html)
    for name in attributes:
        must(
            (tag, name) in VALUES or (name == "class" and tag in CLASSED),
            "an attribute is on the list",
            tag,
            name,
            html,
        )
    must(set(attributes.get("class", "").split()) <= CLASSES, "a class is on the list", html)
    must(re.fullmatch(NUMBERED, attributes.get("id", "fn:1")), "an id is a footnote's", html)
    style = attributes.get("style", "text-align: left;")
    must(re.fullmatch("text-align: (left|right|center);", style), "a style is an alignment", html)
    must(_scheme(attributes.get("href", "")) in SCHEMES, "an address is of a kind on the list", html)


def _scheme(href: str) -> str:
    """The scheme as a browser finds it: tabs, line ends and what cannot be seen at the ends left out."""
    plain = re.sub("[\t\n\r]", "", href).strip("".join(map(chr, range(33))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", plain, re.IGNORECASE)
    return found.group(1).lower() if found else ""


TARGET = Target("sanitise", check, PIECES)
