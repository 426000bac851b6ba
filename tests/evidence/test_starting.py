"""`factcheck init`: a complete site in an empty folder."""

import hashlib
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cases.tables import each
from conftest import ROOT, read_tree
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from factcheck.evidence.starting import parts, skeleton
from factcheck.evidence.starting.skeleton import Choices, files
from factcheck.site import config
from factcheck.site.load import load

EXAMPLE = skeleton.TEXTS / "en/example"


@dataclass(frozen=True)
class Site:
    """What is asked for, and what the site then says."""

    name: str
    arguments: tuple[str, ...]
    title: str
    language: str
    verdict: str


SITES = [
    Site("as it is", (), "Fact checks", "en", "False"),
    Site("French", ("--language", "fr"), "Vérification de faits", "fr", "Faux"),
    Site("named like a place", ("--name", "{{theme}}"), "{{theme}}", "en", "False"),
    Site("named", ("--name", "Ann’s \"facts\" \\ 'more'"), "Ann’s \"facts\" \\ 'more'", "en", "False"),
]


@each(SITES)
def test_a_new_site_builds_at_once(case: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder that is no site; with a warning, which the README explains."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "site", *case.arguments]) == CLEAN
    root = tmp_path / "site"
    settings, problems = config.read(root)
    assert settings is not None, problems
    assert (settings.name, settings.language) == (case.title, case.language)
    assert "FC311" in {problem.code for problem in load(root, settings).problems}
    assert main(["build", "--site", "site"]) == CLEAN
    soup = BeautifulSoup((root / "output/index.html").read_text(encoding="utf-8"), "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == case.language
    assert case.verdict in soup.get_text()
    assert case.title in soup.get_text()
    assert f"# {case.title}\n" in (root / "README.md").read_text(encoding="utf-8")


def test_the_same_call_gives_the_same_bytes() -> None:
    choices = Choices(name="Facts")
    first = files(choices)
    assert first == files(choices)
    assert list(first) == list(files(choices))


@pytest.mark.parametrize("language", skeleton.LANGUAGES)
@pytest.mark.parametrize("theme", ["copy", "packaged"])
@pytest.mark.parametrize("has_example", [True, False])
def test_what_a_site_consists_of(language: str, theme: str, *, has_example: bool) -> None:
    laid = set(files(Choices(name="Facts", language=language, theme=theme, has_example=has_example)))  # type: ignore[arg-type]
    wanted = "Makefile README.md pelicanconf.py pyproject.toml requirements.txt .gitignore .gitattributes .editorconfig"
    assert set(wanted.split()) <= laid
    assert {f"content/pages/{name}.md" for name in "about methodology corrections contribute".split()} <= laid
    assert {"plugins/factcheck/__init__.py", "plugins/factcheck/fonts/DejaVuSans.ttf"} <= laid
    assert ("theme/templates/base.html" in laid) == (theme == "copy")
    assert ("plugins/factcheck/theme/templates/base.html" in laid) == (theme == "packaged")
    assert any(path.startswith("content/claims/") and path.endswith(".md") for path in laid) == has_example
    assert ("seeds/.gitkeep" in laid) == (not has_example)
    developing = re.compile(
        r"^tests/|generator\.yml|develop\.mk|audit-pages|requirements-dev|package|^\.ci/|elysee|__pycache__|\.pyc$"
    )
    assert [path for path in laid if developing.search(path) and not path.startswith("plugins/factcheck/theme/")] == []
    assert not any("{{" in path for path in laid)


def test_every_place_is_filled_in() -> None:
    """In what is written anew; workflows have double braces of their own."""
    laid = files(Choices(name="Facts"))
    written = {path: raw for path, raw in laid.items() if path.startswith(("content/", "README", "pelicanconf"))}
    assert len(written) >= 9
    assert [path for path, raw in written.items() if b"{{" in raw] == []


def test_the_site_depends_on_no_other_copy_of_the_generator(tmp_path: Path) -> None:
    """Its own is run, with the theme that lies in it."""
    assert main(["init", str(tmp_path / "site"), "--theme", "packaged", "--language", "fr"]) == CLEAN
    script = (
        "import factcheck, sys; from factcheck.cli import main; print(factcheck.__file__); sys.exit(main(['check']))"
    )
    environment = {**os.environ, "PYTHONPATH": "plugins"}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=tmp_path / "site", env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == CLEAN, run.stderr
    assert run.stdout.startswith(str(tmp_path / "site/plugins/factcheck"))


# It overwrites nothing.


@dataclass(frozen=True)
class Refusal:
    """What is in the way, and what is said."""

    name: str
    make: Callable[[Path], object]
    message: str
    code: int = PROBLEMS
    arguments: tuple[str, ...] = ()


def fill(*names: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("mine", encoding="utf-8")

    return make


FIX = "fix      choose another folder, or move these files away"
EMPTY = "site must be empty but for .git: nothing was written"
NAME = "--name must be one line of at most 300 characters"
REFUSALS = [
    Refusal("a file of ours", fill("README.md"), f"{EMPTY}\n    found    README.md\n    {FIX}"),
    Refusal("another file", fill("notes.txt", "a.txt"), f"{EMPTY}\n    found    a.txt, notes.txt\n    {FIX}"),
    Refusal("a hidden file", fill(".env"), f"{EMPTY}\n    found    .env\n    {FIX}"),
    Refusal("a repository with a file", fill(".git/HEAD", "LICENSE"), f"{EMPTY}\n    found    LICENSE\n    {FIX}"),
    Refusal("a folder", fill("content/x"), f"{EMPTY}\n    found    content\n    {FIX}"),
    Refusal("a link that leads nowhere", lambda folder: (folder.mkdir(), (folder / "theme").symlink_to("gone")), f"{EMPTY}\n    found    theme\n    {FIX}"),
    Refusal("many", fill(*"abcdefg"), f"{EMPTY}\n    found    a, b, c, d, e and 2 more\n    {FIX}"),
    Refusal("a file in its place", lambda folder: folder.write_text("mine", encoding="utf-8"), "site must be a folder, or not exist yet: nothing was written"),
    Refusal("no name", lambda folder: None, NAME, USAGE, ("--name", " ")),
    Refusal("a name with an invisible character", lambda folder: None, NAME, USAGE, ("--name", "a\x00b")),
    Refusal("a long name", lambda folder: None, NAME, USAGE, ("--name", "x" * 301)),
]  # fmt: skip


@each(REFUSALS)
def test_nothing_is_overwritten(
    case: Refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    case.make(tmp_path / "site")
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert main(["init", "site", *case.arguments]) == case.code
    assert capsys.readouterr().err == f"factcheck: {case.message}\n"
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    "make", [fill(".git/HEAD"), Path.mkdir, lambda folder: None], ids=["repository", "empty", "new"]
)
def test_an_empty_folder_is_fine(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "site")
    assert main(["init", str(tmp_path / "site")]) == CLEAN
    assert (tmp_path / "site/pelicanconf.py").is_file()


def test_a_file_that_appears_meanwhile_stays_and_nothing_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "site"

    def late(choices: Choices) -> dict[str, bytes]:
        fill("pelicanconf.py")(root)
        return files(choices)

    monkeypatch.setattr("factcheck.evidence.starting.command.files", late)
    assert main(["init", str(root)]) == PROBLEMS
    assert "pelicanconf.py must not exist yet: nothing is overwritten" in capsys.readouterr().err
    assert read_tree(root) == {"pelicanconf.py": b"mine"}


def test_a_copy_without_its_parts_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(skeleton, "PACKAGE", tmp_path / "lib/plugins/factcheck")
    assert main(["init", str(tmp_path / "site")]) == PROBLEMS
    assert "this copy of factcheck lacks the files of a new site" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_what_machines_and_editors_leave_behind_is_no_part(tmp_path: Path) -> None:
    wanted = ["docs/a.md", "docs/b/c.json"]
    left = ["docs/.DS_Store", "docs/.a.md.swp", "docs/a.md~", "docs/__pycache__/a.cpython-311.pyc", "docs/x.tmp"]
    fill(*wanted, *left)(tmp_path)
    (tmp_path / "docs/link.md").symlink_to("a.md")
    assert list(parts.files(tmp_path)) == wanted


# What is said, and what comes next.


def test_the_closing_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "my facts"]) == CLEAN
    words = capsys.readouterr().out
    assert words.startswith("Made a site in my facts. ")
    assert words.splitlines()[0].replace("my facts", "../facts") in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^    (.+)$", words, re.MULTILINE) == [
        "cd 'my facts'",
        "make serve",
        "make seed ARGS='FILE|URL --slug NAME'",
    ]


