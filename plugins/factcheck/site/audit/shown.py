"""What a claim's page, or the small one for frames, shows a reader: read by the classes of the theme.

Everything is empty where the page does not show it, or hides it.
"""

from collections.abc import Iterable

from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, attribute, first, words


def sentence(page: Page) -> str:
    """The heading: the claim in one sentence."""
    return words(first(page.named("h1")))


def verdict(page: Page) -> str:
    """The word of the verdict: of the badge in the element `.verdict`, in a frame of the element itself."""
    around = first(page.classed("verdict"))
    return words(first(below(around, "badge")) or around) if around is not None else ""


def summary(page: Page) -> str:
    """The summary: `.lead` in the element `.verdict`, in a frame `.summary`."""
    return words(first([*below(first(page.classed("verdict")), "lead"), *page.classed("summary")]))


def claimant(page: Page) -> str:
    """The claimant: the first name in the caption of the quote, in a frame in the line `.by`."""
    caption = first([*page.classed("by"), *page.named("figcaption")])
    return words(first(named(caption, "bdi")))


def published(page: Page) -> str:
    """Who published the article, and when: the last name and the date in the caption of the quote."""
    caption = first(page.named("figcaption"))
    return " ".join([words(name) for name in named(caption, "bdi")][-1:] + days(named(caption, "time")))


def quote(page: Page) -> str:
    """The quoted words: what is marked in the first quotation."""
    return words(first(named(first(page.named("blockquote")), "mark")))


def review_days(page: Page) -> list[str]:
    """The days in the list of facts: of the check, and of the last change where there was one."""
    return days(named(first(page.classed("facts-list")), "time"))


def days(times: Iterable[Element]) -> list[str]:
    """Dates as programs read them (`datetime`)."""
    return [attribute(time, "datetime") for time in times]


def named(around: Element | None, name: str) -> list[Element]:
    """The elements of a name in another one."""
    return around.named(name) if around is not None else []


def below(around: Element | None, name: str) -> list[Element]:
    """The elements of a class in another one."""
    return around.classed(name) if around is not None else []
