"""The table of broken inputs: whole sites with one broken thing, and the complete report about it.

`cases/broken/base` is a sound site. Each `cases/broken/<name>.txt` begins with what is broken; its
sections then change the base, and the last one is the report:

    === content/claims/demo/cost.md            the whole text of this file, to the next line with ===
    === escaped content/claims/demo/cost.md    the same, where \\xff is a byte and \\u202e, \\r, \\t, \\0 a character
    === delete content/claims/demo/cost.md     the file is taken away
    === report                                 all problems, in their order; `escaped` works here too

In every section `{{70000*x}}` stands for 70,000 times x.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.core.corpus import MOST_FILE_BYTES, scan
from factcheck.core.problems import CODES, Problem
from factcheck.core.settings import Settings
from factcheck.render import report
from factcheck.site import config
from factcheck.site.load import load, load_files

ROOT = Path(__file__).parent.parent
BROKEN = Path(__file__).parent / "cases" / "broken"
BASE = BROKEN / "base"
# Codes that no set of files can bring about, and where they are tested.
ELSEWHERE = {
    "FC118": "the disk scan: a link or pipe (below)",
    "FC121": "the disk scan: a file's size (below)",
    "FC122": "pelicanconf.py (below)",
    **dict.fromkeys(
        ("FC413", "FC414", "FC415", "FC416", "FC417", "FC425", "FC426"),
        "the published state: tests/core/test_changes.py",
    ),
    **dict.fromkeys(("FC506", "FC507", "FC508"), "the crawl of a built site: tests/evidence/test_links.py"),
    **dict.fromkeys(("FC510", "FC511", "FC512"), "the web: tests/evidence/test_linkreport.py"),
    "FC412": "a setting: tests/core/test_signoff.py",
    "FC430": "the clock: tests/threats/test_future.py",
    "FC513": "links.json: tests/core/test_linkfile.py",
}
_SECTION = re.compile(r"^=== (.+)\n", re.MULTILINE)
_REPEAT = re.compile(rb"\{\{(\d+)\*(.+?)\}\}")
_ESCAPE = re.compile(rb"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|[rt0\\])")


@dataclass(frozen=True)
class Case:
    """A broken site: what is broken, the files that differ from the base (None: taken away), the report."""

    name: str
    purpose: str
    changes: dict[str, bytes | None]
    report: str

    @property
    def files(self) -> dict[str, bytes]:
        """All files of the broken site, in the order of their paths."""
        merged = {**base_files(), **self.changes}
        return {path: raw for path, raw in sorted(merged.items()) if raw is not None}


def base_files() -> dict[str, bytes]:
    found = (path for path in BASE.rglob("*") if path.is_file())
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in found}


def read_case(path: Path) -> Case:
    purpose, *rest = _SECTION.split(path.read_bytes().decode())
    sections = dict(_section(head, text) for head, text in zip(rest[::2], rest[1::2], strict=True))
    expected = sections.pop("report") or b""
    return Case(path.stem, purpose.strip(), sections, expected.decode().removesuffix("\n"))


def _section(head: str, text: str) -> tuple[str, bytes | None]:
    """The path (or `report`) of a section, and its bytes."""
    kind, _, path = head.partition(" ") if head.startswith(("escaped ", "delete ")) else ("", "", head)
    raw = _REPEAT.sub(lambda m: int(m.group(1)) * m.group(2), text.encode())
    if kind == "delete":
        return path, None
    return path, _ESCAPE.sub(_unescaped, raw) if kind else raw


def _unescaped(escape: re.Match[bytes]) -> bytes:
    kind, digits = escape.group(1)[:1], escape.group(1)[1:]
    if kind == b"x":
        return bytes([int(digits, 16)])
    return (
        chr(int(digits, 16)).encode() if kind == b"u" else {b"r": b"\r", b"t": b"\t", b"0": b"\0", b"\\": b"\\"}[kind]
    )


CASES = [read_case(path) for path in sorted(BROKEN.glob("*.txt"))]
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture(scope="module")
def settings() -> Settings:
    """The scale of verdicts of the site of this repository."""
    found, problems = config.read(ROOT)
    assert found is not None, report.text(problems)
    return found


def codes_of(text: str) -> set[str]:
    return set(re.findall(r"^\S.*?:\d+:\d+: (FC\d{3}) ", text, re.MULTILINE))


def test_the_base_is_sound(settings: Settings) -> None:
    loaded = load_files(base_files(), settings)
    assert report.text(loaded.problems) == ""
    assert loaded.site is not None


def test_there_are_cases() -> None:
    assert len(CASES) >= 60


@EVERY_CASE
def test_a_case_says_what_is_broken_and_changes_the_base(case: Case) -> None:
    base = base_files()
    assert case.purpose.endswith(".")
    assert case.changes
    for path, raw in case.changes.items():
        assert base.get(path) != raw, f"{path} is as in the base, or taken away where it is not"


@EVERY_CASE
def test_the_report_is_complete(case: Case, settings: Settings) -> None:
    assert report.text(load_files(case.files, settings).problems) == case.report


@EVERY_CASE
def test_an_error_stops_the_site_and_a_warning_does_not(case: Case, settings: Settings) -> None:
    loaded = load_files(case.files, settings)
    assert (loaded.site is None) == any(found.is_error for found in loaded.problems)


@EVERY_CASE
def test_each_problem_is_told_once_at_a_place_that_exists(case: Case, settings: Settings) -> None:
    files = case.files
    problems = load_files(files, settings).problems
    assert len(set(problems)) == len(problems)
    for found in problems:
        if found.code == "FC119":
            assert found.place.path in ("content/articles", "content/claims")
        else:
            assert_in_file(found, files[found.place.path])


def assert_in_file(found: Problem, raw: bytes) -> None:
    """The place of a problem lies in its file; it may be right behind the last line or character."""
    lines = [*raw.decode("utf-8", errors="replace").splitlines(), ""]
    assert 1 <= found.place.line <= len(lines), found
    assert 1 <= found.place.column <= len(lines[found.place.line - 1]) + 1, found


def test_every_code_has_a_case() -> None:
    tested = {code for case in CASES for code in codes_of(case.report)}
    assert tested == {code for code in CODES if code < "FC600"} - set(ELSEWHERE)


# What needs a real disk.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The base as a folder of its own."""
    for path, raw in base_files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    return tmp_path


