"""No verdict is told by colour alone, and none beside a claim is another than the claim's.

The theme colours by the class `verdict-<colour>`. Each component that has it says the word in a way of its own:
`COMPONENTS` is the list of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from factcheck.core.model import Claim
from factcheck.core.problems import Problem, shown
from factcheck.core.settings import Verdict
from factcheck.core.text import collapse
from factcheck.render.words import Value, catalogue
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, attribute, first, words

PREFIX = "verdict-"
TO_NOTE = "#note-"


@dataclass(frozen=True, eq=False)
class _Coloured:
    """An element in the colour of a verdict."""

    page: Page
    element: Element
    verdict: Verdict
    references: Mapping[str, str]  # what the marks of the page say besides the quoted words, by claim

    @property
    def label(self) -> str:
        """The word of the verdict."""
        return collapse(self.verdict.label)

    def has(self, name: str) -> bool:
        """Whether it is of a class of the theme."""
        return name in self.element.classes

    def holds_badge(self, part: Element) -> bool:
        """Whether a part of the page has a badge in the same colour with the word."""
        same = (badge for badge in part.classed("badge") if PREFIX + self.verdict.colour in badge.classes)
        return self.label in map(words, same)

    def say(self, key: str, **values: Value) -> str:
        """A text of the interface, in the language of the site."""
        return catalogue(self.page.site.settings.language).say(key, **values)


Component = Callable[[_Coloured], bool | None]  # whether the word is there; None where it is not this component


def badge(it: _Coloured) -> bool | None:
    """A badge is the word, with its symbol."""
    return words(it.element) == it.label if it.has("badge") else None


def box(it: _Coloured) -> bool | None:
    """A card, a note and a claim's verdict hold a badge."""
    is_box = it.has("card") or it.has("note") or it.has("verdict")
    return it.holds_badge(it.element) if is_box else None


def mark_of_article(it: _Coloured) -> bool | None:
    """A mark in an article, in as many pieces as it may be, ends with a reference that says the word."""
    if not it.has("mark") and not it.has("under"):
        return None
    slug = attribute(it.element, "data-mark") or attribute(it.element, "href").removeprefix(TO_NOTE)
    return it.references.get(slug, "").endswith(collapse(f"{it.say('colon')}{it.label})"))


def mark_of_claim(it: _Coloured) -> bool | None:
    """The quoted words on a claim's page stand in the same part of the page as its badge."""
    if it.element.name != "mark":
        return None
    around = next((above for above in it.element.parents if "first" in above.classes), None)
    return around is not None and it.holds_badge(around)


def bar(it: _Coloured) -> bool | None:
    """A part of a bar, and the link around it, is named by the word and the number of its claims, its width."""
    if it.element.name != "rect":
        return None
    width = attribute(it.element, "width")
    wanted = it.say("claims.with", verdict=it.label, count=int(width) if width.isdecimal() else 0)
    link = it.element.parent
    names = [*(words(title) for title in it.element.named("title")), attribute(link, "aria-label")]
    return len(names) > 1 and set(names) == {wanted}


def choice(it: _Coloured) -> bool | None:
    """A choice, and a line of the overview, is the word and a number."""
    is_choice = it.element.name == "label" or (it.element.name == "a" and not it.has("mark") and not it.has("badge"))
    return words(it.element, ("number",)) == it.label if is_choice else None


def frame(it: _Coloured) -> bool | None:
    """A page for frames, which is coloured as a whole, has the word in its element `.verdict`."""
    return words(first(it.element.classed("verdict"))) == it.label if it.element.name == "body" else None


def anything_else(it: _Coloured) -> bool:
    """Any other element has the word in its text or its accessible name."""
    names = (attribute(it.element, "aria-label"), attribute(it.element, "title"), words(it.element))
    return any(_has_word(name, it.label) for name in names)


COMPONENTS: tuple[Component, ...] = (
    badge,
    box,
    mark_of_article,
    mark_of_claim,
    bar,
    choice,
    frame,
    anything_else,
)


def verdict_is_told_in_words(page: Page) -> Iterator[Problem]:
    """Where an element has the colour of a verdict, its component says the verdict's word."""
    references = _references(page)
    for verdict in page.site.settings.scale:
        coloured = (_Coloured(page, element, verdict, references) for element in page.classed(PREFIX + verdict.colour))
        silent = [_tag(it.element) for it in coloured if not _is_told(it)]
        for tag in dict.fromkeys(silent):
            yield page.problem("FC611", ("found", tag), ("wanted", shown(verdict.label)))


def verdict_is_that_of_its_claim(page: Page) -> Iterator[Problem]:
    """The badge beside a link to a claim's page, in a list or a note, and the claim's marks have its verdict."""
    labels = {PREFIX + verdict.colour: verdict.label for verdict in page.site.settings.scale}
    for claim, element in (*_beside(page), *_marks(page)):
        found = [labels[name] for name in element.classes if name in labels]
        if found != [claim.verdict.label]:
            told = " and ".join(map(shown, found)) or "nothing"
            what = f"verdict of {claim.id}"
            yield page.problem("FC610", ("page", told), ("file", shown(claim.verdict.label)), what=what)


def _is_told(it: _Coloured) -> bool:
    return next(told for component in COMPONENTS if (told := component(it)) is not None)


def _references(page: Page) -> dict[str, str]:
    """What the references at the ends of the marks say, by claim."""
    found: dict[str, str] = {}
    for reference in page.classed("reference"):
        link = reference.parent
        slug = attribute(link, "href").removeprefix(TO_NOTE)
        found[slug] = words(reference)
    return found


def _beside(page: Page) -> Iterator[tuple[Claim, Element]]:
    """The badges in entries of lists and in notes, each with the claim that the entry leads to first."""
    for box in (*page.named("li"), *page.named("aside")):
        badges = box.classed("badge")
        if badges and not box.named("li") and not box.named("aside"):
            files = (target.file for link in box.named("a") if (target := page.target(attribute(link, "href"))))
            claims = (page.subjects.claims.get(file.removesuffix("index.html")) for file in files)
            yield from ((claim, badge) for claim in [next(filter(None, claims), None)] if claim for badge in badges)


def _marks(page: Page) -> Iterator[tuple[Claim, Element]]:
    """The marks of an annotated article, each with its claim."""
    if article := page.subjects.articles.get(page.path):
        claims = {f"{TO_NOTE}{claim.slug}": claim for claim in page.site.claims_of(article)}
        for mark in page.classed("mark"):
            if claim := claims.get(attribute(mark, "href")):
                yield claim, mark


def _has_word(text: str, label: str) -> bool:
    """Whether a text has the word, not only as a part of another one."""
    before, found, after = text.partition(label)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()


def _tag(element: Element) -> str:
    """An element as its opening tag, shortened to what tells it apart."""
    kept = [f'{name}="{attribute(element, name)}"' for name in ("class", "id", "href") if name in element.attrs]
    return f"<{' '.join([element.name, *kept])}>"
