"""The search index: of the right pages, the same in every build, and nothing in it that the page does not load."""

import dataclasses
import errno
import json
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from cases.tables import each
from conftest import ROOT, read_tree
from factcheck.cli import CLEAN, PROBLEMS, main
from factcheck.core.model import Site
from factcheck.publish.output import Output
from factcheck.publish.pages import pages
from factcheck.site.load import Loaded
from factcheck.site.search import ENTRY, FOLDER, SearchError, bundle, packing, service, write

MOST_BYTES_OF_SCRIPT = 10_000


def page(main: str, attributes: str = "data-pagefind-body", language: str = "en") -> str:
    return f'<!doctype html><html lang="{language}"><title>x</title><main {attributes}>{main}</main></html>'


def fragments(files: dict[str, bytes]) -> Iterator[dict[str, object]]:
    """What the index holds of each page."""
    for path, raw in files.items():
        if path.startswith(f"{FOLDER}/fragment/"):
            yield json.loads(packing.unpacked(raw))


@pytest.fixture(scope="module")
def indexed(built: Path) -> dict[str, dict[str, object]]:
    """By address, what the index of the real site holds of each page."""
    files = {f"{FOLDER}/{path}": raw for path, raw in read_tree(built / FOLDER).items()}
    return {str(fragment["url"]): fragment for fragment in fragments(files)}


def test_claims_sources_articles_and_pages_are_indexed_and_no_list(indexed: dict[str, object], real: Loaded) -> None:
    site: Site | None = real.site
    assert site is not None
    found = [*site.claims, *site.sources, *site.articles, *site.pages]
    assert sorted(indexed) == sorted(entry.path for entry in found)


def test_a_claim_is_found_by_its_verdict_and_every_topic(indexed: dict[str, dict[str, object]], real: Loaded) -> None:
    assert real.site is not None
    for claim in real.site.claims:
        fragment = indexed[claim.path]
        filters = {"kind": ["claim"], "verdict": [claim.verdict.id], "topic": [*claim.topics]}
        assert fragment["filters"] == {name: values for name, values in filters.items() if values}
        assert fragment["meta"] == {"claimant": claim.claimant, "title": claim.text}
        assert str(fragment["content"]).startswith(claim.text)
        assert claim.summary in str(fragment["content"])


def test_a_source_is_found_by_its_extract_and_named_by_its_publisher(
    indexed: dict[str, dict[str, object]], real: Loaded
) -> None:
    assert real.site is not None
    for source in real.site.sources:
        fragment = indexed[source.path]
        assert fragment["filters"] == {"kind": ["source"]}
        assert fragment["meta"] == {
            "language": source.language,
            "publisher": source.publisher,
            "title": " ".join(source.title.split()),
        }
        first = source.extract.raw.split()[:8]
        assert " ".join(first) in " ".join(str(fragment["content"]).split())


def test_the_article_is_indexed_without_the_notes_beside_it(
    indexed: dict[str, dict[str, object]], real: Loaded
) -> None:
    assert real.site is not None
    article = real.site.articles[0]
    content = str(indexed[article.path]["content"])
    assert "primarily European" in content
    assert [claim.slug for claim in real.site.claims if claim.summary in content] == []


def test_labels_are_taken_as_they_are_written(tmp_path: Path, real: Loaded) -> None:
    assert real.site is not None
    odd = 'A "B" <c> & d, e: f [g]'
    claim = dataclasses.replace(real.site.claims[0], claimant=odd, topics=(odd,))
    (tmp_path / "x").mkdir()
    (tmp_path / "x/index.html").write_text(
        "<html lang=en><head></head><main><h1>T</h1></main></html>", encoding="utf-8"
    )
    write(tmp_path, [Output(path="x/", template="claim", about=claim)])
    files = {f"{FOLDER}/{path}": raw for path, raw in read_tree(tmp_path / FOLDER).items()}
    (fragment,) = fragments(files)
    assert fragment["filters"] == {"kind": ["claim"], "verdict": [claim.verdict.id], "topic": [odd]}
    assert fragment["meta"] == {"claimant": odd, "title": "T"}


def test_a_page_whose_parts_cannot_be_told_is_an_error(built: Path, tmp_path: Path, real: Loaded) -> None:
    assert real.site is not None
    copy = shutil.copytree(built, tmp_path / "copy")
    about = copy / "about/index.html"
    about.write_text(about.read_text(encoding="utf-8").replace("<main", "<div"), encoding="utf-8")
    with pytest.raises(SearchError, match=r"about/index\.html must have </head> and <main>"):
        write(copy, pages(real.site, real.rendered))


class Ignored(NamedTuple):
    name: str
    html: str