def test_a_site_without_the_example_builds_once_it_has_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "site"
    assert main(["init", str(root), "--no-example"]) == CLEAN
    assert "It builds as soon as it has an article and a published claim." in capsys.readouterr().out
    assert main(["check", "--site", str(root)]) == PROBLEMS
    assert re.findall(r": (FC\d+) ", capsys.readouterr().err) == ["FC119", "FC119"]
    for path, raw in read_tree(EXAMPLE).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    assert main(["check", "--site", str(root)]) == CLEAN


# No drift: between the list and the repository, the README and the example, the documents and what they lead to.

NOT_LAID = {
    ".ci": "tests of the generator",
    "benchmarks": "measure the generator",
    "README.md": "written anew",
    "content": "written anew",
    "package-lock.json": "tests of the generator",
    "package.json": "tests of the generator",
    "pelicanconf.py": "written anew",
    "plugins": "the generator itself, laid down by a rule of its own",
    "requirements-dev.txt": "tests of the generator",
    "seeds": "written anew",
    "tests": "tests of the generator",
    "theme": "as is chosen",
    "tools": "but for what builds the package",
}


def test_every_part_of_the_repository_is_laid_down_or_is_not_for_a_reason() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    there = {path.split("/")[0] for path in listed.stdout.splitlines()}
    assert there - set(parts.PARTS) == set(NOT_LAID)
    assert [part for part in parts.PARTS if not (ROOT / part).exists()] == []


