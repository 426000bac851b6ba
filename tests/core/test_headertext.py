"""The text of front matter: the whole of what is written. That it is read back: tests/core/test_mending.py."""

from datetime import date

from factcheck.core.anchoring import Selector
from factcheck.core.headertext import Value, document, in_line, quote, written

ADDRESS = f"https://example.org/{'x' * 90}"
LONG = "The repairs of the harbour line took eighteen months and cost forty-two million euros: twice the first estimate, says the town."


def test_values_of_each_kind() -> None:
    values: dict[str, Value] = {
        "claim": "Trains run: every hour # it says",
        "checked": date(2025, 6, 1),
        "verdict": "false",
        "url": ADDRESS,
        "quote": quote(Selector("a\n  b", "the\nold", "")),
        "topics": ["Railways", "Sums, public"],
    }
    assert (
        document(values, "The body.")
        == f"""\
---
claim: 'Trains run: every hour # it says'
checked: 2025-06-01
verdict: 'false'
url: {ADDRESS}
quote:
  exact: a b
  prefix: the old
topics:
- Railways
- Sums, public
---

The body.
"""
    )


def test_long_text_is_folded_within_the_same_width_wherever_it_stands() -> None:
    assert (
        written({"quote": LONG})
        == """\
quote: >-
  The repairs of the harbour line took eighteen months and cost forty-two million euros: twice the first estimate,
  says the town.
"""
    )
    assert (
        written({"quote": LONG}, 8)
        == """\
        quote: >-
          The repairs of the harbour line took eighteen months and cost forty-two million euros: twice the first
          estimate, says the town.
"""
    )


def test_in_one_line() -> None:
    assert in_line({"name": "Zoë: Lind", "type": "person"}) == "{name: 'Zoë: Lind', type: person}"
