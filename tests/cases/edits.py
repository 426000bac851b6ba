"""Random edits of a small site of two articles, as editors make them: some break the site, and are then left out."""

import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from cases import harbour
from cases.changes import COST, HOURLY
from conftest import ROOT
from factcheck.site import config

Files = dict[str, bytes]
Header = dict[str, Any]
Edit = Callable[["State", random.Random], None]
WORDS = "The quay was rebuilt, nobody said when; some trains were late & others <never> came.".split()
VERDICTS = ("true", "mostly-true", "missing-context", "mostly-false", "false", "unproven", "opinion")


@dataclass
class State:
    """The files of a site and its settings."""

    files: Files = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)

    def copy(self) -> "State":
        return State(dict(self.files), dict(self.settings))

    def read(self, path: str) -> tuple[Header, str]:
        header, _, body = self.files[path].decode().removeprefix("---\n").partition("\n---\n")
        return yaml.load(header, yaml.BaseLoader), body

    def write(self, path: str, header: Header, body: str) -> None:
        self.files[path] = f"---\n{json.dumps(header, ensure_ascii=False)}\n---\n{body}".encode()

    def below(self, folder: str) -> list[str]:
        return sorted(path for path in self.files if path.startswith(folder))


@cache
def _base() -> State:
    files: Files = {}
    for path in sorted(harbour.BASE.rglob("*")):
        if path.is_file():
            files[path.relative_to(harbour.BASE).as_posix()] = path.read_bytes()
    claims = {
        "cost": COST,
        "hourly": HOURLY,
        "sundays": harbour.SUNDAYS,
        "ferry": harbour.FERRY.replace("formerly: [demo/boat]\n", ""),
    }
    files |= {f"{harbour.CLAIMS}/{name}.md": text.encode() for name, text in claims.items()}
    files["content/history/demo/cost/2025-08-01.md"] = harbour.EARLIER.encode()
    for page in ("about", "corrections", "contribute"):
        files[f"content/pages/{page}.md"] = f"---\ntitle: {page}\nsummary: A page.\n---\n\nText.\n".encode()
    state = State(files, config.raw(ROOT))
    _rename_article(state, "demo", "port", is_copy=True)
    return state


def start() -> State:
    """The site before any edit."""
    return _base().copy()


def _rename_article(state: State, old: str, new: str, *, is_copy: bool = False) -> None:
    for path in [
        path for path in state.files if f"/{old}/" in path or path.endswith((f"articles/{old}.md", f"{old}.txt"))
    ]:
        state.files[path.replace(f"/{old}", f"/{new}")] = state.files[path] if is_copy else state.files.pop(path)
    header, body = state.read(f"content/articles/{new}.md")
    header |= {"seed": f"{new}.txt", "url": f"https://{new}.example.org/", "title": f"{header['title']} ({new})"}
    state.write(f"content/articles/{new}.md", header, body.replace(f"/{old}/", f"/{new}/"))


def _some(chance: random.Random, least: int = 2) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(least, 9)))


def body_of(folder: str) -> Edit:
    def edit(state: State, chance: random.Random) -> None:
        path = chance.choice(state.below(folder))
        header, body = state.read(path)
        state.write(path, header, f"{body}\n{_some(chance)}\n")

    return edit


def key_of(folder: str, *keys: str) -> Edit:
    def edit(state: State, chance: random.Random) -> None:
        path = chance.choice(state.below(folder))
        header, body = state.read(path)
        header[chance.choice(keys)] = _some(chance)
        state.write(path, header, body)

    return edit


def _claim(change: Callable[[Header, random.Random], object]) -> Edit:
    def edit(state: State, chance: random.Random) -> None:
        path = chance.choice(state.below("content/claims/"))
        header, body = state.read(path)
        change(header, chance)
        state.write(path, header, body)

    return edit


def _evidence(header: Header, chance: random.Random) -> None:
    if header.get("evidence"):
        entry = chance.choice(header["evidence"])
        entry[chance.choice(("note", "translation"))] = _some(chance)
        entry["stance"] = chance.choice(("supports", "refutes", "qualifies", "context"))


def _cited_less(header: Header, chance: random.Random) -> None:
    header["evidence"] = header.get("evidence", [])[: chance.randint(0, 2)]


def _corrected(header: Header, chance: random.Random) -> None:
    kind = chance.choice(("minor", "factual", "rating", "void"))
    header.setdefault("corrections", []).append(
        {"date": "2025-11-0" + str(chance.randint(1, 9)), "kind": kind, "text": _some(chance)}
    )


