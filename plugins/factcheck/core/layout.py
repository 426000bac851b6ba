"""Layout: which files a site has, and what they may be called.

Small ASCII letters, digits and hyphens: no two names differ by case, by accents or by what looks alike, and every
disk and address can hold them.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.slug import SLUG

LINKS = "links.json"  # what the last check of links has found
MOST_NAME = 80  # characters of a file's name without its ending
_SLUG = re.compile(SLUG)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # file names that Windows cannot hold
# Folders that the generator itself writes: a policy page of that name would overwrite them.
_TAKEN = frozenset("articles claims sources verdicts topics claimants data feeds search theme history embed".split())
ALLOWED = {
    "articles": re.compile(rf"content/articles/{SLUG}\.md"),
    "claims": re.compile(rf"content/claims/{SLUG}/{SLUG}\.md"),
    "sources": re.compile(rf"content/sources/{SLUG}\.md"),
    "pages": re.compile(rf"content/pages/{SLUG}\.md"),
    "history": re.compile(rf"content/history/{SLUG}/{SLUG}/\d{{4}}-\d\d-\d\d(-([2-9]|[1-9]\d))?\.md", re.ASCII),
}
_BELOW = {"claims": "claims/<article>/<claim>", "history": "history/<article>/<claim>/<date, such as 2026-11-22>"}
DEEPEST = 4  # of folders: content/history/<article>/<claim>
SEED = re.compile(rf"seeds/{SLUG}\.txt")


def slug_of(path: str) -> str:
    """The name of a file without folder and ending."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def unexpected(paths: Collection[str]) -> Iterator[Problem]:
    """Each file that may not be where it is, or not under that name."""
    alike: dict[str, list[str]] = {}
    odd = {path for path in paths if not is_expected(path)}
    for path in sorted(paths) if odd else ():
        alike.setdefault(_folded(path), []).append(path)
    for path in set(paths) - {LINKS}:
        slug = slug_of(path)
        if path in odd:
            found = ("found", shown(path))
            clash = ("clashes", next((shown(other) for other in alike[_folded(path)] if other != path), ""))
            yield problem("FC117", Place(path), found, clash, what="file", allowed=expected(path))
        elif not is_file_name(slug):
            allowed = f"at most {MOST_NAME} characters long and no device name of Windows"
            yield problem("FC117", Place(path), ("found", shown(slug)), what="file name", allowed=allowed)
        elif path.startswith("content/pages/") and slug in _TAKEN:
            allowed = "another one: the generator writes the folder of that name"
            yield problem("FC117", Place(path), ("found", shown(slug)), what="file name", allowed=allowed)


def is_expected(path: str) -> bool:
    """Whether a file of that path may be there."""
    form = SEED if path.startswith("seeds/") else ALLOWED.get(kind_of(path))
    return path == LINKS or (form is not None and form.fullmatch(path) is not None)


def kind_of(path: str) -> str:
    """The folder below `content/` that a file lies in; empty for a seed and for links.json."""
    return path.split("/", 2)[1] if path.startswith("content/") else ""


def _folded(path: str) -> str:
    """The path that a disk which tells no capitals or accents apart takes for the same (macOS, Windows)."""
    return unicodedata.normalize("NFC", path).casefold()


def is_file_name(slug: str) -> bool:
    """Whether a content file may be called `slug`, with its ending."""
    return _SLUG.fullmatch(slug) is not None and not _RESERVED.fullmatch(slug) and len(slug) <= MOST_NAME


def meant(path: str) -> str:
    """The path with the file name in its right form: who refers to that file is not to blame for its name."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.lower().rpartition(".")
    return f"{folder}/{re.sub(r'[^a-z0-9]+', '-', stem).strip('-')}.{ending}"


def expected(path: str) -> str:
    """Which files may stand where `path` does."""
    slug = "in small letters, digits and hyphens"
    if path.startswith("seeds/"):
        return f"seeds/<article>.txt, {slug}"
    folder = path.split("/")[1]
    if folder in ALLOWED and path.count("/") >= 2:
        return f"content/{_BELOW.get(folder, f'{folder}/<name>')}.md, {slug}"
    return "in content/articles, content/claims/<article>, content/sources or content/pages"


Key = str | tuple[str, ...]


def key_of(path: str) -> Key:
    """What a file is known by among those of its kind: its slug, that of a claim's article before it, and so on.

    Seeds are known by their names.
    """
    names = path.split("/")
    if names[0] != "content":
        return names[-1]
    names[-1] = names[-1].removesuffix(".md")
    return names[2] if len(names) == 3 else tuple(names[2:])


def history_folder(article: str, claim: str) -> str:
    """The folder of a claim's earlier texts: it stands for their names, where something depends on which there are."""
    return f"content/history/{article}/{claim}/"
