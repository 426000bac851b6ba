"""Sites for the tests of feeds: texts that break careless writers, corrections, and many claims."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from factcheck.core.fields import CorrectionKind
from factcheck.core.model import Claim, Correction, Site


class Hostile(NamedTuple):
    """A text, and the line that a feed reader gets."""

    name: str
    text: str
    read: str


HOSTILE = [
    Hostile("figures that look like tags", "fell <5% … >3%", "fell <5% … >3%"),
    Hostile("a script", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    Hostile("an image with a handler", '<img src=x onerror="alert(1)">', '<img src=x onerror="alert(1)">'),
    Hostile("references stay as typed", "AT&amp;T &lt;b&gt; &#60; &nbsp;", "AT&amp;T &lt;b&gt; &#60; &nbsp;"),
    Hostile("the end of a CDATA section", "a ]]> b <![CDATA[ c", "a ]]> b <![CDATA[ c"),
    Hostile("comment and instruction", "<!-- a --> <?xml b?>", "<!-- a --> <?xml b?>"),
    Hostile("an entity of one's own", "<!DOCTYPE a [<!ENTITY b 'c'>]> &b;", "<!DOCTYPE a [<!ENTITY b 'c'>]> &b;"),
    Hostile("quotation marks", """a "b" 'c' “d”""", """a "b" 'c' “d”"""),
    Hostile("control characters", "a\x00b\x08c\x0bd\x1be\x1ff", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"),
    Hostile("half of a surrogate pair", "a\ud83db\udc00c", "a\ufffdb\ufffdc"),
    Hostile("what is no character", "a\ufffeb\uffffc", "a\ufffdb\ufffdc"),
    # Not U+0080 to U+009F: XML can hold them, but feedparser takes them for bytes of Windows-1252.
    Hostile("what XML discourages", "a\x7fb\U0001fffec", "a\x7fb\U0001fffec"),
    Hostile("line ends and tabs", "a\tb\r\nc\rd\fe \n f", "a b c d e f"),
    Hostile("line ends that JavaScript once had", "a\u2028b\u2029c", "a\u2028b\u2029c"),
    Hostile("other scripts", "قال 中文 👩\u200d🚀 e\u0301", "قال 中文 👩\u200d🚀 e\u0301"),
    Hostile("a template", "{{ x }} {0} %s $y", "{{ x }} {0} %s $y"),
]


def everywhere(site: Site, text: str) -> Site:
    """The site with one claim, and `text` wherever a person could have typed it."""
    claim = site.claims[0]
    verdict = replace(claim.verdict, label=text, definition=text)
    scale = tuple(verdict if step.id == verdict.id else step for step in site.settings.scale)
    publisher = replace(site.settings.publisher, name=text)
    claim = replace(
        claim,
        text=text,
        summary=text,
        author=text,
        topics=(f"Topic {text}",),
        verdict=verdict,
        corrections=(Correction(date=claim.checked, kind=CorrectionKind.MINOR, text=text),),
    )
    return replace(site, claims=(claim,), settings=replace(site.settings, name=text, scale=scale, publisher=publisher))


def with_first(site: Site, **changes: object) -> Site:
    """The site with a changed first claim."""
    return replace(site, claims=(replace(site.claims[0], **changes), *site.claims[1:]))


def corrected(site: Site) -> Site:
    """The site with corrections of its first two claims, on three days, two of them on one."""
    first, second, *others = site.claims
    days = [first.checked + timedelta(days=days) for days in (1, 2, 3)]
    one = (
        Correction(date=days[0], kind=CorrectionKind.MINOR, text="A letter."),
        Correction(date=days[2], kind=CorrectionKind.FACTUAL, text="A day <was> wrong."),
        Correction(date=days[2], kind=CorrectionKind.RATING, text="So the verdict is another."),
    )
    other = (Correction(date=days[1], kind=CorrectionKind.UPDATE, text="News."),)
    claims = (replace(first, corrections=one), replace(second, corrections=other), *others)
    return replace(site, claims=claims)


def many(site: Site, count: int) -> Site:
    """The site with `count` claims, each checked a day after the one before."""
    claim, first = site.claims[0], date(2026, 1, 1)
    return replace(site, claims=tuple(_numbered(claim, n, first + timedelta(days=n)) for n in range(1, count + 1)))


def _numbered(claim: Claim, number: int, day: date) -> Claim:
    note = Correction(date=day, kind=CorrectionKind.MINOR, text=f"Correction {number}.")
    return replace(claim, slug=f"claim-{number}", number=number, checked=day, corrections=(note,))


def kept(text: str) -> str:
    """The line that must come back, told character by character (XML 1.0, 2.2)."""

    def is_character(code: int) -> bool:
        return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    words = "".join(" " if character in " \t\n\r\f" else character for character in text)
    words = " ".join(word for word in words.split(" ") if word)
    return "".join(character if is_character(ord(character)) else "\ufffd" for character in words)
