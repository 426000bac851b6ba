"""Addresses that something had before: each leads on to where it is now, so none of them may be anything else's."""

from collections.abc import Iterator, Mapping

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.schema import ArticleFile, DraftFile, SourceFile
from factcheck.core.settings import Settings

_Files = Mapping[str, Entry[ArticleFile]] | Mapping[str, Entry[DraftFile]] | Mapping[str, Entry[SourceFile]]


def former_addresses_are_free(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """An address that something had before is that of nothing else now, and is given once."""
    claims = {f"{article}/{slug}": entry for (article, slug), entry in corpus.claims.items()}
    for folder, files in (("articles", corpus.articles), ("claims", claims), ("sources", corpus.sources)):
        yield from _free(corpus, folder, files)


def _free(corpus: Corpus, folder: str, files: _Files) -> Iterator[Problem]:
    given: dict[str, Place] = {}
    for entry in files.values():
        for index, former in enumerate(entry.file.formerly):
            place, path = entry.document.place("formerly", index), f"content/{folder}/{former}.md"
            if former in files or path in corpus.refused:
                fix = "take it out: what is there now is shown there"
                yield problem("FC418", place, ("found", shown(former)), ("file", path), ("fix", fix))
            elif former in given:
                yield problem("FC418", place, ("found", shown(former)), ("entry", str(given[former])))
            else:
                given[former] = place
