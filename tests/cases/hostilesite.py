"""Sites of nothing but hostile texts: each field that people write holds each text, or refuses it.

A claim, a source and a policy page belong to each pack of texts; the seed and the extracts hold the packs, so that
they can be quoted. Names of properties of the document are the slugs of the claims.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cases.hostile import CLOBBERED, STRINGS, Hostile
from factcheck.core.corpus import parse
from factcheck.core.encoding import NOT_TEXT
from factcheck.core.layout import is_file_name
from factcheck.core.problems import Place
from factcheck.core.text import collapse
from factcheck.render import prose

JOINT = " ¦ "
MOST = 200  # characters of a pack: with the words around it, it fits into every field
ARTICLE, URL = "content/articles/demo.md", "https://town.example.org/"
Values = dict[str, Any]


def _file(values: Values, body: str = "Text.") -> bytes:
    """JSON is YAML."""
    return f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n\n{body}\n".encode("utf-8", "surrogatepass")


def _claim(**values: Any) -> Values:
    plain = {"claim": "A claim.", "claimant": "Ada", "quote": "Words of it", "verdict": "unproven", "summary": "So."}
    return {**plain, "kind": "fact", "status": "published", "author": "Eva", "checked": "2025-06-01", **values}


def _source(**values: Any) -> Values:
    plain = {"title": "A paper", "publisher": "The town", "url": URL, "retrieved": "2025-06-01", "language": "en"}
    return {**plain, "type": "primary", "capture": "copied", **values}


# Fields of one kind take and refuse the same; `test_fields_of_a_kind_agree` looks at each by itself.
KINDS: dict[str, list[tuple[str, Any]]] = {
    "name": [
        ("author", lambda text: _claim(author=text)),
        ("reviewed_by", lambda text: _claim(reviewed_by=text)),
        ("claimant", lambda text: _claim(claimant=text)),
        ("topics", lambda text: _claim(topics=[text])),
        ("publisher", lambda text: _source(publisher=text)),
        ("origin", lambda text: _source(origin=text)),
    ],
    "line": [
        ("claim", lambda text: _claim(claim=text)),
        ("summary", lambda text: _claim(summary=text)),
        ("would_settle", lambda text: _claim(would_settle=text)),
        ("correction", lambda text: _claim(corrections=[{"date": "2025-06-02", "kind": "minor", "text": text}])),
        ("title", lambda text: _source(title=text)),
        ("capture", lambda text: _source(capture=text)),
        ("weak", lambda text: _source(weak=text)),
        ("note", lambda text: _source(note=text)),
        ("quote", lambda text: _claim(quote=text)),
    ],
    "url": [("url", lambda text: _source(url=text)), ("archive", lambda text: _source(archive=text))],
    "query": [("url", lambda text: _source(url=f"{URL}?q={text}"))],
}
_SCALE = "unproven"


def takes(values: Values) -> bool:
    """Whether a file with these values has no problem by itself."""
    path = "content/claims/demo/a.md" if "claim" in values else "content/sources/a.md"
    return not parse({path: _file(values)})[1]


@cache
def taken(kind: str, text: str) -> bool:
    """Whether a field of a kind takes a text."""
    if kind == "body":
        return taken("line", text) and not prose.render(text, Place("content/claims/demo/a.md"), {}).problems
    if kind == "file name":
        return is_file_name(text)
    return takes(KINDS[kind][0][1](text))


def refusals() -> dict[str, int]:
    """How many texts each kind of field refuses."""
    return {kind: sum(not taken(kind, s.text) for s in STRINGS) for kind in (*KINDS, "body", "file name")}


def packs(kind: str = "line", most: int = MOST) -> list[list[Hostile]]:
    """The texts that fields of a kind take, as many together as fit; each by itself where `most` is 0."""
    found: list[list[Hostile]] = []
    size = most
    for string in STRINGS:
        if not taken(kind, string.text):
            continue
        text = collapse(string.text)
        if not found or size + len(text) + len(JOINT) > most:
            found.append([])
            size = 0
        found[-1].append(string)
        size += len(text) + len(JOINT)
    return found


def joined(pack: Sequence[Hostile], kind: str = "line") -> str:
    """The texts of a pack that a kind of field takes, in one line."""
    return collapse(JOINT.join(s.text for s in pack if taken(kind, s.text))) or "nothing"


@dataclass(frozen=True)
class HostileSite:
    """Files, and what each page must show as it is typed: path of the page to texts."""

    files: dict[str, bytes] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)  # path of a page to the text of its h1


def built_of(found: Sequence[Sequence[Hostile]]) -> HostileSite:
    """The site with a claim, a source and a policy page for each pack."""
    site = HostileSite()
    seed: list[str] = []
    lines = [joined(pack) for pack in found]
    for index, pack in enumerate(found):
        before, after = lines[index - 1], lines[(index + 1) % len(lines)]
        seed.append(f"{before} §{index:03} {lines[index]} {index:03}§ {after}")
        seed.append(f"Aside {index:03}.")
        seed.append(f"Heading {index:03} {lines[index]}"[:290].strip())
        _add_source(site, index, pack)
        _add_claim(site, index, pack, before, after)
        _add_page(site, index, pack)
    seed += [collapse(s.text) for s in STRINGS if not NOT_TEXT.search(s.text) and _is_whole(s.text)]
    _add_article(site, found, "\n".join(seed) + "\n")
    return site


def _is_whole(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


def slug_of(index: int) -> str:
    """The claim's slug: the name of a property of the document, as long as there are some."""
    return CLOBBERED[index].lower() if index < len(CLOBBERED) else f"c{index:03}"


