"""Texts and headers that take a reader long: run as a program, which times each and tells its peak of memory.

The 25 inputs are those of cmark's test/pathological_tests.py; after them come texts as large as our own limits let
them be, of what Python-Markdown takes longest for.
"""

import json
import resource
import sys
import time

from factcheck.core.frontmatter import MOST_HEADER_BYTES
from factcheck.core.problems import Place
from factcheck.render.prose import MOST_CHARACTERS, render

CLAIM = "content/claims/demo/bridge.md"
CMARK = {
    "nested strong emphasis": "*a **a " * 65_000 + "b" + " a** a*" * 65_000,
    "closers of emphasis without openers": "a_ " * 65_000,
    "openers of emphasis without closers": "_a " * 65_000,
    "closers of links without openers": "a]" * 65_000,
    "openers of links without closers": "[a" * 65_000,
    "openers and closers that do not match": "*a_ " * 50_000,
    "openers and closers of issue 389": "*a " * 20_000 + "_a*_ " * 20_000,
    "openers and closers in threes": "a**b" + "c* " * 50_000,
    "openers of links, closers of emphasis": "[ a_" * 50_000,
    "the pattern [ (](": "[ (](" * 80_000,
    "the pattern ![[]()": "![[]()" * 160_000,
    "a hard case of links and emphasis": "**x [a*b**c*](d)",
    "nested brackets": "[" * 50_000 + "a" + "]" * 50_000,
    "nested quotations": "> " * 50_000 + "a",
    "deeply nested lists": "".join("  " * level + "* a\n" for level in range(1_000)),
    "U+0000": "abc\u0000de\u0000",
    "backquotes": "".join("e" + "`" * size for size in range(1, 2_500)),
    "links that are not closed, in angle brackets": "[a](<b" * 30_000,
    "links that are not closed": "[a](b" * 30_000,
    "comments that are not closed": "</" + "<!--" * 300_000,
    "empty lines in deep lists": "- " * 30_000 + "x" + "\n" * 30_000,
    "empty lines in deep lists in a quotation": "> " + "- " * 30_000 + "x\n" + ">\n" * 30_000,
    "emphasis in a deep quotation": ">" * 100_000 + "a*" * 100_000,
    "many definitions of links": "".join(f"[{number}]: u\n" for number in range(1, 20_000)) + "[0] " * 20_000,
    "a table of many rows": "a | b\n- | -\n" + "x|y\n" * 30_000,
}
LARGEST = {
    "rules": "***\n" * 2_000,
    "headings": "# a\n" * 2_000,
    "headings with a line below": "a\n=\n" * 1_000,
    "fences": "~~~ a\n" * 2_000,
    "backquotes in a table": "a|b\n-|-\n" + "`|" * 3_999,
    "abbreviations": "".join(f"*[A{number}]: x\n" for number in range(100)) + "A1 " * 15_000,
    "tags": "<b>" * 2_000,
    "references to a footnote": "[^a]: b\n\n" + "[^a] " * 998,
    "backslashes": "\\" * MOST_CHARACTERS,
    "emphasis that is closed": "*a*" * 16_000,
    "stars and letters": "a*" * 25_000,
    "images that are not closed": "![a" * 1_000,
    "links that are refused": "[a](b" * 1_000,
    "lists 28 deep": "".join("    " * level + "- a\n" for level in range(28)) * 30,
}
HEADERS = {
    "keys that nobody knows": "\n".join(f"k{number}: v" for number in range(3_900)),
    "one key again and again": "a:\n" * 3_900,
    "topics": f"topics: [{'a, ' * 3_900}]",
    "evidence of nothing": f"evidence: [{'{}, ' * 3_900}]",
    "evidence with keys that nobody knows": "evidence: [{" + ", ".join(f"k{n}: v" for n in range(3_900)) + "}]",
    "brackets": "a: " + "[" * 60_000,
    "braces": "a: " + "{" * 60_000,
    "hyphens": "a:\n" + "- " * 30_000,
    "question marks": "? " * 30_000,
    "commas": f"a: [{',' * 60_000}",
    "colons": ":" * 60_000,
    "exclamation marks": "!" * 60_000,
    "quotation marks": "'" * 60_001,
    "an open quotation mark": 'a: "' + "x" * 60_000,
    "escapes": 'a: "' + "\\u0041" * 10_000 + '"',
    "comments": "#\n" * 30_000,
    "comments behind values": "\n".join(f"a{number}: b # c" for number in range(3_900)),
    "lines of a block": "a: |\n" + " b\n" * 20_000,
    "folded lines": "a: >\n" + " b\n" * 20_000,
    "a long key": "a" * 60_000 + ": b",
    "anchors": "\n".join(f"a{number}: &a{number} b" for number in range(3_900)),
    "deeper and deeper": "\n".join(" " * level + "a:" for level in range(340)),
    "emoji": "a: " + "😀" * 15_000,
    "no-break spaces": "\u00a0" * 30_000,
    "next lines": "a: b" + "\u0085" * 5_000,
}


def timed() -> list[tuple[str, float, list[str], list[str]]]:
    """For each input its name, seconds of the processor, the codes of its problems and the files they name."""
    from factcheck.core.corpus import parse

    found = []
    for name, text in (CMARK | LARGEST).items():
        started = time.process_time()
        problems = render(text, Place(CLAIM, 10), {}).problems
        told = sorted({problem.code for problem in problems}), sorted({problem.place.path for problem in problems})
        found.append((f"text: {name}", time.process_time() - started, *told))
    for name, header in HEADERS.items():
        raw = f"---\n{header}\n---\n".encode()
        assert len(raw) < MOST_HEADER_BYTES, name
        started = time.process_time()
        _, told_of = parse({CLAIM: raw})
        told = sorted({problem.code for problem in told_of}), sorted({problem.place.path for problem in told_of})
        found.append((f"header: {name}", time.process_time() - started, *told))
    return found


if __name__ == "__main__":
    json.dump({"rows": timed(), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}, sys.stdout)
