"""JSON in a page: it reads back as it was, and an HTML parser sees one script that nothing in it can end."""

import json

from bs4 import BeautifulSoup
from lxml import html as lxml_html

from factcheck.publish import jsontext
from fuzz.target import Target, must, within

PIECES = (
    *(
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        '"',
        '"a"',
        '":"',
        "1",
        "-0",
        "1e400",
        "0.1",
        "true",
        "null",
        " ",
        "\n",
        "\\",
        "\\u003c",
    ),
    *(
        "</script>",
        "</SCRIPT",
        "<script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&lt;",
        "&",
        "<",
        ">",
        "'",
        "\u2028",
        "\u2029",
    ),
    *(
        "\x85",
        "\x00",
        "\x1f",
        "\x7f",
        "\ufeff",
        "\ufffe",
        "\U0001f600",
        "\U0010ffff",
        "\\ud83d",
        "é",
        "\r",
        "\v",
        "\x1c",
        "\u00a0",
    ),
)


def check(text: str) -> None:
    """The text as a string, as a key, and as the value that it is if it is JSON."""
    for value in ({text: [text, {"a": text}], "@id": 1}, _parsed(text)):
        with within(1):
            embedded, file, line = jsontext.embedded(value), jsontext.file(value), jsontext.line(value)
        for made in (embedded, file, line):
            must(json.loads(made) == value, "JSON reads back as it was", value, made)
        must(len(line.splitlines()) == 1 and line.endswith("\n"), "a line is one line", line)
        must(not set("<>&\u2028\u2029") & set(embedded), "nothing in it means anything to HTML", embedded)
        _one_script(embedded)


def _parsed(text: str) -> jsontext.Json:
    """What the text says as JSON; the text itself where it says nothing that can be written in UTF-8."""
    try:
        value: jsontext.Json = json.loads(text)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return text
    return value


def _one_script(embedded: str) -> None:
    page = f'<!doctype html><title>t</title><script type="application/ld+json">{embedded}</script><p id="after">a</p>'
    soup = BeautifulSoup(page, "html.parser")
    must([script.string for script in soup.find_all("script")] == [embedded], "html.parser sees one script", embedded)
    must([tag.name for tag in soup.find_all(True)] == ["title", "script", "p"], "and nothing else", embedded)
    if "\x00" not in page:
        tree = lxml_html.document_fromstring(page)
        must([script.text for script in tree.iter("script")] == [embedded], "lxml sees one script", embedded)
        must(len(tree.xpath("//p[@id='after']")) == 1, "what follows is there", embedded)


TARGET = Target("jsontext", check, PIECES)