def _name(role: str, index: int, pack: Sequence[Hostile]) -> str:
    return f"{role} {index:03} {joined([s for s in pack if taken('name', f'A {s.text}')], 'line')}"[:300].strip()


def _add_claim(site: HostileSite, index: int, pack: Sequence[Hostile], before: str, after: str) -> None:
    line, slug = joined(pack), slug_of(index)
    exact = f"§{index:03} {line} {index:03}§"
    evidence = {"quote": f"§{index:03} {_plain(pack)} {index:03}§", "stance": "context", "translation": f"T {line}"}
    values = _claim(
        claim=f"Claim {index:03} {line}",
        claimant=_name("Claimant", index, pack),
        quote={"exact": exact, "prefix": before, "suffix": after},
        summary=f"S{index:03} {line}",
        author=_name("Author", index, pack),
        reviewed_by=_name("Reviewer", index, pack),
        topics=[_name("Topic", index, pack)],
        would_settle=f"Settle {line}",
        evidence=[{"source": f"s{index:03}", **evidence, "note": f"N {line}"}],
        corrections=[{"date": "2025-06-02", "kind": "minor", "text": f"Correction {index:03} {line}"}],
    )
    body, bodies = _body(pack, f"../../sources/s{index:03}.md")
    site.files[f"content/claims/demo/{slug}.md"] = _file(values, body)
    path = f"claims/demo/{slug}/index.html"
    names = [values[key] for key in ("claimant", "author", "reviewed_by")] + values["topics"]
    texts = [values["summary"], values["would_settle"], values["corrections"][0]["text"], evidence["translation"]]
    site.shown[path] = [*names, *texts, f"N {line}", exact, evidence["quote"], *bodies]
    site.headings[path] = values["claim"]


def _plain(pack: Sequence[Hostile]) -> str:
    """Without brackets: in a quote of a source they set words of the editor's apart."""
    return joined([s for s in pack if not set("[]") & set(s.text)])


def _body(pack: Sequence[Hostile], target: str) -> tuple[str, list[str]]:
    """Markdown that holds each text as code, and as a paragraph, heading, item, cell and link where it is taken."""
    parts, shown = ["What was looked at:"], []
    for string in pack:
        text = collapse(string.text)
        if not prose.render(fenced := f"~~~~~\n{text}\n~~~~~", Place("a"), {}).problems:
            parts.append(fenced)
            shown.append(text)
        if taken("body", text) and not set('"“”«»[]|`\\*_~#<&') & set(text):
            parts += [f"x {text}", f"### x {text}", f"- x {text}", f"[x {text}]({target})"]
            shown.append(f"x {text}")
        elif taken("body", f"x {text}"):
            parts.append(f"x {text}")
    return "\n\n".join(parts), shown