IGNORED = [
    Ignored("the way to another page", "<nav><a>xyzzy</a></nav>"),
    Ignored("a note of the article", '<aside class="note">xyzzy</aside>'),
    Ignored("the number of a note", '<span class="reference">xyzzy</span>'),
    Ignored("words for screen readers", '<span class="unseen">xyzzy</span>'),
    Ignored("claims that are related", '<ul class="related"><li>xyzzy</li></ul>'),
    Ignored("a verdict and its meaning", '<p class="verdict-word">xyzzy</p><p class="quiet">xyzzy</p>'),
    Ignored("facts about a file", '<dl class="facts-list"><dd>xyzzy</dd></dl>'),
    Ignored("how a text is kept", '<aside class="provenance">xyzzy</aside>'),
    Ignored("who cites a source", '<ol class="citations"><li>xyzzy</li></ol>'),
    Ignored("the theme's own headings", "<section><h2>xyzzy</h2></section>"),
    Ignored("a heading of the article's page", '<p class="kicker">xyzzy</p>'),
    Ignored("that there is nothing", '<p class="empty">xyzzy</p>'),
]


@each(IGNORED)
def test_what_every_page_says_is_not_indexed(case: Ignored) -> None:
    found = list(fragments(bundle({"a/": page(f"<h1>Bridge</h1>{case.html}<p>cost</p>")})))
    assert [fragment["content"] for fragment in found] == ["Bridge. cost."]


def test_a_filter_within_a_part_that_is_not_indexed_counts() -> None:
    html = '<p>cost</p><dl class="facts-list"><dd data-topic="A, B: c" data-pagefind-filter="topic[data-topic]">x</dd></dl>'
    assert [fragment["filters"] for fragment in fragments(bundle({"a/": page(html)}))] == [{"topic": ["A, B: c"]}]


def test_a_mark_changes_no_character_of_a_text() -> None:
    html = '<p>He said “<a class="mark" id="mark-x" href="#x">very</a>” un<mark id="y">like</mark>ly, id="z" &lt;a id="b"&gt;.</p>'
    found = list(fragments(bundle({"a/": page(html)})))
    assert [fragment["content"] for fragment in found] == ['He said “very” unlikely, id="z" <a id="b">.']


def test_text_that_looks_like_markup_stays_text() -> None:
    found = list(fragments(bundle({"a/": page("<h1>&lt;b&gt; &amp;lt;</h1><p>&lt;mark&gt;cost&lt;/mark&gt;</p>")})))
    assert [fragment["content"] for fragment in found] == ["<b> &lt; <mark>cost</mark>"]


def test_nothing_is_written_that_the_page_does_not_load(built: Path) -> None:
    names = sorted(path for path in read_tree(built / FOLDER) if not path.startswith(("fragment/", "index/")))
    stems = [name.split(".")[0].split("_")[0] for name in names]
    assert stems == ["filter/en", "filter/en", "filter/en", "pagefind-entry", "pagefind", "pagefind", "wasm"]


def test_the_files_told_are_the_files_written(built: Path, tmp_path: Path, real: Loaded) -> None:
    assert real.site is not None
    copy = shutil.copytree(built, tmp_path / "copy")
    shutil.rmtree(copy / FOLDER)
    told = write(copy, pages(real.site, real.rendered))
    assert sorted(told) == [f"{FOLDER}/{path}" for path in read_tree(copy / FOLDER)]


def test_the_index_is_the_same_at_another_time_in_another_place_and_order(
    built: Path, tmp_path: Path, real: Loaded
) -> None:
    """The filters, in an order of chance with Pagefind alone, differ in all but 1 of 7! × 8! × 4! runs."""
    assert real.site is not None
    copy = tmp_path / "elsewhere" / "copy"
    for path, raw in reversed(read_tree(built).items()):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(raw)
        os.utime(copy / path, (1, 1))
    (copy / FOLDER / "left-over").touch()
    write(copy, pages(real.site, real.rendered))
    assert read_tree(copy / FOLDER) == read_tree(built / FOLDER)


def test_the_languages_of_a_site_stand_in_their_order() -> None:
    languages = ["fr", "en", "ko", "ar", "de-at", "el", "sv"]
    html = {f"{code}/": page("<h1>Bridge</h1>", language=code) for code in languages}
    found = [bundle(html) for _ in range(2)]
    assert found[0] == found[1]
    assert list(json.loads(found[0][f"{FOLDER}/{ENTRY}"])["languages"]) == sorted(languages)
    assert f"{FOLDER}/wasm.fr.pagefind" in found[0]
    assert f"{FOLDER}/wasm.unknown.pagefind" in found[0]  # Korean has no stemming


def test_other_contents_have_other_names() -> None:
    """So that a browser may keep what it has."""
    body = 'data-pagefind-body data-verdict="{}" data-pagefind-filter="verdict[data-verdict]"'
    one, other = (bundle({"a/": page("<h1>Bridge</h1>", body.format(verdict))}) for verdict in ("true", "false"))
    named = {path for path in one if "/filter/" in path or path.endswith(".pf_meta")}
    assert len(named) == 2
    assert named & set(other) == set()


