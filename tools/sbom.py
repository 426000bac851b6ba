"""The list of what a release is made of, as CycloneDX JSON: `make sbom`. The same lock files give the same bytes.

Packages, versions and hashes are those of requirements.txt and requirements-web.txt (scope “optional”: to capture
sources and check links). A licence is what the installed package says of itself, and is left out where it is not
installed. There is no serial number and no date, for both would come from the clock or from chance (CycloneDX 1.6 asks
for neither).
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
_ENTRY = re.compile(
    r"^([a-z0-9.-]+)==([^\s;\\]+)[^\n]*\n((?:[ ]+--hash=\S+[^\n]*\n)+)((?:[ ]+#[^\n]*\n)*)", re.MULTILINE
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_WANTED_BY = re.compile(r"#\s+(?:via )?([a-z0-9][a-z0-9.-]*)")
_CLASSIFIER = "License :: "


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]  # SHA-256 of every file that may be installed
    wanted_by: tuple[str, ...]  # packages, and `factcheck` itself


def main(argv: Sequence[str]) -> int:
    """Write the list to the file that is named, or print it."""
    text = written(ROOT)
    if argv:
        Path(argv[0]).parent.mkdir(parents=True, exist_ok=True)
        Path(argv[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def written(root: Path) -> str:
    """The list for the lock files in a folder."""
    needed = {(package.name, package.version) for package in locked(root / "requirements.txt")}
    packages = list(locked(root / "requirements-web.txt"))  # holds the others, too: tests/test_docs.py
    components = [_component(package, (package.name, package.version) in needed) for package in packages]
    release = _release(root)
    bom = Bom(components=components, metadata=BomMetaData(component=release))
    for parent in (release, *components):
        wanted = [c for c, package in zip(components, packages, strict=True) if parent.name in package.wanted_by]
        bom.register_dependency(parent, wanted)
    bom.metadata.timestamp = None
    bom.serial_number = None
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def locked(path: Path) -> Iterator[Locked]:
    """The packages of a lock file, in its order."""
    for name, version, hashes, notes in _ENTRY.findall(path.read_text(encoding="utf-8")):
        parents = (parent for parent in _WANTED_BY.findall(notes) if parent != "via")
        yield Locked(name, version, tuple(_HASH.findall(hashes)), tuple(parents))


def _release(root: Path) -> Component:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        bom_ref=f"{project['name']}@{project['version']}",
        description=project["description"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )


def _component(package: Locked, is_needed: bool) -> Component:
    address = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=str(address),
        purl=address,
        scope=ComponentScope.REQUIRED if is_needed else ComponentScope.OPTIONAL,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in package.hashes],
        licenses=list(_licences(package)),
    )


def _licences(package: Locked) -> Iterator[License]:
    """What the installed package says: an expression of SPDX, else a short licence, else the classifiers."""
    try:
        told = metadata.metadata(package.name)
    except metadata.PackageNotFoundError:
        return
    word = str(told.get("License-Expression") or told.get("License") or "").strip()
    names = [name.rsplit(" :: ", 1)[-1] for name in told.get_all("Classifier") or [] if name.startswith(_CLASSIFIER)]
    if word and len(word) <= 80 and "\n" not in word:
        yield LicenseFactory().make_from_string(word)
    else:
        yield from (LicenseFactory().make_with_name(name) for name in sorted(set(names)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
