"""A whole site in French: no English word of the interface is left. And a site that is written from right to left."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag

from cases.tables import each
from conftest import ROOT, copy_site
from factcheck.cli import main
from factcheck.core.linkfile import Look, QuoteRow, link_file, where, write
from factcheck.core.outcome import Outcome
from factcheck.core.text import collapse
from factcheck.render.words import catalogue

NARROW, NO_BREAK = "\u202f", "\u00a0"
SEED = """La ligne du port rouvre
La ligne du port a rouvert le 4 mai 2025. Le pont coûtera quarante millions, selon le maire.
Les trains partent toutes les heures.
"""
ARTICLE = f"""---
title: La ligne du port rouvre
seed: port.txt
sha256: {hashlib.sha256(SEED.encode()).hexdigest()}
publisher: Le Courrier du port
url: https://courrier.example.org/ligne
published: 2026-01-01
language: fr
---

Presque tout est juste.
"""
COST = """---
claim: Le pont coûtera quarante millions.
claimant: Zoé Lind
quote: Le pont coûtera quarante millions
verdict: faux
summary: Les comptes disent trente.
kind: prediction
status: published
author: Ada Berg
checked: 2026-02-01
topics: [Argent public]
would_settle: Les comptes de 2027.
evidence:
  - source: comptes
    quote: Le pont de la rive […] trente [millions] d’euros
    stance: refutes
    translation: Le pont, trente millions.
    note: Hors taxes.
  - source: gazette
    quote: سيكلف الجسر ثلاثين مليونا
    stance: qualifies
corrections:
  - {date: 2026-03-01, kind: minor, text: Une lettre.}
  - {date: 2026-11-22, kind: rating, text: Le montant.}
---

Voir les [comptes](../../sources/comptes.md).
"""
TRAINS = """---
claim: Les trains partent toutes les heures.
claimant: Le Courrier du port
quote: Les trains partent toutes les heures
verdict: avis
summary: Aucun horaire ne le contredit.
kind: fact
status: published
author: Ada Berg
reviewed_by: Ben Cole
checked: 2026-02-01
---

Rien de plus.
"""
ACCOUNTS = """---
title: Comptes de la ville
publisher: La ville
url: https://ville.example.org/comptes
archive: https://archive.example.org/comptes
published: 2025-04-01
retrieved: 2025-06-21
language: fr
type: primary
capture: transcrits du papier
weak: une copie sans date
origin: Le trésorier
note: Page 3.
---

Le pont de la rive droite coûte trente lourds millions d’euros. Le pont est long.
[…]
La ville a payé.
"""
GAZETTE = """---
title: جريدة الميناء
publisher: الميناء
url: https://gazette.example.org/pont
retrieved: 2025-06-21
language: ar
type: secondary
capture: transcrite du papier
---

سيكلف الجسر ثلاثين مليونا.
"""
PAGE = """---
title: {title}
summary: Ce que nous faisons.
---

