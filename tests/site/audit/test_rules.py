"""Every rule of the audit sees the one thing that breaks it: tables of named cases, with the complete report.

Each file of `cases/audit/` has the cases of one module of rules:

    === a link to a draft
    rule    links_lead_to_files
    file    claims/index.html
    from    <h1>
    to      <a href="demo/bicycles/"></a><h1>
    (the report, to the next case)

`from` must stand in the built file, all of it is replaced by `to`; `\\n` in both is a line end, `\\ufeff` a byte order
mark. Without `from` the file is new; without `to` it is taken away. In JSON, also in the block of a page, `key` and `value` in place of
them change what stands at `a.b.0`; without `value` it is taken away.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cases import harbour
from cases.harbour import Built
from cases.tables import each
from factcheck.core.problems import CODES
from factcheck.render import report
from factcheck.site.audit import folder as package
from factcheck.site.audit import partly
from factcheck.site.audit.folder import Since
from factcheck.site.audit.rules import RULES, Rules
from factcheck.site.audit.tree import parse

CASES = Path(__file__).parents[2] / "cases" / "audit"
ALL = RULES
_EDIT = re.compile(r"(rule|file|from|to|key|value) +(.*)\n?")
_BLOCK = re.compile(r'(?<=<script type="application/ld\+json">).*?(?=</script>)', re.DOTALL)


@dataclass(frozen=True)
class Case:
    """A way to break a built site: the rule that sees it, the change, the complete report."""

    name: str
    edit: dict[str, str]
    report: str


def read_cases(path: Path) -> Iterator[Case]:
    _, *parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        edit: dict[str, str] = {}
        while found := _EDIT.match(text):
            edit[found[1]] = found[2].replace("\\n", "\n").replace("\\ufeff", "\ufeff")
            text = text[found.end() :]
        yield Case(name, edit, text.strip("\n"))


TABLE = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The small site, built once, with the open data. Pages that no case has changed are parsed once."""
    built = harbour.build(tmp_path_factory.mktemp("harbour"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "parse", cache(parse))
        yield built


@pytest.fixture(scope="module")
def sound(demo: Built) -> Iterator[Since]:
    """An audit of the small site while it was whole; of few claims, too, only records of some are looked at."""
    before = shutil.copytree(demo.output, demo.root / "before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partly, "MOST", 0)
        yield Since(root=before, seen=demo.audit().seen, files=frozenset(), claims=frozenset(), shown=frozenset())


def changed(before: str, case: Case) -> str:
    edit = case.edit
    if "key" in edit:
        block = _BLOCK.search(before)
        value = json.loads(block[0] if block else before)
        set_at(value, edit["key"].split("."), edit.get("value"))
        text = json.dumps(value, ensure_ascii=False)
        return _BLOCK.sub(lambda _: text, before) if block else text
    assert edit["from"] in before
    return before.replace(edit["from"], edit["to"])


def set_at(value: Any, keys: list[str], new: str | None) -> None:
    for key in keys[:-1]:
        value = value[int(key) if isinstance(value, list) else key]
    last: Any = int(keys[-1]) if isinstance(value, list) else keys[-1]
    if new is None:
        del value[last]
    else:
        value[last] = json.loads(new)


def broken(built: Built, case: Case, check: Callable[[], None]) -> None:
    """Break the built folder, check it, and mend it again."""
    file = built.output / case.edit["file"]
    before = file.read_bytes() if "from" in case.edit or "key" in case.edit or "to" not in case.edit else None
    try:
        if before is None:
            assert not file.exists()
            file.write_text(case.edit["to"], encoding="utf-8")
        elif "from" in case.edit or "key" in case.edit:
            file.write_text(changed(before.decode(), case), encoding="utf-8", newline="")
        else:
            file.unlink()
        check()
    finally:
        file.unlink(missing_ok=True)
        if before is not None:
            file.write_bytes(before)


def found(built: Built, rules: Rules) -> str:
    return report.text(built.audit(rules).problems)


def alone(name: str) -> Rules:
    """One rule and no other."""
    rules = [tuple(rule for rule in rules if rule.__name__ == name) for rules in (ALL.page, ALL.folder)]
    assert len(rules[0]) + len(rules[1]) == 1, name
    return replace(ALL, page=rules[0], folder=rules[1])


def test_a_sound_site_has_no_problem(demo: Built) -> None:
    audited = demo.audit(ALL)
    assert report.text(audited.problems) == ""
    assert (audited.pages, audited.claims) == (42, 4)
    assert audited.links > 700


@each(TABLE)
def test_a_broken_site_is_reported(demo: Built, sound: Since, case: Case) -> None:
    def check() -> None:
        assert found(demo, ALL) == case.report
        assert found(demo, alone(case.edit["rule"])), "it is another rule that sees it"
        for claims in (frozenset[str](), frozenset({"demo/cost"}), frozenset({"demo/none"}), None):
            since = replace(sound, files=frozenset({case.edit["file"]}), claims=claims)
            assert report.text(demo.audit(ALL, since).problems) == case.report, f"since an audit, {claims} changed"

    broken(demo, case, check)
    assert case.report


def test_every_rule_has_a_case() -> None:
    named = {case.edit["rule"] for case in TABLE}
    assert named == {rule.__name__ for rule in (*ALL.page, *ALL.folder)}


def test_every_code_of_the_audit_has_a_case() -> None:
    told = {code for case in TABLE for code in re.findall(r"FC\d{3}", case.report)}
    of_the_build = {*(f"FC60{n}" for n in (3, 4, 5, 6, 7)), "FC630", "FC631", "FC632", "FC633"}
    audited = {code for code in CODES if code.startswith("FC6")} - of_the_build
    assert told == audited


def test_every_rule_says_what_it_is() -> None:
    rules = [*ALL.page, *ALL.folder]
    assert all(rule.__doc__ and rule.__doc__.split("\n")[0].endswith((".", ",")) for rule in rules)
    assert len({rule.__name__ for rule in rules}) == len(rules)
