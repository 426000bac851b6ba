"""Places: every external address of the content, with every line that writes it."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.corpus import Corpus, parse
from factcheck.core.problems import Place
from factcheck.evidence.places import external_places, in_markdown
from strategies import often

ARTICLE = """---
title: The Harbour Line Reopens
seed: demo.txt
sha256: c0a6571b0191270021fae5e2d11f7af8fd2bb88c23cf827e1c3af4ed05a5e20a
publisher: The Harbour Gazette
url: "https://gazette.example.org/harbour-line#repairs"
published: 2025-05-05
language: en
---

See [the town](https://town.example.org/accounts) and <https://town.example.org/>.
"""
CLAIM = """---
claim: The repairs cost €42 million.
claimant: The Harbour Gazette
quote: The repairs cost €42 million
verdict: unproven
summary: No document says so yet. See https://not-a-link.example.org/
kind: fact
status: {status}
author: Ada Berg
checked: 2025-06-01
---

The [accounts](https://town.example.org/accounts) say so, [as here][1], [and here][1].

[1]: https://{status}.example.org/x
"""
SOURCE = """---
title: Accounts of the town, 2025
publisher: The town
url: https://town.example.org/accounts
archive: https://web.archive.org/web/2025/https://town.example.org/accounts
retrieved: 2025-06-01
language: en
type: primary
capture: transcribed
---

Quoted text: [no link](https://quoted.example.org/) and <https://quoted.example.org/>.
"""
PAGE = """---
title: How we work
summary: How claims are checked.
---

[^1]: [Avant](https://first.example.org/).

Écrit: [ici](https://page.example.org/%C3%A9).[^1]
"""
FILES = {
    "seeds/demo.txt": "The repairs cost €42 million.\n",
    "content/articles/demo.md": ARTICLE,
    "content/claims/demo/cost.md": CLAIM.format(status="published"),
    "content/claims/demo/old.md": CLAIM.format(status="draft"),
    "content/pages/methodology.md": PAGE,
    "content/sources/accounts.md": SOURCE,
}


def corpus(files: dict[str, str]) -> Corpus:
    found, problems = parse({path: text.encode() for path, text in files.items()})
    assert problems == []
    return found


def test_every_address_with_every_place_in_the_order_of_the_files() -> None:
    found = external_places(corpus(FILES))
    assert [(url, *map(str, places)) for url, places in found.items()] == [
        ("https://gazette.example.org/harbour-line#repairs", "content/articles/demo.md:6:6"),
        (
            "https://town.example.org/accounts",
            "content/articles/demo.md:11:16",
            "content/claims/demo/cost.md:13:16",
            "content/claims/demo/old.md:13:16",
            "content/sources/accounts.md:4:6",
        ),
        ("https://town.example.org/", "content/articles/demo.md:11:56"),
        ("https://published.example.org/x", "content/claims/demo/cost.md:15:6"),
        ("https://draft.example.org/x", "content/claims/demo/old.md:15:6"),
        ("https://first.example.org/", "content/pages/methodology.md:6:15"),
        ("https://page.example.org/%C3%A9", "content/pages/methodology.md:8:14"),
        ("https://web.archive.org/web/2025/https://town.example.org/accounts", "content/sources/accounts.md:5:10"),
    ]


def test_no_content_has_no_addresses() -> None:
    assert external_places(corpus({})) == {}


class Written(NamedTuple):
    name: str
    markdown: str
    expected: tuple[str, ...]  # line:column address; the text begins on line 10


WRITTEN = [
    Written("a link", "See [x](https://a.org/x).", ("10:9 https://a.org/x",)),
    Written("on a later line", "One\ntwo [x](https://a.org/x)", ("11:9 https://a.org/x",)),
    Written("behind another script", "Ἀθῆναι 👩‍🔧 [x](https://a.org/)", ("10:16 https://a.org/",)),
    Written("an autolink", "<https://a.org/x>", ("10:2 https://a.org/x",)),
    Written("a reference", "[x][1]\n\n[1]: https://a.org/x", ("12:6 https://a.org/x",)),
    Written("a reference in angle brackets", "[x][1]\n\n[1]: <https://a.org/x>", ("12:7 https://a.org/x",)),
    Written("a reference that nobody uses", "[x]: https://a.org/x", ()),
    Written("angle brackets", "[x](<https://a.org/x>)", ("10:6 https://a.org/x",)),
    Written("a title", '[x](https://a.org/x "words")', ("10:5 https://a.org/x",)),
    Written("brackets in the address", "[x](https://a.org/w_(x))", ("10:5 https://a.org/w_(x)",)),
    Written("a fragment", "[x](https://a.org/x#y)", ("10:5 https://a.org/x#y",)),
    Written("a text directive", "[x](https://a.org/#:~:text=a%20b)", ("10:5 https://a.org/#:~:text=a%20b",)),
    Written("two parameters", "[x](https://a.org/?a=1&b=2)", ("10:5 https://a.org/?a=1&b=2",)),
    Written("two parameters as in HTML", "[x](https://a.org/?a=1&amp;b=2)", ("10:5 https://a.org/?a=1&b=2",)),
    Written("a backslash", r"[x](https://a.org/a\_b)", ("10:5 https://a.org/a_b",)),
    Written("capitals", "[x](HTTPS://A.org/X)", ("10:5 HTTPS://A.org/X",)),
    Written("another scheme", "[x](http://a.org/)", ("10:5 http://a.org/",)),
    Written(
        "another alphabet, as it must be written", "[x](https://a.org/%E1%BC%88)", ("10:5 https://a.org/%E1%BC%88",)
    ),
    Written(
        "twice",
        "[x](https://a.org/x) [y](https://a.org/x)",
        ("10:5 https://a.org/x", "10:26 https://a.org/x"),
    ),
    Written(
        "one begins the other",
        "[y](https://a.org/xy) [x](https://a.org/x)",
        ("10:5 https://a.org/xy", "10:27 https://a.org/x"),
    ),
    Written("in code before it", "`[x](https://a.org/x)` [x](https://a.org/x)", ("10:28 https://a.org/x",)),
    Written("in a fence before it", "```\n<https://a.org/x>\n```\n\n<https://a.org/x>", ("14:2 https://a.org/x",)),
    Written("in plain text before it", "https://a.org/x [x](https://a.org/x)", ("10:21 https://a.org/x",)),
    Written("only in code", "`<https://a.org/x>`", ()),
    Written("only in plain text", "https://a.org/x", ()),
    Written("in a table", "a|b\n-|-\n[x](https://a.org/x)|c", ("12:5 https://a.org/x",)),
    Written("in a footnote", "x[^1]\n\n[^1]: [x](https://a.org/x)", ("12:11 https://a.org/x",)),
    Written("a mail address", "[x](mailto:a@a.org)", ()),
    Written("a page of the site", "[x](other.md)", ()),
    Written("a private address", "[x](http://127.0.0.1/)", ()),
    Written("nothing", "", ()),
]


@each(WRITTEN)
def test_links_in_markdown(case: Written) -> None:
    found = in_markdown(case.markdown, Place("content/pages/x.md", 10))
    assert tuple(f"{place.line}:{place.column} {url}" for place, url in found) == case.expected


@often
@given(st.lists(st.sampled_from(["a", "b", "a/b", "a?x=1&y=2", "%C3%A9_e", "a(b)"]), min_size=1, max_size=5))
def test_the_address_stands_where_its_place_says(paths: list[str]) -> None:
    lines = [f"Ŵords [x](https://a.org/{path})" for path in paths]
    found = list(in_markdown("\n\n".join(lines), Place("x.md", 1)))
    assert sorted(place.line for place, _ in found) == [2 * index + 1 for index in range(len(paths))]
    for place, url in found:
        assert lines[(place.line - 1) // 2][place.column - 1 :] == f"{url})"