Deux personnes lisent tout.
"""
SETTINGS = """
SITENAME = "Le port, vérifié"
SITEURL = "https://example.org"
AUTHOR = "La rédaction"
DEFAULT_LANG = "fr"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["factcheck"]
FACTCHECK_VERDICTS = [
    dict(id="vrai", label="Vrai", definition="Les preuves appuient.", rating=2, colour="true", symbol="✓"),
    dict(id="faux", label="Faux", definition="Les preuves contredisent.", rating=1, colour="false", symbol="✗"),
    dict(id="avis", label="Avis", definition="Rien ne tranche.", rating=None, colour="opinion", symbol="¶"),
]
"""
FILES = {
    "seeds/port.txt": SEED,
    "pelicanconf.py": SETTINGS,
    "content/articles/port.md": ARTICLE,
    "content/claims/port/cout.md": COST,
    "content/claims/port/trains.md": TRAINS,
    "content/sources/comptes.md": ACCOUNTS,
    "content/sources/gazette.md": GAZETTE,
    "content/pages/methodology.md": PAGE.format(title="Notre travail"),
    "content/pages/corrections.md": PAGE.format(title="Nos erreurs"),
}


def seen(live: str, archived: str, *, evidence: int | None, exact: str, url: str) -> QuoteRow:
    looks = [Look(outcome=Outcome(word)) for word in (live, archived)]
    return QuoteRow(
        place="content/claims/port/cout.md:1:1",
        claim="content/claims/port/cout.md",
        evidence=evidence,
        exact=exact,
        url=url,
        live=looks[0],
        archived=looks[1],
        where=where(*looks),
        checked=date(2026, 10, 1),
    )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_site(tmp_path_factory.mktemp("french") / "site")
    for path in sorted([*(root / "content").rglob("*.md"), *(root / "seeds").glob("*")]):
        path.unlink()
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    rows = [
        seen(
            "near",
            "verbatim",
            evidence=0,
            exact="Le pont de la rive […] trente [millions] d’euros",
            url="https://ville.example.org/comptes",
        ),
        seen(
            "verbatim",
            "unchecked",
            evidence=None,
            exact="Le pont coûtera quarante millions",
            url="https://courrier.example.org/ligne",
        ),
    ]
    (root / "links.json").write_text(write(link_file([], rows)), encoding="utf-8")
    assert main(["build", "--site", str(root)]) == 0
    return root / "output"


def soup(output: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((output / page).read_text(encoding="utf-8"), "html.parser")


def said(output: Path, page: str, selector: str = "main") -> str:
    """What a reader sees, with its special spaces."""
    return "\n".join(re.sub(r"[ \n]+", " ", tag.get_text()).strip() for tag in soup(output, page).select(selector))


def spoken(page: BeautifulSoup) -> Iterator[str]:
    """The visible text, and the texts of attributes that are shown or read out; names of files and fields apart."""
    for code in page.select("code"):
        code.decompose()
    yield from page.stripped_strings
    for tag in page.find_all(True):
        yield from (str(tag[name]) for name in ("aria-label", "title", "alt", "placeholder") if tag.has_attr(name))
        if tag.name == "meta" and tag.get("name") == "description":
            yield str(tag["content"])


def vocabulary(texts: list[str]) -> set[str]:
    return {word.lower() for text in texts for word in re.findall(r"\b[^\W\d_]{2,}\b", re.sub(r"\{\w+\}", " ", text))}


def every_text(language: str) -> list[str]:
    words = catalogue(language)
    texts = [text for entry in words.texts.values() for text in ([entry] if isinstance(entry, str) else entry.values())]
    return [*texts, *words.months, *words.languages.values()]


# The keys of front matter, and the words of closed lists, which a page translates.
KEYS = re.compile(r"\b(?:kind|type|stance|status): \w+|\b[a-z_]+: ")


def test_no_english_word_of_the_interface_is_left(output: Path) -> None:
    content = [re.sub(KEYS, " ", text) for name, text in FILES.items() if name != "pelicanconf.py"]
    english = vocabulary(every_text("en")) - vocabulary([*every_text("fr"), *content, "CC BY"])
    assert english >= {"claim", "checked", "the", "minor", "november"}
    pages = sorted(output.rglob("*.html"))
    assert len(pages) >= 20
    for page in pages:
        texts = list(spoken(BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")))
        found = vocabulary([text for text in texts if not re.fullmatch(r"\S*[/.]\S*", text)])  # no addresses and files
        assert found & english == set(), page.relative_to(output)


def test_every_page_says_that_it_is_french(output: Path) -> None:
    for page in output.rglob("*.html"):
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").html
        assert isinstance(html, Tag)
        assert html["lang"] == "fr"
        assert not html.has_attr("dir")


CLAIM = "claims/port/cout/index.html"


class Shown(NamedTuple):
    name: str
    page: str
    text: str


SHOWN = [
    Shown("kicker", "index.html", "Article vérifié · 2 affirmations"),
    Shown("first of the month", "index.html", "Le Courrier du port · 1er janvier 2026 · Article original"),
    Shown("latest correction", "index.html", "22 novembre 2026 · changement de verdict"),
    Shown("topics", "index.html", f"Par thème{NO_BREAK}: Argent public 1"),
    Shown("hint", "articles/port/index.html", f"Un passage marqué mène à sa note{NARROW}; la note mène aux preuves."),
    Shown("hash", "articles/port/index.html", f"SHA-256 de seeds/port.txt{NO_BREAK}:"),
    Shown("all claims", "claims/index.html", "2 affirmations, dans l’ordre de l’article."),
    Shown("number of the claim", CLAIM, "Affirmation 1 sur 2"),
    Shown("verdict", CLAIM, "Faux Ce que cela veut dire Les preuves contredisent."),
    Shown("caption", CLAIM, "Selon Zoé Lind · "),
    Shown("links", CLAIM, "mot pour mot dans l’article conservé · ces mots sur la page d’origine"),
    Shown("article seen", CLAIM, "Toujours sur la page, le 1er octobre 2026."),
    Shown("stance", CLAIM, f"Contredit l’affirmation {NO_BREAK}: La ville"),
    Shown("words left out", CLAIM, "[… 2 mots omis …] trente [millions] (à la place de 2 mots) d’euros"),
    Shown("translation", CLAIM, f"Notre traduction{NO_BREAK}: Le pont, trente millions."),
    Shown("weak source", CLAIM, f"Source fragile{NO_BREAK}: une copie sans date"),
    Shown("source", CLAIM, "source primaire · 1er avril 2025 · en français"),
    Shown("extract", CLAIM, "Mot pour mot dans l’extrait enregistré le 21 juin 2025 · "),
    Shown(
        "not on the page", CLAIM, "N’est plus sur la page le 1er octobre 2026, mais toujours dans sa copie archivée."
    ),
    Shown("checked", CLAIM, "le 1er février 2026 par Ada Berg"),
    Shown("reviewer", CLAIM, "Pas encore relue par une deuxième personne"),
    Shown("kind", CLAIM, "Nature du proposprévision"),
    Shown("correction", CLAIM, "1er mars 2026 · mineure · Une lettre."),
    Shown("no evidence", "claims/port/trains/index.html", "Aucune source ne parle de cette affirmation."),
    Shown("no correction", "claims/port/trains/index.html", "Corrections Aucune à ce jour."),
    Shown("sources", "sources/index.html", "Les 2 documents cités, avec l’extrait conservé de chacun."),
    Shown("cited by", "sources/index.html", "citée par 1 affirmation"),
    Shown("saved", "sources/comptes/index.html", f"enregistré le 21 juin 2025{NO_BREAK}: transcrits du papier"),
    Shown("divided", "sources/comptes/index.html", "Une ligne […] se trouve là où"),
    Shown("undated", "sources/gazette/index.html", "Publicationdate inconnue"),
    Shown("language", "sources/gazette/index.html", "Languearabe"),
    Shown("no claim", "verdicts/vrai/index.html", "0 affirmation"),
    Shown(
        "empty list",
        "verdicts/vrai/index.html",
        "Aucune affirmation ici. La liste de toutes les affirmations contient les autres.",
    ),
    Shown("scale", "methodology/index.html", "AvisRien ne tranche. aucune"),
    Shown(
        "log",
        "corrections/index.html",
        "Toutes les corrections Suivre (fil Atom) 22 novembre 2026 · changement de verdict",
    ),
    Shown("no page", "404.html", "Il n’y a pas de page à cette adresse"),
]


@each(SHOWN)
def test_what_a_french_page_says(output: Path, case: Shown) -> None:
    assert re.sub(r" +", " ", case.text).strip() in said(output, case.page)


def test_titles_descriptions_and_the_feed_are_french(output: Path) -> None:
    page = soup(output, CLAIM)
    assert page.title is not None
    assert page.title.get_text() == f"Faux{NO_BREAK}: Le pont coûtera quarante millions. — Le port, vérifié"
    description = soup(output, "index.html").select_one("meta[name=description]")
    assert description is not None
    assert (
        description["content"]
        == f"2 affirmations vérifiées{NARROW}; chaque citation est mot pour mot dans un texte conservé."
    )
    feed = (output / "feeds/all.atom").read_text(encoding="utf-8")
    assert f"<title>Faux{NO_BREAK}: Le pont coûtera quarante millions.</title>" in feed
    assert "Toutes les vérifications, de la plus récente à la plus ancienne." in feed
    assert 'xml:lang="fr"' in feed
    corrections = (output / "feeds/corrections.atom").read_text(encoding="utf-8")
    assert "<title>Toutes les corrections — Le port, vérifié</title>" in corrections
    assert f"<title>Correction (changement de verdict) — Faux{NO_BREAK}: Le pont coûtera" in corrections
    verdict = (output / "feeds/verdicts/faux.atom").read_text(encoding="utf-8")
    assert f"<title>Vérifications dont le verdict est «{NO_BREAK}Faux{NO_BREAK}» — Le port" in verdict
    assert "Suivre (fil Atom)" in soup(output, "corrections/index.html").get_text()


# Words in other scripts.


def test_titles_quotes_and_extracts_carry_their_language_and_direction(output: Path) -> None:
    for page in output.rglob("*.html"):
        body = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").body
        assert body is not None
        marked = body.select("[lang]")
        assert all(tag.get("dir") == "auto" for tag in marked), page
        assert all(tag in marked for tag in body.select("blockquote, cite, .extract, [data-seed]")), page
    heading = soup(output, "sources/gazette/index.html").h1
    assert isinstance(heading, Tag)
    assert (heading["lang"], heading["dir"]) == ("ar", "auto")


def test_a_name_in_another_script_stands_apart_from_what_is_beside_it(output: Path) -> None:
    """Else “الميناء · 21 juin” is shown with the 21 before the name: digits follow the letters before them."""
    for page in ("sources/index.html", "sources/gazette/index.html", CLAIM):
        names = soup(output, page).find_all(string="الميناء")
        assert names, page
        assert all(text.parent is not None and text.parent.name == "bdi" for text in names), page


def test_a_site_in_a_right_to_left_language_is_laid_out_that_way(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    settings = (root / "pelicanconf.py").read_text(encoding="utf-8")
    (root / "pelicanconf.py").write_text(
        settings.replace('DEFAULT_LANG = "en"', 'DEFAULT_LANG = "ar"'), encoding="utf-8"
    )
    assert main(["build", "--site", str(root)]) == 0
    html = soup(root / "output", "index.html").html
    assert isinstance(html, Tag)
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


def test_the_stylesheet_knows_no_left_and_no_right() -> None:
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "theme/static/site.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[^;{}]*\b(?:left|right)\b[^;{}]*", collapse(css)) == []
