"""Text fidelity and quotes: the rows T01 to T23."""

from pathlib import Path

from threats.rows import BRIDGE, COST, PAGE, Change, Elsewhere, Refused, Row, Sound, body, both, edit, write

BUILT = "tests/threats/test_built.py"
QUOTE = "quote: the bridge will be inspected every year"
WORDS = "the bridge will be inspected every year"
METHOD = "---\ntitle: How we work\nsummary: How claims are chosen.\n---\n\nTwo people read every check.\n"


def quoted(words: str) -> Change:
    """The quote of the article is this, in YAML."""
    return edit(QUOTE, f"quote: {words}")


def line_ends(end: bytes) -> Change:
    """All line ends of a claim are these."""

    def change(root: Path) -> None:
        path = root / BRIDGE
        path.write_bytes(path.read_bytes().replace(b"\n", end))

    return change


ROWS: list[Row] = [
    Elsewhere(id="T01", name="a quotation keeps its bytes", expected="the page gives the seed back, character for character", test="tests/browser/test_browser.py::test_the_article_in_the_browser_is_the_seed"),
    Sound(id="T01", name="a quotation in a text", change=body("> The minutes  are silent --- about it..."), expected="checked; no character is replaced"),
    Elsewhere(id="T02", name="< & \" in a quote", expected="the exact text", test=f"{BUILT}::test_every_field_is_shown_as_typed"),
    Sound(id="T03", name="a quote over two lines", change=quoted("the bridge will be\n  inspected every year"), expected="a run of white space is a run of white space"),
    Sound(id="T04", name="a quote over a blank line", change=quoted(">-\n  What the repairs cost\n\n  The repairs cost €42 million"), expected="anchored; the mark crosses no block"),
    Sound(id="T05", name="a byte-order mark at the start", change=edit("---\nclaim", "\ufeff---\nclaim"), expected="read as without"),
    Sound(id="T06", name="line ends of Windows", change=line_ends(b"\r\n"), expected="read as with those of Unix"),
    Sound(id="T07", name="line ends of the old Mac", change=line_ends(b"\r"), expected="read as with those of Unix"),
    Refused(id="T08", name="Latin-1", change=write(PAGE, METHOD.replace("people", "agréés").encode("latin-1")), codes="FC101"),
    Refused(id="T09", name="UTF-16", change=write(PAGE, METHOD.encode("utf-16")), codes="FC101"),
    Refused(id="T10", name="control characters in a text", change=body("a\0b\x08c\x1b[31m"), codes="FC102"),
    Refused(id="T11", name="a control character that no feed can hold", change=edit("No document", "No\x0bdocument"), codes="FC102"),
    Refused(id="T11", name="the same by an escape of YAML", change=edit("summary: No document says so yet.", 'summary: "No\\vdocument"'), codes="FC102"),
    Refused(id="T12", name="a control character in a title", change=edit("How we work", "How\x07we work", PAGE), codes="FC102"),
    Refused(id="T13", name="a right-to-left override in a claim", change=edit("The bridge of", "The \u202ebridge of"), codes="FC102"),
    Refused(id="T13", name="the same by an escape of YAML, in a quote", change=quoted('"the \\u202ebridge"'), codes="FC102"),
    Refused(id="T14", name="a zero-width space in a verdict", change=edit("verdict: unproven", "verdict: unpro\u200bven"), codes="FC401"),
    Refused(id="T14", name="a zero-width space in a name", change=edit("claimant: Zoë Lind", "claimant: Zoë\u200b Lind"), codes="FC127"),
    Refused(id="T15", name="a Cyrillic letter in a verdict", change=edit("mostly-true", "mоstly-true", COST), codes="FC401"),
    Refused(id="T15", name="a Cyrillic letter in a name", change=edit("claimant: Zoë Lind", "claimant: Zоë Lind"), codes="FC128"),
    Refused(id="T16", name="a no-break space before the colon", change=edit("verdict: unproven", "verdict\u00a0: unproven"), codes="FC110 FC111"),
    Refused(id="T17", name="a quote with another letter", change=quoted("the bridge will be inspectad every year"), codes="FC201"),
    Refused(id="T18", name="a quote that is not in the article", change=quoted("nobody will ever look at this bridge again"), codes="FC201"),
    Refused(id="T19", name="a quote with an accent in one character", change=quoted("The new caf\u00e9 at the terminus"), codes="FC201"),
    Refused(id="T19", name="a quote with a letter that looks alike", change=quoted("the bridgе will be inspected"), codes="FC201"),
    Refused(id="T20", name="a quote with other quotation marks", change=quoted("'\"Trains will run every hour,\" said the line''s director'"), codes="FC201"),
    Refused(id="T20", name="a quote with a no-break space", change=quoted("the bridge will be\u00a0inspected"), codes="FC201"),
    Refused(id="T21", name="an empty quote", change=quoted('""'), codes="FC113"),
    Refused(id="T22", name="a quote that occurs twice", change=quoted("A day ticket"), codes="FC202"),
    Refused(id="T23", name="a quote of 1 MB", change=quoted("x" * 1_000_000), codes="FC104"),
    Refused(id="T23", name="a quote of 6,000 characters", change=quoted(f"{WORDS} " + "x" * 6_000), codes="FC113"),
    Refused(id="T23", name="text of two claims at once", change=both(quoted("A day ticket"), edit("quote: The repairs cost", "quote: The repairs const", COST)), codes="FC202 FC201"),
]  # fmt: skip