def test_a_folder_is_read_as_it_is(site: Path, settings: Settings) -> None:
    files, problems = scan(site)
    assert (files, problems) == (base_files(), [])
    assert load(site, settings).problems == ()


def test_files_that_machines_make_are_ignored(site: Path, settings: Settings) -> None:
    for name in (".DS_Store", "Thumbs.db", ".gitkeep"):
        (site / "content" / "claims" / "demo" / name).write_bytes(b"\0")
    assert report.text(load(site, settings).problems) == ""


LINKS = {
    "to a file": "../pages/methodology.md",
    "to a folder": "../sources",
    "out of the site": "/etc",
    "to nothing": "nowhere.md",
    "to itself": "link.md",
}


@pytest.mark.parametrize("target", LINKS.values(), ids=LINKS)
def test_a_link_is_refused(target: str, site: Path, settings: Settings) -> None:
    (site / "content" / "pages" / "link.md").symlink_to(target)
    assert (
        report.text(load(site, settings).problems)
        == """\
content/pages/link.md:1:1: FC118 content must be a plain file or folder inside the site
    found    a symbolic link"""
    )


@pytest.mark.parametrize("folder", ["content", "seeds"])
def test_a_link_in_place_of_a_whole_folder_is_refused(folder: str, site: Path) -> None:
    (site / folder).rename(site / "elsewhere")
    (site / folder).symlink_to("elsewhere")
    files, problems = scan(site)
    assert not any(path.startswith(f"{folder}/") for path in files)
    assert (
        report.text(problems)
        == f"""\
{folder}:1:1: FC118 content must be a plain file or folder inside the site
    found    a symbolic link"""
    )


def test_a_pipe_is_refused_and_not_waited_for(site: Path, settings: Settings) -> None:
    os.mkfifo(site / "content" / "pages" / "pipe.md")
    assert (
        report.text(load(site, settings).problems)
        == """\
content/pages/pipe.md:1:1: FC118 content must be a plain file or folder inside the site
    found    a pipe, socket or device"""
    )


def test_a_file_that_is_too_large_is_not_read(site: Path, settings: Settings) -> None:
    large = site / "content" / "pages" / "large.md"
    large.touch()
    os.truncate(large, MOST_FILE_BYTES + 1)  # a hole: it takes no room
    assert (
        report.text(load(site, settings).problems)
        == """\
content/pages/large.md:1:1: FC121 file must be at most 5 MB
    found    5,242,881 bytes"""
    )