PROGRAMS = {
    "ends at once": "#!/bin/sh\nexit 3\n",
    "says what is no answer": "#!/bin/sh\nprintf 'bm8=,'\nsleep 9\n",  # base64 of “no”
    # It refuses, and where it is given the environment of the build it ends instead.
    "refuses": "#!/bin/sh\ntest -z \"$PAGEFIND_SITE\" || exit 3\nprintf '%s,' "
    + "eyJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyBpbmRleCJ9fQ==\nsleep 9\n",
}


class Broken(NamedTuple):
    name: str
    words: str


BROKEN = [
    Broken("ends at once", "Pagefind must answer.*install the package pagefind-bin anew"),
    Broken("says what is no answer", "Pagefind must answer.*install the package pagefind-bin anew"),
    Broken("refuses", "Pagefind must index “NewIndex”, but says: no index"),
]


@each(BROKEN)
def test_a_pagefind_that_does_not_work_is_an_error(
    case: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    program.write_text(PROGRAMS[case.name], encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(service, "get_executable", lambda: program)
    monkeypatch.setenv("PAGEFIND_SITE", "elsewhere")
    with pytest.raises(SearchError, match=case.words):
        bundle({"a/": page("<h1>Bridge</h1>")})


def test_a_build_without_pagefind_says_so_and_leaves_the_last_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(service, "get_executable", lambda: site / "absent")
    assert main(["build", "--site", str(site)]) == PROBLEMS
    assert "Pagefind must run, but" in capsys.readouterr().err
    assert not (site / "output").exists()


def test_a_system_that_has_no_more_files_for_pagefind_is_told_as_that(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """To install the package anew would mend nothing."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), os.devnull)

    monkeypatch.setattr(service.subprocess, "Popen", refuse)
    assert main(["build", "--site", str(site)]) == PROBLEMS
    told = capsys.readouterr().err
    assert "FC607" in told
    assert "Too many open files" in told
    assert "pagefind-bin" not in told


def test_an_index_that_is_not_as_this_pagefind_writes_it_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "SIGNATURE", b"pagefind_xyz")
    with pytest.raises(SearchError, match=r"must be as Pagefind 1\.5 writes it"):
        bundle({"a/": page("<h1>Bridge</h1>")})


def test_the_search_page_has_all_verdicts_topics_and_lists(built: Path, real: Loaded) -> None:
    assert real.site is not None
    soup = BeautifulSoup((built / "search/index.html").read_bytes(), "html.parser")
    boxes = [(box["name"], box["value"]) for box in soup.select("#search [type=checkbox]")]
    verdicts = [("verdict", verdict.id) for verdict in real.site.settings.scale]
    assert boxes == verdicts + [("topic", group.name) for group in real.site.topics]
    links = [link["href"] for link in soup.select("nav[aria-labelledby=lists] a")]
    assert links == [f"../{folder}/" for folder in ("claims", "verdicts", "topics", "claimants", "sources")]
    assert "search/" in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_the_search_page_allows_its_script_and_no_other(built: Path) -> None:
    soup = BeautifulSoup((built / "search/index.html").read_bytes(), "html.parser")
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert "script-src 'self' 'wasm-unsafe-eval';" in str(policy["content"])
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in str(policy["content"])
    assert [script.attrs for script in soup.select("script")] == [{"type": "module", "src": "../theme/search.js"}]
    assert [element.name for element in soup.select("*") if any(name.startswith("on") for name in element.attrs)] == []


def test_a_french_site_is_searched_in_french(site: Path) -> None:
    conf = site / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8").replace('DEFAULT_LANG = "en"', 'DEFAULT_LANG = "fr"')
    conf.write_text(text, encoding="utf-8")
    assert main(["build", "--site", str(site)]) == CLEAN
    files = read_tree(site / "output" / FOLDER)
    assert list(json.loads(files[ENTRY])["languages"]) == ["fr"]
    assert "wasm.fr.pagefind" in files
    soup = BeautifulSoup((site / "output/search/index.html").read_bytes(), "html.parser")
    assert soup.select_one("#search")["data-found-other"] == "{number} pages trouvées pour «\u00a0{words}\u00a0»."  # type: ignore[index]


def test_all_scripts_of_ours_are_small() -> None:
    scripts = {path.name: path.stat().st_size for path in (ROOT / "theme").rglob("*.js")}
    assert "search.js" in scripts
    assert sum(scripts.values()) < MOST_BYTES_OF_SCRIPT, scripts


def test_the_script_makes_no_markup_of_text_and_has_no_words_of_its_own() -> None:
    script = (ROOT / "theme/static/search.js").read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "DOMParser", "eval(", "Function("):
        assert way not in script
