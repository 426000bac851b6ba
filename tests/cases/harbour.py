"""The small site of the broken inputs, with one of everything that a built page can show, and its audit.

Four claims (two of them overlap, one has a summary that a spreadsheet would run), a draft, a withdrawn check, an earlier
text, former addresses, corrections, words left out of a quote, a translation, an archived copy, a table, a footnote; at
an address with a path.
"""

import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from cases.changes import COST
from conftest import ROOT
from factcheck.cli import main
from factcheck.core.model import Site
from factcheck.publish.output import Output
from factcheck.site import config
from factcheck.site.audit import Audit, audit
from factcheck.site.audit.folder import Since
from factcheck.site.audit.rules import RULES, Rules
from factcheck.site.images import paths
from factcheck.site.load import Loaded, load
from factcheck.site.search import listed
from factcheck.site.swap import MARKER

BASE = ROOT / "tests/cases/broken/base"
URL = "https://example.org/checks"
CLAIMS = "content/claims/demo"
# On the whole site it had another address once.
RENAMED = COST.replace("corrections:\n", "formerly: [demo/price]\ncorrections:\n")
SUNDAYS = """---
claim: Trains of the harbour line run every half hour on Sundays.
claimant: Zoë Lind
quote: Trains will run every hour from 6 a.m. to 11 p.m., and every half hour on Sundays
verdict: "false"
summary: "- no half hours in the timetable."
kind: fact
status: published
author: Ada Berg
checked: 2025-06-01
topics: [Railways]
evidence:
  - source: timetable
    quote: A train leaves the harbour every hour
    stance: refutes
---

See the [timetable](../../sources/timetable.md).
"""
EARLIER = """---
claim: The repairs of the harbour line cost as much as planned.
claimant: The Harbour Gazette
quote: The repairs cost €42 million
verdict: "true"
summary: The accounts say so.
author: Ada Berg
evidence:
  - {source: accounts, stance: supports, quote: The repairs cost €42 million in all}
  - {source: minutes, stance: doubts, quote: Nobody knows the sum, note: From the town hall.}
---

The [minutes](../../sources/minutes.md) are gone[^1].

[^1]: A footnote.
"""
FERRY = """---
claim: A day ticket of the harbour line is valid on the ferry.
claimant: The Harbour Gazette
quote: A day ticket is valid on the ferry too
verdict: "true"
summary: The timetable says so.
kind: fact
status: published
author: Ada Berg
reviewed_by: Ben Cole
checked: 2025-06-01
topics: [Ferries]
evidence:
  - {source: timetable, stance: supports, quote: A train leaves the harbour every hour}
corrections:
  - {date: 2025-07-01, kind: minor, text: A full stop.}
  - {date: 2025-09-01, kind: void, text: The timetable says nothing about the ferry.}
formerly: [demo/boat]
---

The timetable.
"""
DRAFT = SUNDAYS.replace("status: published", "status: draft").replace(
    "quote: Trains will run every hour from 6 a.m. to 11 p.m., and every half hour on Sundays",
    "quote: Bicycles travel free of charge",
)


@dataclass(frozen=True)
class Built:
    """A built site and what it was made from."""

    root: Path
    loaded: Loaded

    @property
    def output(self) -> Path:
        return self.root / "output"

    @cached_property
    def _expected(self) -> tuple[Site, tuple[Output, ...], frozenset[str]]:
        site = self.loaded.site
        assert site is not None
        theme = {f"theme/{file.name}" for file in (ROOT / "theme/static").iterdir()}
        plain = {*(file.path for file in self.loaded.files), MARKER}
        return site, self.loaded.outputs, frozenset(theme | listed(self.output) | paths(site) | plain)

    def audit(self, rules: Rules = RULES, since: Since | None = None, site: Site | None = None) -> Audit:
        """Audit the folder as it now is, or what is otherwise than at an earlier audit; maybe for another site."""
        own, outputs, others = self._expected
        return audit(self.output, site or own, outputs, others, rules, since)


def build(root: Path, texts: Mapping[str, str] = MappingProxyType({}), *, without: Collection[str] = ()) -> Built:
    """Build the site in a new folder, with other or further files, or without some."""
    for folder in ("content", "seeds"):
        shutil.copytree(BASE / folder, root / folder)
    shutil.copytree(ROOT / "theme", root / "theme")
    conf = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    assert '"https://example.org"' in conf
    (root / "pelicanconf.py").write_text(conf.replace('"https://example.org"', f'"{URL}"'), encoding="utf-8")
    for name, text in (("cost", RENAMED), ("sundays", SUNDAYS), ("bicycles", DRAFT), ("ferry", FERRY)):
        (root / f"{CLAIMS}/{name}.md").write_text(text, encoding="utf-8")
    article = root / "content/articles/demo.md"
    article.write_text(
        article.read_text(encoding="utf-8").replace("claimants:", "formerly: [harbour]\nclaimants:"), encoding="utf-8"
    )
    source = root / "content/sources/timetable.md"
    told = source.read_text(encoding="utf-8").replace(
        "retrieved:", "published: 2025-04-01\narchive: https://archive.example.org/1\nretrieved:"
    )
    source.write_text(told, encoding="utf-8")
    accounts = root / "content/sources/accounts.md"
    accounts.write_text(
        accounts.read_text(encoding="utf-8").replace("type:", "formerly: [books]\ntype:"), encoding="utf-8"
    )
    for path, text in {"content/history/demo/cost/2025-08-01.md": EARLIER, **texts}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for path in without:
        (root / path).unlink()
    assert main(["build", "--site", str(root)]) == 0
    settings, problems = config.read(root)
    assert settings is not None, problems
    return Built(root, load(root, settings))
