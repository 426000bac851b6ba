"""The whole table, and its form in docs/security.md."""

from threats import fidelity, groups, headers, injection, more, places, running
from threats.rows import Elsewhere, Excluded, Row

ROWS: list[Row] = [
    *injection.ROWS,
    *places.ROWS,
    *fidelity.ROWS,
    *headers.ROWS,
    *running.ROWS,
    *groups.ROWS,
    *more.ROWS,
]
IDS = [f"{letter}{number:02}" for letter, most in zip("APTMRN", (38, 21, 23, 22, 23, 55), strict=True) for number in range(1, most + 1)]  # fmt: skip
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def written() -> str:
    """The table as Markdown, between its two marks; a row is told where its test stands."""
    lines = ["| Id | What is tried | What comes of it | Test |", "| --- | --- | --- | --- |", *map(_line, ROWS)]
    return BEGIN + "\n".join(lines) + "\n" + END


def _line(row: Row) -> str:
    return f"| {row.id} | {_cell(_short(row.name))} | {row.expected} | {_test(row)} |"


def _test(row: Row) -> str:
    if isinstance(row, Excluded):
        return "–"
    return f"`{row.test.removeprefix('tests/')}`" if isinstance(row, Elsewhere) else "`threats/test_threats.py`"


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:80] + "…"


def _cell(text: str) -> str:
    """Text in a cell: nothing in it is markup."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in text)
    return (
        "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+!|&~:" and not c.isalnum() else c for c in shown)
        if _odd(shown)
        else shown
    )


def _odd(text: str) -> bool:
    return any(c in r"\`*_{}[]<>|&~" for c in text)
