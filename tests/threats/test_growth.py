"""What is done grows with the claims of an article, not with their square: calls are counted, not seconds."""

import shutil
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import CodeType, FrameType

from conftest import ROOT
from factcheck.cli import main
from threats.test_heavy import long_article

OURS = str(ROOT / "plugins/factcheck")
FEW, MANY = 10, 40
# Four times as many claims: a search by halves takes 4 * log 40 / log 10 = 6 times as many steps, a search of each
# claim among all others 16 times as many.
MOST_TIMES = 7
LEAST_CALLS = 200  # a function that is called less often for the few may be so by chance


def calls(act: Callable[[], object]) -> Counter[str]:
    """How often each function of ours is called."""
    called: Counter[CodeType] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called[frame.f_code] += 1

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    found: Counter[str] = Counter()
    for code, number in called.items():
        if code.co_filename.startswith(OURS):
            found[f"{code.co_filename.removeprefix(OURS)}: {code.co_qualname}"] += number
    return found


def site(root: Path, claims: int) -> Path:
    """A paragraph of 1 KB for each claim; all cite the same sources and share a topic, so each is near to every other."""
    for name, raw in long_article(claims, claims * 1_000, "\n").items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "pelicanconf.py", root)
    return root


def test_a_build_does_nothing_for_each_claim_with_each_other(tmp_path: Path) -> None:
    sites = [site(tmp_path / str(claims), claims) for claims in (FEW, MANY)]
    few, many = (calls(partial(main, ["build", "--site", str(root)])) for root in sites)
    grown = {name: number / max(few[name], LEAST_CALLS) for name, number in many.items()}
    assert {name: times for name, times in grown.items() if times > MOST_TIMES} == {}
    assert sum(many.values()) < (MANY / FEW) ** 1.1 * sum(few.values())
    assert [len(list((root / "output/claims/demo").iterdir())) for root in sites] == [FEW, MANY]
