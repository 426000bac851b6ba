"""No verdict is told by its colour alone: symbols and underlines differ too, as in greyscale or for the colour-blind."""

import re

from conftest import ROOT
from factcheck.core.settings import Settings

STYLES = {name: (ROOT / f"theme/static/{name}.css").read_text(encoding="utf-8") for name in ("site", "embed")}
SYMBOLS = (ROOT / "theme/templates/symbols.html").read_text(encoding="utf-8")


def test_every_verdict_has_a_symbol_of_its_own(real_settings: Settings) -> None:
    drawn = dict(re.findall(r'if colour == "([a-z-]+)" %}(.+)', SYMBOLS))
    assert set(drawn) == set(re.findall(r'"([a-z-]+)"', re.findall(r"for colour in (.*) %}", SYMBOLS)[0]))
    assert {verdict.colour for verdict in real_settings.scale} == set(drawn)
    assert len(set(drawn.values())) == len(drawn)
    assert len({verdict.symbol for verdict in real_settings.scale}) == len(real_settings.scale)


def test_every_verdict_has_an_underline_of_its_own(real_settings: Settings) -> None:
    for style in STYLES.values():
        lines = dict(re.findall(r"^\.verdict-([a-z-]+) \{.*--line-style: ([^;]+);", style, re.MULTILINE))
        own = [lines[verdict.colour] for verdict in real_settings.scale]
        assert len(set(own)) == len(own)
