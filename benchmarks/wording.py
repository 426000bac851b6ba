"""The sentences of made-up articles, sources and claims: each says what one body did, with a count of its own."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """What one claim is about."""

    body: str
    deed: str
    count: str
    thing: str
    place: str
    month: str
    year: int
    reason: str

    @property
    def quote(self) -> str:
        """The words of the article: of one claim only, since no count occurs twice in an article."""
        return f"{self.body} of {self.place} {self.deed} {self.count} {self.thing} in {self.month} {self.year}"


def paragraphs(
    index: int, facts: Sequence[Fact], own: tuple[str, str], before: tuple[str, str]
) -> tuple[str, str, str]:
    """The reasoning of the claim with an index; slug and address of its own source, and of the one before."""
    fact = facts[index]
    return (
        f"The article says what {fact.body} of {fact.place} did in {fact.month} {fact.year}. The [list of that "
        f"year]({{source:{own[0]}}}) was read in full; it *names* every single order, and “{fact.count} {fact.thing} "
        f"that {fact.body} of {fact.place} {fact.deed}” is how it puts it. The number in it is **{fact.count}**, and "
        f"{fact.reason} is an addition of the article that the list does not make.",
        f"A second document, the [yearbook]({{source:{before[0]}}}) of another publisher, was compiled from returns "
        f"of its own. It counts the {fact.thing} in the same month and comes to the same figure, but it leaves open "
        f"whether each of them was in use. Its [page on the web]({before[1]}) had not changed when it was read "
        "again a week later.",
        f"What cuts the other way is that neither document was written for the public, and that the returns were not "
        f"audited. A neighbouring statement is treated in [a claim of its own]({{claim:{_other(index, facts)}}}). The "
        f"first document can be [read where it was published]({own[1]}). Nothing else was found that bears on "
        "the number, and the editors make no assumption about why the article put it as it did.",
    )


def _other(index: int, facts: Sequence[Fact]) -> str:
    """The slug of the claim before, or this one's where it is the first."""
    other = max(0, index - 1)
    return f"claim-{other:02}-{facts[other].thing.replace(' ', '-')}"


def passage(fact: Fact, kind: str) -> str:
    """What a source of a kind says of a fact."""
    return (
        f"The {kind} for {fact.year} shows {fact.count} {fact.thing} that {fact.body} of {fact.place} {fact.deed} "
        f"in {fact.month}, and names the works and the money for each of them."
    )
