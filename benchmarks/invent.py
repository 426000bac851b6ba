"""Articles with claims and sources, made up: the same ones for the same numbers, on every machine.

Article number `n` is the same in a site of any size, so that a larger site holds the smaller one. Lengths are about
the medians of this project's own content: a claim sentence of 100 characters, a quote of 75, a summary of 155, a
reasoning of three paragraphs and 1,150 characters with five links, an extract of 300.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.lexicon import (
    BODIES,
    DEEDS,
    FILLERS,
    MONTHS,
    PAPERS,
    PLACES,
    REASONS,
    STANCES,
    THINGS,
    TOPICS,
    VERDICTS,
)
from benchmarks.wording import Fact, paragraphs, passage

PER_ARTICLE = 20  # claims; and as many sources, each cited by two of them
FIRST_DAY = date(2024, 1, 1)
DAYS = 700  # over which the articles are spread


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document that two claims of its article cite."""

    slug: str
    title: str
    publisher: str
    url: str
    published: date
    retrieved: date
    passages: tuple[str, str]  # what each of the two claims quotes

    @property
    def extract(self) -> str:
        """The stored words."""
        return f"{self.passages[0]}\n\n{self.passages[1]}"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The words of a source."""

    source: Source
    quote: str
    stance: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A checked statement."""

    article: str
    slug: str
    text: str
    short: str
    claimant: str
    quote: str
    verdict: str
    summary: str
    checked: date
    topics: tuple[str, str]
    evidence: tuple[Evidence, Evidence]
    paragraphs: tuple[str, str, str]  # Markdown with {claim:slug} and {source:slug} for where its links lead


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article under review, with all that is said of it."""

    slug: str
    title: str
    publisher: str
    url: str
    published: date
    text: str
    assessment: str  # Markdown, as a claim's paragraphs
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]


def articles(claims: int) -> Iterator[Article]:
    """The articles of a site with so many claims; the last one may have fewer."""
    for number in range(-(-claims // PER_ARTICLE)):
        yield article(number, min(PER_ARTICLE, claims - number * PER_ARTICLE))


def article(number: int, claims: int = PER_ARTICLE) -> Article:
    """The article with a number, from 0."""
    random = Random(f"article {number}")
    facts = _facts(random)
    slug = f"article-{number:05}"
    published = FIRST_DAY + timedelta(days=number % DAYS)
    place = PLACES[number % len(PLACES)]
    publisher = f"The {place} {random.choice(PAPERS)}"
    sources = tuple(_source(number, index, facts, published, random) for index in range(PER_ARTICLE))
    made = tuple(_claim(slug, publisher, index, facts, sources, published, random) for index in range(claims))
    return Article(
        slug=slug,
        title=f"What became of the plans of {place}, part {number + 1}",
        publisher=publisher,
        url=f"https://paper-{number % 50}.example.org/{published:%Y/%m/%d}/plans-{number}",
        published=published,
        text=_text(facts, random),
        assessment=_assessment(made),
        claims=made,
        sources=sources if claims == PER_ARTICLE else _cited(made),
    )


def _cited(claims: tuple[Claim, ...]) -> tuple[Source, ...]:
    cited = {evidence.source.slug: evidence.source for claim in claims for evidence in claim.evidence}
    return tuple(cited.values())


def _facts(random: Random) -> list[Fact]:
    counts = random.sample(range(1100, 9999), PER_ARTICLE)
    return [
        Fact(
            random.choice(BODIES),
            random.choice(DEEDS),
            f"{count:,}",
            random.choice(THINGS),
            random.choice(PLACES),
            random.choice(MONTHS),
            random.randint(2015, 2023),
            random.choice(REASONS),
        )
        for count in counts
    ]


def _text(facts: list[Fact], random: Random) -> str:
    """Paragraphs of two claims and a sentence without one."""
    sentences = [f"{fact.quote[0].upper()}{fact.quote[1:]}, {fact.reason}." for fact in facts]
    pairs = zip(sentences[::2], sentences[1::2], strict=True)
    return "\n".join(f"{one} {random.choice(FILLERS)} {other}" for one, other in pairs) + "\n"


def _source(number: int, index: int, facts: list[Fact], published: date, random: Random) -> Source:
    first, second = facts[index], facts[(index + 1) % PER_ARTICLE]
    day = published - timedelta(days=random.randint(1, 400))
    paper = f"{random.choice(PLACES)} {PAPERS[index % len(PAPERS)]}"
    return Source(
        slug=f"source-{number:05}-{index:02}",
        title=f"Report on {first.thing} and {second.thing} in {first.place}, number {number}-{index}",
        publisher=f"{paper} {index}",  # two publishers for each claim
        url=f"https://paper-{index}.example.org/report/{number}-{index}",
        published=day,
        retrieved=published + timedelta(days=2),
        passages=(passage(first, "list"), passage(second, "yearbook")),
    )


def _claim(
    slug: str,
    publisher: str,
    index: int,
    facts: list[Fact],
    sources: tuple[Source, ...],
    published: date,
    random: Random,
) -> Claim:
    fact, verdict = facts[index], random.choice(VERDICTS)
    own, before = sources[index], sources[index - 1]
    stance = STANCES.get(verdict, "refutes" if verdict.endswith("false") else "context")
    quoted = (own.passages[0], before.passages[1])
    notes = ("The list was published for the year in question.", "An independent yearbook with the same figures.")
    evidence = [
        Evidence(source=source, quote=quote, stance=stance, note=note)
        for source, quote, note in zip((own, before), quoted, notes, strict=True)
    ]
    return Claim(
        article=slug,
        slug=f"claim-{index:02}-{fact.thing.replace(' ', '-')}",
        text=f"In {fact.month} {fact.year}, {fact.body} of {fact.place} {fact.deed} {fact.count} {fact.thing}.",
        short=f"{fact.place} got {fact.count} {fact.thing} in {fact.year}.",
        claimant=publisher,
        quote=_inner(fact.quote),
        verdict=verdict,
        summary=(
            f"A list and a yearbook give {fact.count} {fact.thing} for {fact.year}; how many of them were in use by "
            f"the end of {fact.month} is told by neither."
        ),
        checked=published + timedelta(days=3 + index % 5),
        topics=_topics(random),
        evidence=(evidence[0], evidence[1]),
        paragraphs=paragraphs(index, facts, (own.slug, own.url), (before.slug, before.url)),
    )


def _inner(quote: str) -> str:
    """The quote as it stands in the article: every claim begins a sentence, with a capital letter."""
    return quote[0].upper() + quote[1:]


def _topics(random: Random) -> tuple[str, str]:
    one, other = random.sample(TOPICS, 2)
    return one, other


def _assessment(claims: tuple[Claim, ...]) -> str:
    linked = [f"[{claim.short.rstrip('.')}]({{claim:{claim.slug}}})" for claim in claims[:4]]
    return (
        "Most of what the article reports was found in documents of the time. What a reader may want to look at "
        f"first: {', '.join(linked)}.\n\n"
        "Two things should be kept apart. The figures come from lists that anyone may read; the reasons given for "
        "them come from the article alone. Where no second document was found, the page of the claim says so.\n\n"
        "Developments after the day of publication are given as context and were not held against the article."
    )
