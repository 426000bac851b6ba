"""Words: every word of the interface, in one catalogue a language; templates and pages ask for them by key.

`en/` and `fr/` hold the texts and nothing else. A third language is a third such folder and an entry of
`_CATALOGUES`. Verdict labels and definitions are settings of a site, and messages to editors are English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from string import Formatter

from markupsafe import Markup, escape

from factcheck.render.words import en, fr

Forms = Mapping[str, str]  # a text that counts something: "one" and "other"
Value = str | int
FALLBACK = "en"
# Scripts that run from right to left, by the languages that are written in them (CLDR 47, `characterOrder`).
_RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())


class WordsError(ValueError):
    """A key that the catalogue lacks, or fields that are not those of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The catalogue of one language."""

    language: str  # its code, without a region
    texts: Mapping[str, str | Forms]
    months: tuple[str, ...]
    languages: Mapping[str, str]  # the names of languages, by code
    singular: frozenset[int]  # the numbers that take the form "one"
    separator: str  # between thousands
    _said: dict[str | date, str] = field(default_factory=dict, compare=False, repr=False)  # what no values change

    def say(self, key: str, **values: Value) -> str:
        """The text of `key` with its fields filled in; `count` chooses the form of a text that has two.

        Whole numbers are written with the language's separator. Where a value is `Markup` the rest is
        escaped and the whole is `Markup`; else the text is plain, and the template escapes it.
        Raises WordsError for an unknown key, and for fields too few, too many or of another type.
        """
        if key in self._said and not values:
            return self._said[key]
        text = self._text(key, values)
        if not values:
            return self._said.setdefault(key, text.format())
        shown = {name: self._shown(key, name, value) for name, value in values.items()}
        if any(isinstance(value, Markup) for value in shown.values()):
            return escape(text).format(**shown)
        return text.format(**shown)

    def day(self, day: date) -> str:
        """A date in words: 22 November 2026, 1er janvier 2026. No locale is asked."""
        if day not in self._said:
            key = "date.first" if day.day == 1 else "date.day"
            month, year = self.months[day.month - 1], str(day.year)
            self._said[day] = self.say(key, day=str(day.day), month=month, year=year)
        return self._said[day]

    def number(self, number: int) -> str:
        """A whole number with its thousands set apart: 1,234 or 1 234."""
        return f"{number:,}".replace(",", self.separator)

    def name_of(self, language: str) -> str:
        """The name of a language, by its code; a code that nobody named stands for itself."""
        return self.languages.get(_primary(language), language)

    def _text(self, key: str, values: Mapping[str, Value]) -> str:
        entry = self.texts.get(key)
        if entry is None:
            raise WordsError(
                f"“{key}” is no key of the words: add it to render/words/en and its translations, or mend the key"
            )
        text = entry if isinstance(entry, str) else self._form(key, entry, values)
        if not _fit(text, tuple(values)):
            raise WordsError(f"“{key}” has the fields {sorted(fields(text))}, given are {sorted(values)}")
        return text

    def _form(self, key: str, forms: Forms, values: Mapping[str, Value]) -> str:
        count = values.get("count")
        if not isinstance(count, int):
            raise WordsError(f"“{key}” counts something: count must be a whole number, not {count!r}")
        return forms["one" if count in self.singular else "other"]

    def _shown(self, key: str, name: str, value: Value) -> str:
        """A value as it is filled in. None and undefined names would leave a gap, so only text and numbers pass."""
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return self.number(value)
        raise WordsError(f"“{key}”: {name} must be text or a whole number, not {type(value).__name__}")


@cache
def fields(text: str) -> frozenset[str]:
    """The names of the fields of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@cache
def _fit(text: str, names: tuple[str, ...]) -> bool:
    """Whether these are the fields of a text; `count` may choose its form and not stand in it."""
    expected, given = fields(text), frozenset(names)
    return given - {"count"} == expected - {"count"} and "count" not in expected - given


@lru_cache(maxsize=256)
def _primary(language: str) -> str:
    """The first subtag of a language tag (RFC 5646): `fr` of `fr-CA`."""
    return language.split("-", 1)[0].lower()


_CATALOGUES = {
    "en": Words(
        language="en",
        texts=en.TEXTS,
        months=en.MONTHS,
        languages=en.LANGUAGES,
        singular=en.SINGULAR,
        separator=en.SEPARATOR,
    ),
    "fr": Words(
        language="fr",
        texts=fr.TEXTS,
        months=fr.MONTHS,
        languages=fr.LANGUAGES,
        singular=fr.SINGULAR,
        separator=fr.SEPARATOR,
    ),
}
LANGUAGES = tuple(_CATALOGUES)


def catalogue(language: str) -> Words:
    """The words of a language, by the first subtag of its tag; English for a language without words of its own."""
    return _CATALOGUES.get(_primary(language), _CATALOGUES[FALLBACK])


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`, the values of HTML's `dir`."""
    return "rtl" if _primary(language) in _RIGHT_TO_LEFT else "ltr"