@pytest.mark.parametrize("name", [".hidden.md", "about.MD", "about.md~", "About.md", "#about.md#", "about"])
def test_a_name_that_is_not_read_is_refused(name: str, site: Path, settings: Settings) -> None:
    (site / "content" / "pages" / name).write_bytes(base_files()["content/pages/methodology.md"])
    assert (
        report.text(load(site, settings).problems)
        == f"""\
content/pages/{name}:1:1: FC117 file must be content/pages/<name>.md, in small letters, digits and hyphens
    found    “content/pages/{name}”"""
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"a\n::error::b.md", r"a\u{000A}::error::b.md"), (b"caf\xe9.md", r"caf\u{DCE9}.md")],
    ids=["line end", "Latin-1"],
)
def test_a_name_writes_no_line_of_its_own(name: bytes, shown: str, site: Path, settings: Settings) -> None:
    (site / "content" / "pages" / os.fsdecode(name)).write_bytes(b"")
    assert (
        report.text(load(site, settings).problems)
        == f"""\
content/pages/{shown}:1:1: FC117 file must be content/pages/<name>.md, in small letters, digits and hyphens
    found    “content/pages/{shown}”"""
    )


# pelicanconf.py

SOUND = """\
SITENAME = "Demo"
SITEURL = "https://demo.example.org"
PLUGINS = ["factcheck"]
FACTCHECK_VERDICTS = [
    dict(id="right", label="Right", definition="It is so.", rating=2, colour="true", symbol="+"),
    dict(id="wrong", label="Wrong", definition="It is not so.", rating=1, colour="false", symbol="-"),
]
"""
SCALE = "FACTCHECK_VERDICTS in pelicanconf.py must be"
SCALE += " a list of verdicts, each with id, label, definition, rating, colour and symbol"
URL = "SITEURL in pelicanconf.py must be the address of the site, without a slash at its end"
SHORT = "List should have at least 2 items after validation, not 0"
RUNS = "every line in pelicanconf.py must be Python that runs"


@dataclass(frozen=True)
class Conf:
    """A change of the sound pelicanconf.py, and the report about it."""

    name: str
    old: str
    new: str
    place: str
    message: str
    detail: str = ""
    nearest: str = ""

    @property
    def report(self) -> str:
        detail = f"\n    {self.detail}" if self.detail else ""
        detail += f"\n    nearest  {self.nearest}" if self.nearest else ""
        return f"pelicanconf.py:{self.place}: FC122 {self.message}{detail}"


