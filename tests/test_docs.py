"""The documents say what is so."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(d for group in project["dependency-groups"].values() for d in group),
        *(d for extra in project["project"]["optional-dependencies"].values() for d in extra),
    ]
    names = [re.match(r"[A-Za-z0-9-]+", requirement).group() for requirement in wanted]  # type: ignore[union-attr]
    assert len(names) > 20
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert [name for name in names if not re.search(rf"^\|.*\b{re.escape(name)}\b", text, re.MULTILINE)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"^ *```.*?^ *```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", target):
            assert (document.parent / target.split("#")[0]).exists(), target


def test_make_lists_what_the_readme_lists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefiles = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "tools/develop.mk"))
    targets = re.findall(r"^([a-z-]+):.*## (.+)$", makefiles, re.MULTILINE)
    assert len(targets) >= 20
    for name, words in targets:
        assert re.search(rf"^  make {name} +{re.escape(words)}$", readme, re.MULTILINE), name


def test_the_lock_files_name_no_address() -> None:
    for kind, least in (("-pip", 2), ("", 50), ("-web", 50), ("-dev", 50)):
        text = (ROOT / f"requirements{kind}.txt").read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("--hash=sha256:") >= least


def test_the_locked_packages_are_the_same_in_all_lock_files() -> None:
    """Who captures a page after a build must not change what built it."""
    texts = {
        name: (ROOT / name).read_text(encoding="utf-8")
        for name in ("requirements.txt", "requirements-web.txt", "requirements-dev.txt")
    }
    site, web, dev = (dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE)) for text in texts.values())
    assert len(site) > 30
    assert site.items() <= web.items() <= dev.items()


def test_every_package_from_npm_has_an_exact_version_and_its_line() -> None:
    wanted: dict[str, str] = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    assert len(wanted) >= 5
    for name, version in wanted.items():
        assert lock[f"node_modules/{name}"]["version"] == version
        assert f"| {name} | {version} |" in text


def test_the_lock_file_of_npm_names_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert len(packages) > 100
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    # Where to give money is no address that anything is fetched from.
    fetched = [{key: value for key, value in package.items() if key != "funding"} for package in packages.values()]
    assert "://" not in json.dumps(fetched)
    assert "resolved" not in text
