"""The pages of what was: former addresses, checks that were withdrawn, earlier texts of claims."""

import re
from collections.abc import Iterable, Iterator

from factcheck.core.earlier import Earlier
from factcheck.core.model import Claim
from factcheck.core.problems import Problem, shown
from factcheck.core.settings import Verdict
from factcheck.core.text import collapse
from factcheck.render.words import catalogue
from factcheck.site.audit import shown as reader
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, attribute, first, words

Fact = tuple[str, str, str]  # what it is, as the page shows it, as the file has it
# The content of <meta http-equiv=refresh> (HTML, 4.2.5.3): a number of seconds, and where to.
_REFRESH = re.compile(r"0; url=(\S+)")


def former_address_leads_on(page: Page) -> Iterator[Problem]:
    """The page at a former address leads to the page that stands now, by itself and by a link that can be seen."""
    if page.moved:
        wanted = f"{page.moved.to}index.html"
        refreshes = [attribute(meta, "content") for meta in page.named("meta") if _is(meta, "http-equiv", "refresh")]
        ways = [found[1] if (found := _REFRESH.fullmatch(content)) else content for content in refreshes]
        links = [attribute(link, "href") for link in page.named("a") if words(link) and first([link]) is link]
        for what, addresses in (("redirect", ways), ("link", links)):
            files = [target.file if (target := page.target(address)) else "" for address in addresses]
            if files != [wanted]:
                told = " and ".join(map(shown, addresses)) or "nothing"
                need = f"one {what} to its new address"
                yield page.problem("FC617", ("found", told), ("wanted", page.moved.to), what=need)


def withdrawn_page_says_so(page: Page) -> Iterator[Problem]:
    """The pages of a withdrawn check say so, with the day and the reason, and show sentence, quote and corrections."""
    claim = page.subjects.withdrawn.get(page.path)
    if shown_claim := claim or page.subjects.withdrawn_frames.get(page.path):
        yield from _differing(page, _withdrawn(page, shown_claim))
    if claim:
        rows = [words(row) for row in reader.named(first(page.classed("log")), "li")]
        for number, correction in enumerate(claim.corrections):
            found = rows[number] if number < len(rows) else ""
            text = collapse(correction.text)
            yield from _differing(page, [(f"correction {number + 1}", text if text in found else found, text)])


def _withdrawn(page: Page, claim: Claim) -> Iterator[Fact]:
    assert claim.withdrawal is not None
    language = catalogue(page.site.settings.language)
    said = " ".join(words(part) for part in page.classed("withdrawn") if first([part]) is part)
    heading = language.say("withdrawn.heading", day=language.day(claim.withdrawal.date))
    yield "withdrawal", heading if heading in said else said, heading
    reasons = [*page.classed("reason"), *page.classed("summary")]
    yield "reason", words(first(reasons)), collapse(claim.withdrawal.text)
    yield "sentence", reader.sentence(page), collapse(claim.text)
    yield "quote", reader.quote(page), collapse(claim.words)
    article = claim.article
    yield "article", reader.published(page), f"{collapse(article.publisher)} {article.published.isoformat()}"


def withdrawn_check_has_no_verdict(page: Page) -> Iterator[Problem]:
    """The pages of a withdrawn check show no verdict: neither its word as a badge nor its colour."""
    if page.path in page.subjects.withdrawn or page.path in page.subjects.withdrawn_frames:
        colours = {f"verdict-{verdict.colour}" for verdict in page.site.settings.scale}
        for tag in page.tags:
            if colours & set(tag.classes) or "badge" in tag.classes:
                found = f'<{tag.name} class="{attribute(tag, "class")}">'
                yield page.problem("FC614", ("found", found), what="verdict of a withdrawn check")


def history_page_shows_every_earlier_text(page: Page) -> Iterator[Problem]:
    """The page of earlier texts shows each with its day, sentence, verdict, summary, quote and evidence."""
    if claim := page.subjects.histories.get(page.path):
        sections = page.classed("earlier")
        yield from _differing(page, [("earlier texts", str(len(sections)), str(len(claim.history)))])
        for section, earlier in zip(sections, claim.history, strict=False):
            yield from _differing(page, _earlier(section, earlier))


def _earlier(section: Element, earlier: Earlier) -> Iterator[Fact]:
    day, said = earlier.until.isoformat(), words(section)
    verdict = earlier.verdict.label if isinstance(earlier.verdict, Verdict) else earlier.verdict
    yield f"day of the text until {day}", " ".join(reader.days(section.named("time"))), day
    yield f"verdict until {day}", words(first(section.classed("was"))), collapse(verdict)
    yield f"sentence until {day}", words(first(section.classed("sentence"))), earlier.text
    quoted = [earlier.quote, *(entry.words for entry in earlier.evidence)]
    for text in filter(None, (earlier.correction.text, earlier.summary, *quoted)):
        yield f"text until {day}", collapse(text) if collapse(text) in said else "", collapse(text)


def search_engines_leave_it_out(page: Page) -> Iterator[Problem]:
    """A page of earlier texts, at a former address or for frames is not for search engines; every other page is."""
    found = [attribute(meta, "content") for meta in page.named("meta") if _is(meta, "name", "robots")]
    subjects = page.subjects
    left_out = (subjects.histories, subjects.moved, subjects.frames, subjects.withdrawn_frames)
    wanted = ["noindex"] if any(page.path in pages for pages in left_out) else []
    if found != wanted:
        told, needed = (" and ".join(map(shown, names)) or "nothing" for names in (found, wanted))
        yield page.problem("FC617", ("found", told), ("wanted", needed), what="its word to search engines")


def _is(meta: Element, name: str, value: str) -> bool:
    return attribute(meta, name).strip().lower() == value


def _differing(page: Page, facts: Iterable[Fact]) -> Iterator[Problem]:
    for what, found, wanted in facts:
        if found != wanted:
            details = [shown(text) if text else "nothing" for text in (found, wanted)]
            yield page.problem("FC610", ("page", details[0]), ("file", details[1]), what=what)