def test_the_example_is_that_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^   `((?:seeds|content)/[^`]+)`:\n\n   ```\w+\n(.*?)^   ```$", readme, re.MULTILINE | re.DOTALL
    )
    assert len(shown) == 4
    assert {path: textwrap.dedent(text) for path, text in shown} == {
        path: raw.decode() for path, raw in read_tree(EXAMPLE).items()
    }


@pytest.mark.parametrize("language", skeleton.LANGUAGES)
def test_the_examples_hash_is_that_of_their_seed(language: str) -> None:
    example = read_tree(skeleton.TEXTS / language / "example")
    (seed,) = (raw for path, raw in example.items() if path.startswith("seeds/"))
    (article,) = (raw for path, raw in example.items() if path.startswith("content/articles/"))
    assert f"sha256: {hashlib.sha256(seed).hexdigest()}\n" in article.decode()


@pytest.mark.parametrize("language", skeleton.LANGUAGES)
def test_the_pages_are_those_of_our_own_site_and_say_nothing_of_its_article(language: str) -> None:
    pages = read_tree(skeleton.TEXTS / language / "pages")
    assert sorted(pages) == sorted(read_tree(ROOT / "content/pages"))
    headings = {name: len(re.findall(r"^## ", raw.decode(), re.MULTILINE)) for name, raw in pages.items()}
    english = read_tree(skeleton.TEXTS / "en/pages")
    assert headings == {name: len(re.findall(r"^## ", raw.decode(), re.MULTILINE)) for name, raw in english.items()}
    assert not re.search(r"Élysée|Ukraine|20\d\d|platform", " ".join(raw.decode() for raw in pages.values()))


def test_french_signs_have_their_spaces() -> None:
    texts = " ".join(raw.decode() for raw in read_tree(skeleton.TEXTS / "fr").values())
    assert not re.search(r" [;:!?»]|« ", texts)


@pytest.mark.parametrize("language", skeleton.LANGUAGES)
def test_every_link_of_a_new_site_leads_somewhere(language: str, tmp_path: Path) -> None:
    laid = files(Choices(name="Facts", language=language))
    documents = [path for path in laid if re.fullmatch(r"[^/]+\.md|docs/[^/]+\.md", path)]
    assert len(documents) > 8
    for document in documents:
        text = re.sub(r"^ *```.*?^ *```", "", laid[document].decode(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
            if not re.match(r"[a-z]+:|#", target):
                path = os.path.normpath(Path(document).parent / target.split("#")[0])
                assert path in laid or any(there.startswith(f"{path}/") for there in laid), f"{document}: {target}"


def test_the_makefile_needs_only_what_is_laid_down() -> None:
    laid = files(Choices(name="Facts"))
    makefile = laid["Makefile"].decode()
    assert {"serve", "site", "check", "seed", "suggest", "new", "quote", "fix", "capture", "links"} <= set(
        re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    )
    named = set(re.findall(r"requirements[a-z-]*\.txt", makefile))
    assert named == {"requirements.txt", "requirements-web.txt", "requirements-pip.txt"}
    assert named <= set(laid)
    assert "-m pytest" not in makefile
    assert ".dev" not in makefile, "who develops the generator needs more; a new site has no lock file for that"
    run = subprocess.run(
        ["make", "-f", "-", "-n", "help"], input=makefile, cwd="/", capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