def _seed(state: State, chance: random.Random) -> None:
    slug = chance.choice([path.removeprefix("seeds/").removesuffix(".txt") for path in state.below("seeds/")])
    state.files[f"seeds/{slug}.txt"] += f"{_some(chance)}\n".encode()
    header, body = state.read(f"content/articles/{slug}.md")
    header["sha256"] = hashlib.sha256(state.files[f"seeds/{slug}.txt"]).hexdigest()
    state.write(f"content/articles/{slug}.md", header, body)


def _added(state: State, chance: random.Random) -> None:
    path = chance.choice(state.below("content/claims/"))
    header, body = state.read(path)
    header |= {"claim": _some(chance, 4), "corrections": [], "formerly": []}
    state.write(path.replace(".md", f"-{chance.randint(1, 99)}.md"), header, body)


def _deleted(state: State, chance: random.Random) -> None:
    folder = chance.choice(
        ("content/claims/", "content/claims/", "content/sources/", "content/pages/", "content/history/")
    )
    if paths := state.below(folder):
        del state.files[chance.choice(paths)]


def _renamed(state: State, chance: random.Random) -> None:
    path = chance.choice(state.below("content/claims/"))
    header, body = state.read(path)
    _, _, article, name = path.removesuffix(".md").split("/")
    header["formerly"] = [*header.get("formerly", []), f"{article}/{name}"]
    if not state.below(f"content/history/{article}/{name}/"):
        del state.files[path]
        state.write(f"content/claims/{article}/{name}-{chance.randint(1, 99)}.md", header, body)


def _renamed_source(state: State, chance: random.Random) -> None:
    path = chance.choice(state.below("content/sources/"))
    old, new = path.rsplit("/", 1)[1].removesuffix(".md"), f"source-{chance.randint(1, 99)}"
    header, body = state.read(path)
    header["formerly"] = [*header.get("formerly", []), old]
    del state.files[path]
    for other in state.below("content/"):
        state.files[other] = state.files[other].replace(f"{old}.md".encode(), f"{new}.md".encode())
        state.files[other] = state.files[other].replace(f'"source": "{old}"'.encode(), f'"source": "{new}"'.encode())
        state.files[other] = state.files[other].replace(f"source: {old}".encode(), f"source: {new}".encode())
    state.write(f"content/sources/{new}.md", header, body)


def _drafted(header: Header, chance: random.Random) -> None:
    header["status"] = "draft" if header.get("status") == "published" else "published"


def _setting(state: State, chance: random.Random) -> None:
    name = chance.choice(("SITENAME", "SITEURL", "FACTCHECK_REPOSITORY", "FACTCHECK_CSV_BOM", "FACTCHECK_VERDICTS"))
    made: dict[str, Any] = {
        "SITENAME": _some(chance),
        "SITEURL": f"https://{chance.randint(1, 99)}.example.org",
        "FACTCHECK_REPOSITORY": chance.choice((None, "https://github.com/owner/name")),
        "FACTCHECK_CSV_BOM": chance.random() < 0.5,
        "FACTCHECK_VERDICTS": [{**row, "label": _some(chance)} for row in state.settings["FACTCHECK_VERDICTS"]],
    }
    state.settings[name] = made[name]


EDITS: dict[str, Edit] = {
    "the reasoning of a claim": body_of("content/claims/"),
    "a text of a claim": key_of(
        "content/claims/", "claim", "short", "summary", "author", "reviewed_by", "would_settle"
    ),
    "a verdict": _claim(lambda header, chance: header.update(verdict=chance.choice(VERDICTS))),
    "topics": _claim(lambda header, chance: header.update(topics=chance.sample(["Ferries", "Railways", "Quays"], 2))),
    "the day of a check": _claim(lambda header, chance: header.update(checked=f"2025-10-0{chance.randint(1, 9)}")),
    "evidence": _claim(_evidence),
    "less evidence": _claim(_cited_less),
    "a correction": _claim(_corrected),
    "a draft": _claim(_drafted),
    "a source": key_of("content/sources/", "title", "publisher", "origin", "weak", "note", "capture"),
    "an extract": body_of("content/sources/"),
    "an article": key_of("content/articles/", "title", "publisher"),
    "an assessment": body_of("content/articles/"),
    "a seed": _seed,
    "a page": key_of("content/pages/", "title", "summary"),
    "the text of a page": body_of("content/pages/"),
    "an earlier text": body_of("content/history/"),
    "one more claim": _added,
    "a file less": _deleted,
    "another name of a claim": _renamed,
    "another name of a source": _renamed_source,
    "a setting": _setting,
}
