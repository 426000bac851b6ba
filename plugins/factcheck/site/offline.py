"""A copy of the built site for reading from a disk or an unpacked zip, where no server opens a folder's index.html.

Only addresses inside the site are changed, each within the quotes of its attribute, and scripts that are modules
without need become plain ones; every other character of a page stays as the build wrote it. The search imports its
index, which no browser does from a disk: its page says there that it cannot be used.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, normpath, relpath
from urllib.parse import quote, unquote, urlsplit

from factcheck.core.problems import Place, Problem, problem
from factcheck.site.swap import MARKER

_ADDRESSES = ("href", "src")  # the attributes that hold an address in our pages
_ATTRIBUTE = re.compile(
    r"""(\s(?P<name>[a-z:-]+)=)(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.IGNORECASE | re.DOTALL
)
_REFRESH = re.compile(r"(?P<before>\s*\d+\s*;\s*url=)(?P<address>.*)", re.IGNORECASE | re.DOTALL)
_MODULE = re.compile(r'<script type="module" src="(?P<source>[^"]*)">')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SPLIT = re.compile(r"(?P<path>[^?#]*)(?P<rest>.*)", re.DOTALL)


def copy(root: Path, output: Path, target: Path, url: str) -> list[Problem]:
    """Make the copy of `output` in `target`, in place of an earlier copy; `url` is the site's address.

    On any problem `target` stays as it was.
    """
    if not (output / MARKER).is_file():
        found = "a folder without our marker file" if output.is_dir() else "no such folder"
        return [_refused(root, output, found, "build the site first: make site")]
    if refused := _refusal(root, output, target):
        return [refused]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".factcheck-{target.name}-new-", dir=target.parent))
        try:
            _write(output, fresh, urlsplit(url).path + "/")
            shutil.rmtree(target, ignore_errors=True)
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        found = f"{error.strerror}: {_name(root, Path(error.filename or target))}"
        return [problem("FC607", Place(_name(root, target)), ("found", found))]
    return []


def _refusal(root: Path, output: Path, target: Path) -> Problem | None:
    """Why `target` may not be replaced: it holds what is not ours, or it is, holds or lies in what must stay."""
    fix = "move it away, or choose another folder"
    if target.is_symlink() or (target.exists() and not _is_ours(target)):
        return _refused(root, target, "a folder without our marker file", fix)
    if root.is_relative_to(target) or output.is_relative_to(target) or target.is_relative_to(output):
        return _refused(root, target, "the folder of the site itself", fix)
    return None


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARKER).is_file() or not any(folder.iterdir()))


def _refused(root: Path, folder: Path, found: str, fix: str) -> Problem:
    return problem("FC604", Place(_name(root, folder)), ("found", found), ("fix", fix))


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What the addresses of a built site can lead to."""

    base: str  # the path of the site's address, with a slash at its end
    files: frozenset[str]  # the paths of all files
    modules: frozenset[str] = frozenset()  # those of scripts that import, which no browser does from a disk


def _write(output: Path, fresh: Path, base: str) -> None:
    """Every file of the built site; pages with their addresses rewritten. Readable by all, whatever the umask."""
    files = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    scripts = {name: path.read_bytes() for name, path in files.items() if name.endswith(".js")}
    modules = frozenset(name for name, script in scripts.items() if re.search(rb"\b(import|export)\b", script))
    built = Built(base=base, files=frozenset(files), modules=modules)
    for name, path in sorted(files.items()):
        made = fresh / name
        made.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        made.write_bytes(rewritten(content.decode(), name, built).encode() if name.endswith(".html") else content)
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def rewritten(text: str, page: str, built: Built) -> str:
    """The HTML of a page with its addresses into the site leading to files; `page` is its own path."""
    done, pieces = 0, list[str]()
    for start, tag in _tags(text):
        pieces += [text[done:start], _rewritten_tag(tag, page, built)]
        done = start + len(tag)
    return "".join([*pieces, text[done:]])


def _tags(text: str) -> list[tuple[int, str]]:
    """The start tags of a page as they are written, with the offsets at which they begin, in code points."""
    found = list[tuple[int, str]]()
    lines = [0, *(match.end() for match in re.finditer("\n", text))]

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            line, column = self.getpos()
            found.append((lines[line - 1] + column, self.get_starttag_text() or ""))

    reader = Reader()
    reader.feed(text)
    reader.close()
    return found


def _rewritten_tag(tag: str, page: str, built: Built) -> str:
    is_refresh = re.match(r"<meta\b", tag, re.IGNORECASE) and re.search(r"http-equiv=.refresh\b", tag, re.IGNORECASE)

    def attribute(found: re.Match[str]) -> str:
        name, value = found["name"].lower(), unescape(found["value"])
        if name in _ADDRESSES:
            new = local(value, page, built)
        elif is_refresh and name == "content" and (refresh := _REFRESH.fullmatch(value)):
            new = refresh["before"] + local(refresh["address"], page, built)
        else:
            new = value
        return found[0] if new == value else f"{found[1]}{found['quote']}{escape(new)}{found['quote']}"

    return _ATTRIBUTE.sub(attribute, _as_script(tag, page, built))


def _as_script(tag: str, page: str, built: Built) -> str:
    """A module that imports nothing as a script that waits as a module does: no browser loads modules from a disk."""
    source = _MODULE.fullmatch(tag)
    is_plain = source and _inside(unescape(source["source"]), page, built) not in built.modules
    return tag.replace(' type="module"', " defer") if is_plain else tag


def _inside(path: str, page: str, built: Built) -> str:
    """The path below the site's folder that the path of an address on a page leads to."""
    inside = path[len(built.base) :] if path.startswith("/") else f"{dirname(page)}/{path}".lstrip("/")
    return normpath(unquote(inside) or ".")


def local(address: str, page: str, built: Built) -> str:
    """An address of a page as it leads to a file of the copy; one that leads elsewhere, or nowhere, as it is."""
    path, rest = _SPLIT.fullmatch(address).group("path", "rest")  # type: ignore[union-attr]
    if not path or _SCHEME.match(address):
        return address
    if path.startswith("/") and not f"{path}/".startswith(built.base):
        return address
    inside = _inside(path, page, built)
    file = inside if inside in built.files else normpath(f"{inside}/index.html")
    if file not in built.files or (file == inside and not path.startswith("/")):
        return address
    return quote(relpath(file, dirname(page) or ".")) + rest
