"""Lighthouse over the built site: `make audit-pages`. Not a part of the tests, for its figures depend on the machine.

Our own server serves `output/`, as a reader would get it but without compression. Each page is loaded as
on a phone with a slow network and on a desk; all four categories must reach 99 of 100.
Exit codes: 0 all do, 1 one does not, 2 a program is missing.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from factcheck.site.preview import server  # noqa: E402 - the path is set above

LIGHTHOUSE = ROOT / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 99
# As root, in a container or on a machine for CI, Chromium starts only without its sandbox.
FLAGS = "--headless=new --no-sandbox --disable-background-networking"
# Lighthouse asks for robots.txt from within the page, whose policy (default-src 'none') lets nothing ask
# (GoogleChrome/lighthouse issue 4386), so its audit always fails. `is_crawlable` asks in its place.
LEFT_OUT = "--skip-audits=robots-txt"
COMMON = ("--quiet", "--no-enable-error-reporting", "--output=json", LEFT_OUT, f"--chrome-flags={FLAGS}")
DEVICES = {"phone": (), "desk": ("--preset=desktop",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What Lighthouse gives a page: points of 100 by category, and the audits that cost points."""

    page: str
    device: str
    points: dict[str, int]
    lost: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether every category has its points."""
        return all(self.points[category] >= LEAST for category in CATEGORIES)


@contextmanager
def served(output: Path) -> Iterator[str]:
    """The address of the site, with a slash at its end."""
    with server(output, "", 0) as http:
        # Chromium hangs up on what it no longer needs: no news.
        http.handle_error = lambda *_: None  # type: ignore[method-assign]
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


def largest(output: Path, pattern: str) -> str:
    """The path of the heaviest page of a pattern, which is the one to lose points."""
    found = sorted(output.glob(pattern), key=lambda path: path.stat().st_size)
    if not found:
        raise SystemExit(f"{output} has no page {pattern}: build the site first (make site)")
    return found[-1].relative_to(output).as_posix().removesuffix("index.html")


def run(node: str, chromium: str, address: str, device: str) -> Score:
    """Let Lighthouse load a page on a device."""
    command = [node, str(LIGHTHOUSE), address, *COMMON, *DEVICES[device]]
    environment = {**os.environ, "CHROME_PATH": chromium}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=180)  # noqa: S603
    if ran.returncode:
        raise SystemExit(f"Lighthouse failed on {address}:\n{ran.stderr}")
    return score(json.loads(ran.stdout), address, device)


def score(report: dict, address: str, device: str) -> Score:  # type: ignore[type-arg]
    """Read Lighthouse's report."""
    if trouble := report.get("runtimeError"):
        raise SystemExit(f"Lighthouse failed on {address}: {trouble['message']}")
    audits = report["audits"]
    refs = [ref for category in report["categories"].values() for ref in category["auditRefs"]]
    weighed = {ref["id"] for ref in refs if ref["weight"]}
    scored = [audits[name] for name in sorted(weighed & set(audits)) if audits[name]["score"] is not None]
    points = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    lost = tuple(f"{audit['id']} {audit.get('displayValue', '')}".strip() for audit in scored if audit["score"] < 1)
    return Score(page=urlsplit(address).path, device=device, points=points, lost=lost)


def is_crawlable(base: str, pages: list[str]) -> bool:
    """Whether robots.txt is there, can be read and lets every crawler fetch the pages."""
    robots = RobotFileParser(f"{base}robots.txt")
    robots.read()
    return bool(robots.mtime()) and all(robots.can_fetch("*", base + page) for page in pages)


def table(scores: list[Score]) -> str:
    """The scores as a table, with what cost points below."""
    rows = [("page", "device", *CATEGORIES), *((s.page, s.device, *map(str, s.points.values())) for s in scores)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, *(f"{s.page} on the {s.device}: {audit}" for s in scores for audit in s.lost)])


def missing() -> list[str]:
    """The programs that are not here, each with how to get it."""
    needed = {
        "Node.js (apt-get install nodejs npm)": shutil.which("node"),
        "Chromium (apt-get install chromium)": chromium_path(),
        "Lighthouse (npm ci --ignore-scripts)": LIGHTHOUSE.is_file(),
    }
    return [program for program, found in needed.items() if not found]


def chromium_path() -> str | None:
    """The browser of this system."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def main(argv: list[str]) -> int:
    """Audit the largest article and claim page of the site in a folder (`output/` unless one is named)."""
    if absent := missing():
        print(f"audit-pages needs {', '.join(absent)}.", file=sys.stderr)
        return 2
    output = Path(argv[0] if argv else ROOT / "output").resolve()
    pages = [largest(output, "articles/*/index.html"), largest(output, "claims/*/*/index.html")]
    node, chromium = str(shutil.which("node")), str(chromium_path())
    with served(output) as base:
        scores = [run(node, chromium, base + page, device) for page in pages for device in DEVICES]
        crawlable = is_crawlable(base, pages)
    print(table(scores))
    if not crawlable:
        print("robots.txt must be there and let crawlers fetch these pages", file=sys.stderr)
    return 0 if crawlable and all(score.is_enough for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