NAME = "SITENAME in pelicanconf.py must be the name of the site"
LANGUAGE = "DEFAULT_LANG in pelicanconf.py must be a language code such as en"
PLUGINS = "PLUGINS in pelicanconf.py must be a list that names factcheck"
SETTING = "in pelicanconf.py must be a setting"
PUBLISHER = "FACTCHECK_PUBLISHER in pelicanconf.py must be None, or a mapping with name and type (Organization or "
PUBLISHER += "NewsMediaOrganization)"
MARK = "FACTCHECK_CSV_BOM in pelicanconf.py must be True or False"
CONFS = [
    Conf("syntax error", '"Demo"', "", "1:12", RUNS, "found    SyntaxError: invalid syntax"),
    Conf("exception", "SITEURL =", "SITEURL = 1 / 0 #", "2:1", RUNS, "found    ZeroDivisionError: division by zero"),
    Conf("exit", "SITEURL =", "raise SystemExit(0) #", "2:1", RUNS, "found    SystemExit: 0"),
    Conf("no name", "SITENAME", "NAME", "1:1", NAME),
    Conf("slash", "example.org", "example.org/", "2:1", URL, "found    “https://demo.example.org/”"),
    Conf("no scheme", "https://", "", "2:1", URL, "found    “demo.example.org”"),
    Conf("query", "example.org", "example.org?a=b", "2:1", URL, "found    “https://demo.example.org?a=b”"),
    Conf("bracket", "demo.example.org", "[demo", "2:1", URL, "found    “https://[demo”"),
    Conf("space", "demo.example", "demo example", "2:1", URL, "found    “https://demo example.org”"),
    Conf("password", "demo.example", "me:word@example", "2:1", URL, "found    “https://me:word@example.org”"),
    Conf("port", "example.org", "example.org:no", "2:1", URL, "found    “https://demo.example.org:no”"),
    Conf("number", '"https://demo.example.org"', "80", "2:1", URL, "found    “80”"),
    Conf("language", "PLUGINS", 'DEFAULT_LANG = "English"; PLUGINS', "3:1", LANGUAGE, "found    “English”"),
    Conf("publisher as text", "PLUGINS", 'FACTCHECK_PUBLISHER = "Demo"; PLUGINS', "3:1", PUBLISHER, "found    “Demo”"),
    Conf(
        "publisher of no type",
        "PLUGINS",
        'FACTCHECK_PUBLISHER = {"type": "Company"}; PLUGINS',
        "3:1",
        PUBLISHER,
        "found    “{'type': 'Company'}”",
    ),
    Conf(
        "publisher without words",
        "PLUGINS",
        'FACTCHECK_PUBLISHER = {"name": " "}; PLUGINS',
        "3:1",
        PUBLISHER,
        "found    “{'name': ' '}”",
    ),
    Conf(
        "review as text",
        "PLUGINS",
        'FACTCHECK_REQUIRE_REVIEW = "yes"; PLUGINS',
        "3:1",
        MARK.replace("CSV_BOM", "REQUIRE_REVIEW"),
        "found    “yes”",
    ),
    Conf("mark as text", "PLUGINS", 'FACTCHECK_CSV_BOM = "no"; PLUGINS', "3:1", MARK, "found    “no”"),
    Conf("no plugins", "PLUGINS", "EXTENSIONS", "1:1", PLUGINS),
    Conf("other plugins", '"factcheck"', '"sitemap", "search"', "3:1", PLUGINS, "found    “sitemap, search”"),
    Conf("plugins as text", '["factcheck"]', '"factcheck"', "3:1", PLUGINS, "found    “factcheck”"),
    Conf("plugins as number", '["factcheck"]', "1", "3:1", PLUGINS, "found    “1”"),
    Conf(
        "misspelt", "PLUGINS", "TIMEZON = 'UTC'; PLUGINS", "3:1", f"TIMEZON {SETTING}", "found    “TIMEZON”", "TIMEZONE"
    ),
    Conf("no scale", "= [\n", "= None and [\n", "4:1", SCALE, "found    Input should be a valid list"),
    Conf("empty scale", "= [\n", "= [] and [\n", "4:1", SCALE, f"found    {SHORT}"),
    Conf("verdict twice", 'id="wrong"', 'id="right"', "4:1", SCALE, "right, id given twice"),
    Conf("rating as text", "rating=2", 'rating="2"', "4:1", SCALE, "entry 1, rating Input should be a valid integer"),
    Conf(
        "rating of zero",
        "rating=1",
        "rating=0",
        "4:1",
        SCALE,
        "entry 2, rating Input should be greater than or equal to 1",
    ),
    Conf("no rating", "rating=1, ", "", "4:1", SCALE, "entry 2, rating Field required"),
    Conf("other key", "rating=1", "rating=1, weight=3", "4:1", SCALE, "entry 2, weight Extra inputs are not permitted"),
]


@pytest.mark.parametrize("conf", CONFS, ids=lambda conf: conf.name)
def test_a_broken_pelicanconf_is_refused(conf: Conf, tmp_path: Path) -> None:
    assert conf.old in SOUND
    (tmp_path / "pelicanconf.py").write_text(SOUND.replace(conf.old, conf.new), encoding="utf-8")
    settings, problems = config.read(tmp_path)
    assert settings is None
    assert report.text(problems) == conf.report


def test_all_settings_are_checked_at_once(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("\nSITEURL = 'x'\nFACTCHECK_VERDICTS = None\n", encoding="utf-8")
    _, problems = config.read(tmp_path)
    assert (
        report.text(problems)
        == f"""\
pelicanconf.py:1:1: FC122 SITENAME in pelicanconf.py must be the name of the site
pelicanconf.py:2:1: FC122 {URL}
    found    “x”
pelicanconf.py:1:1: FC122 {PLUGINS}
pelicanconf.py:3:1: FC122 {SCALE}
    found    Input should be a valid list"""
    )


def test_a_folder_without_pelicanconf_is_refused_without_naming_the_machine(tmp_path: Path) -> None:
    _, problems = config.read(tmp_path)
    assert (
        report.text(problems)
        == f"""\
pelicanconf.py:1:1: FC122 {RUNS}
    found    no such file"""
    )


def test_a_sound_pelicanconf_has_no_problems(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text(SOUND, encoding="utf-8")
    settings, problems = config.read(tmp_path)
    assert problems == []
    assert settings is not None
    assert [verdict.id for verdict in settings.scale] == ["right", "wrong"]


@pytest.mark.parametrize("name", ["AUTHOR_SAVE_AS", "MY_COLOUR", "MASTODON_USER"])
def test_a_setting_of_pelican_or_of_a_theme_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text(f"{SOUND}{name} = 'x'\n", encoding="utf-8")
    assert config.read(tmp_path)[1] == []
