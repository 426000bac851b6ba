"""Any bytes as a content file: problems or a document, at once, and what is read can be written and read again."""

import yaml

from factcheck.core import keyorder
from factcheck.core.encoding import INVISIBLE
from factcheck.core.frontmatter import Document, Mapping, Node, Scalar, parse, plain
from factcheck.core.problems import CODES, Problem
from factcheck.core.schema import ArticleFile, ClaimFile, DraftFile, HistoryFile, PageFile, SourceFile
from factcheck.core.validation import read
from factcheck.render import report
from fuzz.target import Target, must, within

PATH = "content/claims/demo/fares.md"
MODELS = (ArticleFile, ClaimFile, DraftFile, SourceFile, PageFile, HistoryFile)
PIECES = (
    *("---\n", "\n---\n", "\n", "\r\n", "\r", " ", "  ", "\t", "\f", "- ", "? ", ": ", ":", ",", "[", "]", "{", "}"),
    *(
        "# x",
        " #",
        "&a",
        "*a",
        "!!str ",
        "!x ",
        "<<: ",
        "|",
        "|2-\n",
        ">-\n  ",
        ">+",
        "'",
        '"',
        "\\",
        "\\u2028",
        "\\x00",
    ),
    *(
        '"\\ud800"',
        "%YAML 1.1\n",
        "...\n",
        "\ufeff",
        "\u2028",
        "\u0085",
        "\u200b",
        "\U0001f600",
        "null",
        "~",
        "no",
        "1e3",
    ),
    *(
        "claim: x\n",
        "quote:\n  exact: a\n  prefix: b\n",
        "evidence:\n  - source: a\n",
        "corrections:\n  - date: 2025-01-01\n",
    ),
    *(
        "topics: [a, a]\n",
        "checked: 2025-13-01\n",
        "url: https://a.example/\n",
        "claimants:\n  - name: x\n",
        "formerly: [a]\n",
    ),
    *(
        "title",
        "short",
        "verdict",
        "kind: fact\n",
        "status: draft\n",
        "seed: a.txt\n",
        "ledger:\n",
        "sha256: 0\n",
        "\x00",
        "\x7f",
    ),
)


def check(text: str) -> None:
    """The reader, and every model on what it reads."""
    raw = text.encode()
    with within(1):
        document, problems = parse(PATH, raw)
        must(document or problems, "what is refused has a problem")
        for model in MODELS if document else ():
            found, refused = read(model, document)
            must((found is None) == bool(refused), "a model's instance or problems", model, refused)
            problems = [*problems, *refused]
    _told(problems, text)
    if document and not parse(PATH, raw)[1]:
        _written_again(document)
        _as_yaml_reads_it(document, text)
        _in_order(text)


def _told(problems: list[Problem], text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 2
    for found in problems:
        must(found.code in CODES, "a problem has a code", found)
        must(found.place.line <= lines, "a problem stands in the file", found, lines)
    report.text(problems).encode()
    report.github(problems).encode()
    report.as_json(problems).encode()


def _written_again(document: Document) -> None:
    value = plain(document.header)
    dumped = yaml.safe_dump(value, allow_unicode=False, default_style='"', sort_keys=False, width=1000)
    again, problems = parse(PATH, f"---\n{dumped}---\n{document.body}".encode())
    must(not problems and again, "what is written again has no problem", dumped, problems)
    must(again and plain(again.header) == value, "what is written again reads the same", dumped)
    must(again and again.body == document.body, "the body stays", dumped)
    for scalar in _scalars(document.header):
        must(not INVISIBLE.search(scalar.text), "no invisible character is let through", scalar)
        must(scalar.line >= 2 and scalar.column >= 1, "a value has its place", scalar)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Mapping):
        return [scalar for key, value in node.entries for scalar in (key, *_scalars(value))]
    return [scalar for item in node.items for scalar in _scalars(item)]


def _as_yaml_reads_it(document: Document, text: str) -> None:
    """PyYAML's own composer, in pure Python, on the lines between the fences."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = next(number for number, line in enumerate(lines) if number and line.rstrip(" ") == "---")
    must(document.body == "\n".join(lines[end + 1 :]), "the body is what stands below the second fence")
    try:
        value = yaml.load("\n".join(lines[1:end]) + "\n", yaml.BaseLoader)
    except yaml.YAMLError:
        return  # libyaml takes some that the pure reader refuses
    must(value == plain(document.header), "a header is what PyYAML reads", value)


def _in_order(text: str) -> None:
    with within(2):
        ordered = keyorder.ordered(PATH, text)
    must(keyorder.ordered(PATH, ordered) == ordered, "keys in order stay", ordered)
    before, after = parse(PATH, text.encode())[0], parse(PATH, ordered.encode())[0]
    must(before and after and plain(before.header) == plain(after.header), "order changes no value", ordered)


TARGET = Target("frontmatter", check, PIECES)
