"""Twenty dead links, each planted in a file of its own in a built site, and what a report must name to find it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import invent

SITE = "https://checks.example.org"
Plant = Callable[[str, str], str]  # the file's text and the mark: the text with the fault


def _before(end: str, markup: str) -> Plant:
    """Markup right before an end tag; `{}` in it is the mark."""
    return lambda text, mark: text.replace(end, markup.replace("{}", mark) + end, 1)


def _in_main(markup: str) -> Plant:
    return _before("</main>", f"<p>{markup}</p>")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A dead link. `file` is where it is planted: the next claim's page where it is empty."""

    name: str
    plant: Plant
    file: str = ""
    mark: str = ""  # part of the dead address, found nowhere else; made from the number where it is empty


FAULTS = (
    Fault(name="page that is not there", plant=_in_main('<a href="../{}/">x</a>')),
    Fault(name="anchor on another page", plant=_in_main('<a href="../../../methodology/#{}">x</a>')),
    Fault(name="anchor on the page itself", plant=_in_main('<a href="#{}">x</a>')),
    Fault(name="image", plant=_in_main('<img src="../../../theme/{}.png" alt="">')),
    Fault(name="image in a list of sizes", plant=_in_main('<img srcset="../../../theme/{}.png 2x" alt="">')),
    Fault(name="poster of a film", plant=_in_main('<video poster="../../../theme/{}.png"></video>')),
    Fault(name="stylesheet", plant=_before("</head>", '<link rel="stylesheet" href="../../../theme/{}.css">')),
    Fault(name="script", plant=_before("</head>", '<script src="../../../theme/{}.js"></script>')),
    Fault(name="wrong case", plant=_in_main('<a href="../../../Methodology/">x</a>'), mark="Methodology"),
    Fault(name="folder without index.html", plant=_in_main('<a href="../../../theme/">x</a>'), mark="/theme"),
    Fault(
        name="feed in the head",
        plant=_before("</head>", '<link rel="alternate" type="application/atom+xml" href="../../../feeds/{}.atom">'),
    ),
    Fault(
        name="page in the sitemap",
        plant=_before("</urlset>", f"<url><loc>{SITE}/{{}}/</loc></url>"),
        file="sitemap.xml",
    ),
    Fault(
        name="entry of a feed",
        plant=lambda text, mark: text.replace(f'href="{SITE}/claims/', f'href="{SITE}/{mark}/', 1),
        file="feeds/all.atom",
    ),
    Fault(name="the site's own address in full", plant=_in_main(f'<a href="{SITE}/{{}}/">x</a>')),
    Fault(name="the site's own address without a scheme", plant=_in_main(f'<a href="{SITE[6:]}/{{}}/">x</a>')),
    Fault(name="encoded letters", plant=_in_main('<a href="../%6Eo-{}/">x</a>')),
    Fault(name="a folder above the site", plant=_in_main('<a href="../../../../{}/">x</a>')),
    Fault(
        name="font of a stylesheet", plant=lambda text, mark: f"{text}@font-face{{src:url({mark}.woff2)}}", file="*.css"
    ),
    Fault(
        name="image for social networks",
        plant=_before("</head>", f'<meta property="og:image" content="{SITE}/{{}}.jpg">'),
    ),
    Fault(
        name="sitemap in robots.txt", plant=lambda text, mark: f"{text}Sitemap: {SITE}/{mark}.xml\n", file="robots.txt"
    ),
)


def planted(folder: Path) -> list[tuple[Fault, str, str]]:
    """Plant all faults in a built site: each with its file and its mark."""
    pages = (
        f"claims/{article.slug}/{claim.slug}/index.html"
        for article in invent.articles(1000)
        for claim in article.claims
    )
    found = []
    for number, fault in enumerate(FAULTS, 1):
        file = _file(folder, fault.file) if fault.file else next(pages)
        mark = fault.mark or f"nowhere-{number:02}"
        path = folder / file
        text = path.read_text(encoding="utf-8")
        changed = fault.plant(text, mark)
        if changed == text:
            raise ValueError(f"{fault.name}: {file} has no place for it")
        path.write_text(changed, encoding="utf-8")
        found.append((fault, file, mark))
    return found


def _file(folder: Path, name: str) -> str:
    return next(
        path.relative_to(folder).as_posix() for path in (sorted(folder.rglob(name)) if "*" in name else [folder / name])
    )