def _add_source(site: HostileSite, index: int, pack: Sequence[Hostile]) -> None:
    line = joined(pack)
    address = URL + "?" + "&".join(f"q={s.text}" for s in pack if taken("query", s.text))[:900]
    values = _source(
        title=f"Title {index:03} {line}",
        publisher=_name("Publisher", index, pack),
        origin=_name("Origin", index, pack),
        url=address,
        capture=f"capture {line}",
        weak=f"weak {line}",
        note=f"note {line}",
    )
    extract = f"Start. §{index:03} {_plain(pack)} {index:03}§ stop.\n\nAll: {line}"
    site.files[f"content/sources/s{index:03}.md"] = _file(values, extract)
    path = f"sources/s{index:03}/index.html"
    site.shown[path] = [
        *(values[key] for key in ("publisher", "origin", "url", "capture", "weak", "note")),
        f"All: {line}",
    ]
    site.headings[path] = values["title"]


def _add_page(site: HostileSite, index: int, pack: Sequence[Hostile]) -> None:
    line = joined(pack)
    body, bodies = _body(pack, "../sources/s000.md")
    values = {"title": f"Page {index:03} {line}", "summary": f"About {line}"}
    site.files[f"content/pages/p{index:03}.md"] = _file(values, body)
    path = f"p{index:03}/index.html"
    site.shown[path] = [values["summary"], *bodies]
    site.headings[path] = values["title"]


def _add_article(site: HostileSite, found: Sequence[Sequence[Hostile]], seed: str) -> None:
    indexes = range(len(found))
    reasons = [f"reason {joined(pack)}" for pack in found]
    values = {
        "title": f"Article {joined(found[0])}",
        "publisher": _name("Paper", 0, found[0]),
        "headings": [f"Heading {n:03} {joined(found[n])}"[:290].strip() for n in indexes],
        "claimants": [{"name": _name("Claimant", n, found[n]), "type": "person"} for n in indexes],
        "ledger": [
            {"quote": f"Aside {n:03}", "state": "opinion", "reason": reason}
            for n, reason in zip(indexes, reasons, strict=True)
        ],
    }
    body, bodies = _body([s for pack in found for s in pack][:60], "../sources/s000.md")
    _write_article(site, seed, values, body)
    site.shown["articles/demo/index.html"] = [*reasons, *bodies, str(values["publisher"])]
    site.headings["articles/demo/index.html"] = str(values["title"])


def _write_article(site: HostileSite, seed: str, values: Values, body: str = "Text.") -> None:
    proof = {"seed": "demo.txt", "sha256": hashlib.sha256(seed.encode()).hexdigest()}
    facts = {"url": f"{URL}article", "published": "2025-05-05", "language": "en"}
    site.files["seeds/demo.txt"] = seed.encode()
    site.files[ARTICLE] = _file({**values, **proof, **facts}, body)


def full() -> Iterator[HostileSite]:
    """Every field with every text by itself, in sites of 45 claims: the header of an article is limited."""
    alone = packs(most=0)
    for start in range(0, len(alone), 45):
        yield built_of(alone[start : start + 45])


def turning() -> HostileSite:
    """Twelve claims, each on a paragraph that an override turns from its start."""
    site = HostileSite()
    lines = [f"\u202eParagraph {n:02} says that the bridge {n:02} is safe. Aside {n:02}." for n in range(12)]
    for n in range(12):
        values = _claim(claim=f"Bridge {n:02} is safe.", quote=f"Paragraph {n:02} says that the bridge {n:02} is safe")
        site.files[f"content/claims/demo/c{n:02}.md"] = _file({**values, "reviewed_by": "Ben"})
    seed = "\n".join(lines) + "\n"
    site.files["content/pages/methodology.md"] = _file({"title": "How", "summary": "So."})
    _write_article(
        site, seed, {"title": "Turned", "publisher": "The paper", "claimants": [{"name": "Ada", "type": "person"}]}
    )
    return site
