"""The published state: the content files as they were committed, read from git and from nothing else.

Git is asked for objects only, by their hashes: no hook, filter, pager, replacement or setting of the repository
decides what the bytes of a file are. The one word that comes from outside is the name of the revision.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck.core.corpus import CONTENT, MOST_FILE_BYTES, SEEDS
from factcheck.core.problems import shown
from factcheck.evidence.original import USAGE, RefusedError
from factcheck.render.report import visible

_MOST_SECONDS = 60  # a repository on this machine answers in some milliseconds
_GIT = ("git", "--no-pager", "--no-replace-objects", "--literal-pathspecs")
# What a hook or another program has set for its own repository: ours is the one around the site.
_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH", "GIT_SSH", "GIT_ASKPASS")
_FILES = ("100644", "100755")  # modes of regular files: links (120000) and submodules (160000) are no content
# Where the published state is, if nobody says so: the main branch of the place that the site was cloned from.
_UPSTREAM = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master")

_BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:/[A-Za-z0-9_][A-Za-z0-9_-]*)*")  # of a plain name: to be shown only


@dataclass(frozen=True, kw_only=True)
class Published:
    """The files below content/ and seeds/ at a commit, path to bytes, in the order of the paths."""

    commit: str  # its hash
    folder: str  # of the site within the repository, with / at its end; empty where it is the repository
    files: Mapping[str, bytes]


def published(root: Path, revision: str | None = None) -> Published:
    """The state that the site in `root` is compared with: where its history left that of `revision`.

    That is the merge base with HEAD; the revision itself where the two have none. Without a revision: the upstream
    main branch, else HEAD. Raises `RefusedError` with exit code 2 where it cannot be had.
    """
    folder = _folder(root)
    commit = _commit(root, revision) if revision is not None else _default(root)
    base = _merge_base(root, commit)
    return Published(commit=base, folder=folder, files=dict(_read(root, base)))


def _folder(root: Path) -> str:
    """The site's folder within its repository."""
    done = _git(root, "rev-parse", "--show-prefix")
    if done.returncode:
        fix = "fix      run it in a clone of the site's repository: git clone ADDRESS"
        raise RefusedError(f"{root} must be in a git repository", _told(done), fix, code=USAGE)
    return os.fsdecode(done.stdout.removesuffix(b"\n"))


def _commit(root: Path, revision: str) -> str:
    """The hash of the commit that a name means, whatever the name looks like."""
    found = None if "\0" in revision or not revision else _hash(root, revision)
    if found is None:
        branch = revision.removeprefix("origin/")
        name = branch if _BRANCH.fullmatch(branch) else "main"
        fix = f"fix      run: git fetch origin {name}:refs/remotes/origin/{name}, then name it origin/{name}"
        raise RefusedError(f"{shown(revision)} must name a commit of this repository", fix, code=USAGE)
    return found


def _default(root: Path) -> str:
    for name in (*_UPSTREAM, "HEAD"):
        if found := _hash(root, name):
            return found
    fix = "fix      commit the site first: what was never committed was never published"
    raise RefusedError("the repository must have a commit", fix, code=USAGE)


def _hash(root: Path, revision: str) -> str | None:
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return done.stdout.decode().strip() if done.returncode == 0 else None


def _merge_base(root: Path, commit: str) -> str:
    """Where the history of HEAD left that of a commit; the commit itself where they have nothing in common."""
    done = _git(root, "merge-base", commit, "HEAD")
    return done.stdout.decode().split("\n")[0] if done.returncode == 0 else commit


def _read(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """Every regular file of the site's content at a commit. `ls-tree` sees only what is below its own folder."""
    done = _git(root, "ls-tree", "-r", "-z", "-l", commit, "--", f"{CONTENT}/", f"{SEEDS}/")
    if done.returncode:
        raise RefusedError(f"the files of {commit[:12]} cannot be listed", _told(done), code=USAGE)
    rows = [row for row in done.stdout.split(b"\0") if row]
    blobs = dict(sorted(_blobs(rows)))
    raws = _contents(root, set(blobs.values()))
    for path, blob in blobs.items():
        if blob not in raws:
            fix = "fix      run: git fetch --refetch origin, then try again"
            raise RefusedError(f"{visible(path)} of {commit[:12]} is not stored on this machine", fix, code=USAGE)
        yield path, raws[blob]


def _blobs(rows: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """The paths and hashes of the files in the answer of `ls-tree`; those larger than content may be are left out."""
    for row in rows:
        described, _, path = row.partition(b"\t")
        mode, _, blob, size = described.decode().split()
        is_content = mode in _FILES and not (size.isdigit() and int(size) > MOST_FILE_BYTES)  # BAD: it is missing
        if is_content:
            yield os.fsdecode(path), blob


def _contents(root: Path, blobs: set[str]) -> dict[str, bytes]:
    """The bytes of blobs, by hash, as they were committed; what is missing is left out."""
    asked = "".join(f"{blob}\n" for blob in sorted(blobs))
    answer = _git(root, "cat-file", "--batch", given=asked.encode()).stdout
    found: dict[str, bytes] = {}
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        blob, kind, *size = answer[start:end].decode().split()
        start = end + 1
        if kind == "blob":
            found[blob] = answer[start : start + int(size[0])]
            start += int(size[0]) + 1
    return found


def _git(root: Path, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Ask git in the site's folder. Raises `RefusedError` where there is no git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    environment = {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 - git, no shell; a revision stands behind --end-of-options
            [*_GIT, *arguments], cwd=root, env=environment, input=given, capture_output=True, timeout=_MOST_SECONDS
        )
    except FileNotFoundError:
        fix = "fix      install git, or leave --against out"
        raise RefusedError("the program git is needed to read the published state", fix, code=USAGE) from None
    except subprocess.TimeoutExpired:
        raise RefusedError(f"git must answer within {_MOST_SECONDS} seconds", code=USAGE) from None


def _told(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What git says of its failure, in one line."""
    first = done.stderr.decode(errors="replace").strip().split("\n")[0]
    return f"git      {visible(first) or 'said nothing'}"
