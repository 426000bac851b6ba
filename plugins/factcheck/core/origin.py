"""Origins: evidence that all comes from one place is one piece of evidence.

The European Fact-Checking Standards Network's code asks for at least two independent sources, unless only
one is relevant. Who is behind a source is its publisher, or what its `origin:` names (a news agency's
report in two newspapers has one origin).
"""

from collections.abc import Iterator

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Problem, problem, shown
from factcheck.core.settings import Settings


def evidence_has_two_origins(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """The evidence on a claim comes from more than one origin."""
    for entry in corpus.claims.values():
        if entry.file.is_withdrawn:
            continue
        cited = [evidence.source for evidence in entry.file.evidence]
        files = [corpus.sources[slug].file for slug in cited if slug in corpus.sources]
        origins = {(file.origin or file.publisher).casefold(): file.origin or file.publisher for file in files}
        if len(files) == len(cited) and len(origins) == 1:
            fix = "cite a source that does not depend on it; until then the page of the claim says so"
            found = ("found", shown(next(iter(origins.values()))))
            yield problem("FC311", entry.document.place("evidence", key=True), found, ("fix", fix))
