"""Where a site is published: name, address and repository from pelicanconf.py or from the environment."""

import copy
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from conftest import ROOT, pytest_configure
from factcheck.cli import CLEAN, main
from factcheck.core import scale
from factcheck.core.settings import Settings
from factcheck.render import report
from factcheck.site import config, hosting
from factcheck.site.hosting import PLACEHOLDER

ACTIONS = {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com"}


@dataclass(frozen=True)
class Case:
    """What pelicanconf.py says, the environment, and what the site is told."""

    name: str
    configured: str | None
    environ: dict[str, str] = field(default_factory=dict)
    expected: str | None = PLACEHOLDER
    variable: str | None = None  # from which the value came


def on_actions(repository: str, **others: str) -> dict[str, str]:
    return {**ACTIONS, "GITHUB_REPOSITORY": repository, **others}


OWN = "https://facts.example.net"
ADDRESSES = [
    Case("nothing known", PLACEHOLDER),
    Case("pelicanconf.py", OWN, expected=OWN),
    Case("environment", PLACEHOLDER, {"SITEURL": OWN}, OWN, "SITEURL"),
    Case("environment before pelicanconf.py", "https://a.example.net", {"SITEURL": OWN}, OWN, "SITEURL"),
    Case("environment before Actions", PLACEHOLDER, on_actions("ann/facts", SITEURL=OWN), OWN, "SITEURL"),
    Case("empty environment", OWN, {"SITEURL": ""}, OWN),
    Case("blank environment", OWN, {"SITEURL": " \n"}, OWN),
    Case("space around it", OWN, {"SITEURL": f" {OWN}/a\n"}, f"{OWN}/a", "SITEURL"),
    Case("slash", PLACEHOLDER, {"SITEURL": f"{OWN}/"}, OWN, "SITEURL"),
    Case("slashes and path", PLACEHOLDER, {"SITEURL": f"{OWN}/a//"}, f"{OWN}/a", "SITEURL"),
    Case("placeholder from the environment", OWN, {"SITEURL": PLACEHOLDER}, PLACEHOLDER, "SITEURL"),
    Case("pelicanconf.py before Actions", OWN, on_actions("ann/facts"), OWN),
    Case("project", PLACEHOLDER, on_actions("ann/facts"), "https://ann.github.io/facts", "GITHUB_REPOSITORY"),
    Case("capitals", PLACEHOLDER, on_actions("Ann-B/My.Facts"), "https://ann-b.github.io/My.Facts", "GITHUB_REPOSITORY"),
    Case("user page", PLACEHOLDER, on_actions("ann/ann.github.io"), "https://ann.github.io", "GITHUB_REPOSITORY"),
    Case("user page, capitals", PLACEHOLDER, on_actions("Ann/aNN.GitHub.io"), "https://ann.github.io", "GITHUB_REPOSITORY"),
    Case(
        "another's name is no user page",
        PLACEHOLDER,
        on_actions("ann/bob.github.io"),
        "https://ann.github.io/bob.github.io",
        "GITHUB_REPOSITORY",
    ),
    Case("not on Actions", PLACEHOLDER, {"GITHUB_REPOSITORY": "ann/facts"}),
    Case("not on Actions, said so", PLACEHOLDER, on_actions("ann/facts", GITHUB_ACTIONS="false")),
    Case("Actions without a repository", PLACEHOLDER, ACTIONS),
    Case("Enterprise server", PLACEHOLDER, on_actions("ann/facts", GITHUB_SERVER_URL="https://git.example.net")),
    Case("no server named", PLACEHOLDER, on_actions("a/b", GITHUB_SERVER_URL=""), "https://a.github.io/b", "GITHUB_REPOSITORY"),
    Case("not a repository", PLACEHOLDER, on_actions("facts"), "facts", "GITHUB_REPOSITORY"),
    Case("a path in its place", PLACEHOLDER, on_actions("ann/../x"), "ann/../x", "GITHUB_REPOSITORY"),
]  # fmt: skip
REPOSITORY = "https://git.example.net/ann/facts"
GITHUB = "https://github.com/ann/facts"
REPOSITORIES = [
    Case("nothing known", None, expected=None),
    Case("pelicanconf.py", REPOSITORY, expected=REPOSITORY),
    Case("pelicanconf.py before Actions", REPOSITORY, on_actions("ann/facts"), REPOSITORY),
    Case("Actions", None, on_actions("ann/facts"), GITHUB, "GITHUB_REPOSITORY"),
    Case("not on Actions", None, {"GITHUB_REPOSITORY": "ann/facts"}, None),
    Case("Actions without a repository", None, ACTIONS, None),
    Case("no server named", None, on_actions("ann/facts", GITHUB_SERVER_URL=""), GITHUB, "GITHUB_REPOSITORY"),
    Case(
        "Enterprise server",
        None,
        on_actions("ann/facts", GITHUB_SERVER_URL="https://git.example.net/"),
        REPOSITORY,
        "GITHUB_REPOSITORY",
    ),
]
NAMES = [
    Case("pelicanconf.py", "Facts", expected="Facts"),
    Case("environment", "Facts", {"SITENAME": "Other facts"}, "Other facts", "SITENAME"),
    Case("empty environment", "Facts", {"SITENAME": " "}, "Facts"),
]


@each(ADDRESSES)
def test_the_address(case: Case) -> None:
    assert case.configured is not None
    found = hosting.address(case.configured, case.environ)
    assert (found, getattr(found, "variable", None)) == (case.expected, case.variable)


@each(REPOSITORIES)
def test_the_repository(case: Case) -> None:
    found = hosting.repository(case.configured, case.environ)
    assert (found, getattr(found, "variable", None)) == (case.expected, case.variable)


@each(NAMES)
def test_the_name(case: Case) -> None:
    assert case.configured is not None
    found = hosting.name(case.configured, case.environ)
    assert (found, getattr(found, "variable", None)) == (case.expected, case.variable)


@given(
    st.dictionaries(
        st.sampled_from(hosting.VARIABLES),
        st.sampled_from(["true", "https://github.com"]) | st.text(max_size=30),
    )
)
def test_whatever_the_environment_holds_is_taken_or_refused(environ: dict[str, str]) -> None:
    """Never a traceback; what is refused has its line, what is taken is plain text."""
    values = {
        "SITENAME": hosting.name("Facts", environ),
        "SITEURL": hosting.address(PLACEHOLDER, environ),
        "FACTCHECK_REPOSITORY": hosting.repository(None, environ),
        "PLUGINS": ["factcheck"],
    }
    settings, problems = config.check(values)
    assert (settings is None) == bool(problems)
    assert all(dict(problem.details)["from"] for problem in problems)
    if settings:
        assert {type(settings.name), type(settings.url)} == {str}


def test_the_document_says_the_same() -> None:
    document = (ROOT / "docs/publishing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^ *\| `(ann/[^`]+)` \([^|]+\| `(https:[^`]+)` \|$", document, re.MULTILINE)
    assert len(rows) == 2
    assert {name: hosting.address(PLACEHOLDER, on_actions(name)) for name, _ in rows} == dict(rows)


def test_a_value_of_the_environment_keeps_its_variable_when_it_is_copied() -> None:
    """Pelican copies its settings."""
    value = copy.deepcopy(hosting.Environment(OWN, "SITEURL"))
    assert (value, value.variable) == (OWN, "SITEURL")


@dataclass(frozen=True)
class Bad:
    """An environment that the real pelicanconf.py must refuse, and the report."""

    name: str
    environ: dict[str, str]
    report: str


URL = "SITEURL in pelicanconf.py must be the address of the site, without a slash at its end"
BAD = [
    Bad("no scheme", {"SITEURL": "facts.example.net"}, f"{URL}\n    found    “facts.example.net”\n    from     the environment variable SITEURL"),
    Bad("scheme alone", {"SITEURL": "https://"}, f"{URL}\n    found    “https:”\n    from     the environment variable SITEURL"),
    Bad("two lines", {"SITEURL": "https://a.net\nb"}, f"{URL}\n    found    “https://a.net\\u{{000A}}b”\n    from     the environment variable SITEURL"),
    Bad("no repository", on_actions("facts"), f"{URL}\n    found    “facts”\n    from     the environment variable GITHUB_REPOSITORY"),
    Bad(
        "no server",
        on_actions("ann/facts", GITHUB_SERVER_URL="localhost"),
        "FACTCHECK_REPOSITORY in pelicanconf.py must be None, or the address of the repository, without a slash at its end\n"
        "    found    “localhost/ann/facts”\n    from     the environment variable GITHUB_REPOSITORY",
    ),
    Bad(
        "long name",
        {"SITENAME": "x" * 301},
        f"SITENAME in pelicanconf.py must be the name of the site\n    found    “{'x' * 160}…”\n    from     the environment variable SITENAME",
    ),
]  # fmt: skip


@each(BAD)
def test_our_own_settings_refuse_what_is_wrong_and_say_where_it_came_from(
    case: Bad, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in case.environ.items():
        monkeypatch.setenv(variable, value)
    settings, problems = config.read(ROOT)
    assert settings is None
    assert re.sub(r"^pelicanconf.py:\d+:1: FC122 ", "", report.text(problems)) == case.report


def test_a_copy_of_this_repository_needs_no_edit_on_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in on_actions("Ann/facts").items():
        monkeypatch.setenv(variable, value)
    settings, _ = config.read(ROOT)
    assert settings is not None
    assert (settings.url, settings.repository) == ("https://ann.github.io/facts", "https://github.com/Ann/facts")


def test_tests_run_as_if_nobody_had_set_anything(real_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else their outputs would differ on GitHub Actions."""
    for variable in hosting.VARIABLES:
        monkeypatch.setenv(variable, "true")
    pytest_configure()
    assert not set(hosting.VARIABLES) & set(os.environ)
    assert (real_settings.url, real_settings.repository) == (PLACEHOLDER, None)


def test_only_pelicanconf_reads_the_environment_for_a_build() -> None:
    """Nothing of the generator that makes pages asks for it."""
    modules = [
        path
        for layer in ("core", "render", "publish", "site")
        for path in (ROOT / "plugins/factcheck" / layer).rglob("*.py")
    ]
    readers = {path.name for path in modules if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))}
    of_preview, of_cache = {"overlay.py", "process.py", "watcher.py"}, {"keep.py"}  # where the cache has its secret
    assert readers <= of_preview | of_cache


# The scale and the address that a site has when its pelicanconf.py gives none.


def test_our_scale_is_the_default_scale(real_settings: Settings) -> None:
    assert real_settings.scale == scale.default("en")


@pytest.mark.parametrize(("language", "label"), [("en", "False"), ("fr", "Faux"), ("fr-CA", "Faux"), ("de", "False")])
def test_the_default_scale_is_in_the_language_of_the_site(language: str, label: str) -> None:
    verdicts = {verdict.id: verdict for verdict in scale.default(language)}
    assert verdicts["false"].label == label
    assert list(verdicts) == [verdict.id for verdict in scale.default("en")]


def test_the_least_that_a_site_must_say() -> None:
    settings, problems = config.check({"SITENAME": "Facts", "PLUGINS": ["factcheck"], "DEFAULT_LANG": "fr"})
    assert problems == []
    assert settings is not None
    assert (settings.url, settings.scale) == (PLACEHOLDER, scale.default("fr"))


HINT = (
    "Its address is still the placeholder https://example.org: before you publish, set SITEURL in pelicanconf.py, or "
)
HINT += "build with: make site SITEURL=https://…\n"


def test_a_build_says_that_its_address_is_the_placeholder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """But not where it has one, and not in the preview, which needs none."""
    site = tmp_path / "site"
    assert main(["init", str(site)]) == CLEAN
    assert main(["build", "--site", str(site)]) == CLEAN
    assert capsys.readouterr().out.endswith(f" s.\n{HINT}")
    assert main(["build", "--site", str(site), "--preview", str(site.parent / "beside")]) == CLEAN
    assert HINT not in capsys.readouterr().out
    monkeypatch.setenv("SITEURL", f"{OWN}/a/")
    assert main(["build", "--site", str(site)]) == CLEAN
    assert HINT not in capsys.readouterr().out
    assert f"{OWN}/a/claims/" in (site / "output/sitemap.xml").read_text(encoding="utf-8")
