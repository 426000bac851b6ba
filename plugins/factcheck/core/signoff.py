"""Sign-off: two people stand behind a published claim, and they are not the same one."""

from collections.abc import Iterator

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Problem, problem, shown
from factcheck.core.settings import Settings


def reviewer_is_another_person(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """Two people stand behind a claim: the second one signs off, not the author."""
    for entry in corpus.claims.values():
        reviewer, author = entry.file.reviewed_by, entry.file.author
        if reviewer and author and reviewer.casefold() == author.casefold():
            fix = "name the second reviewer, or leave reviewed_by out until there is one"
            yield problem("FC405", entry.document.place("reviewed_by"), ("found", shown(reviewer)), ("fix", fix))


def second_person_signs_off(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A published claim has a second person's sign-off, unless it was withdrawn."""
    code = "FC412" if settings.requires_review else "FC411"
    for entry in corpus.live.values():
        if entry.file.reviewed_by is None:
            fix = "add reviewed_by: the name of whoever has checked it besides the author"
            yield problem(code, entry.document.place("author", key=True), ("fix", fix))
