"""Names: what is a name of one script, and what only looks like one."""

import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.names import cleaned, invisible, mixed
from strategies import often


class Sound(NamedTuple):
    name: str
    written: str


SOUND = [
    Sound("French", "Jean‑Luc d’Été-Sœur"),
    Sound("German", "Müller & Söhne, Straße 4°"),
    Sound("Polish", "Łukasz Żółw"),
    Sound("Turkish", "İstanbul Iğdır"),
    Sound("Vietnamese", "Nguyễn Thị Minh Khai"),
    Sound("Hawaiian", "Keʻala ʻOkina"),
    Sound("accents that are marks of their own", unicodedata.normalize("NFD", "Zoë Lind")),
    Sound("Spanish ordinals", "Mª José, 1º"),
    Sound("Greek", "Νίκος Χατζηδάκης"),
    Sound("Greek with breathings", "Ἀθήνα"),
    Sound("Russian", "АО «Газета» № 5"),
    Sound("Serbian", "Ђорђе Љубић"),
    Sound("Arabic", "قناة الجزيرة"),
    Sound("Persian with its non-joiner", "علی\u200cرضا"),
    Sound("Hebrew with points", "דָּוִד בן־גוריון"),
    Sound("Hindi with joiners", "क्\u200dष श्री"),
    Sound("Thai", "ไทยรัฐ"),
    Sound("Armenian", "Երևան"),
    Sound("Georgian", "თბილისი"),
    Sound("Amharic", "አዲስ አበባ"),
    Sound("Japanese in three scripts", "東京のニュース"),
    Sound("Japanese with Latin letters", "NHK総合テレビ"),
    Sound("Korean with Latin letters", "한겨레 TV"),
    Sound("Chinese", "新华社"),
    Sound("Cherokee", "ᏣᎳᎩ"),
    Sound("a script that nobody writes any more", "𐎠𐎡"),
    Sound("another spelling in brackets", "Καθημερινή (Kathimerini)"),
    Sound("another spelling in square brackets", "Яндекс [Yandex]"),
    Sound("digits and signs alone", "20 000 – 24/7 ™"),
    Sound("emoji that are joined", "Crew 👩\u200d🚀 ❤\ufe0f"),
    Sound("nothing", ""),
]


@each(SOUND)
def test_a_name_of_one_script(case: Sound) -> None:
    assert ([*invisible(case.written)], mixed(case.written)) == ([], "")
    assert cleaned(case.written) == case.written


class Hidden(NamedTuple):
    name: str
    character: str


HIDDEN = [
    Hidden("zero-width space", "\u200b"),
    Hidden("zero-width non-joiner", "\u200c"),
    Hidden("zero-width joiner", "\u200d"),
    Hidden("word joiner", "\u2060"),
    Hidden("byte-order mark", "\ufeff"),
    Hidden("soft hyphen", "\u00ad"),
    Hidden("left-to-right mark", "\u200e"),
    Hidden("right-to-left mark", "\u200f"),
    Hidden("Arabic letter mark", "\u061c"),
    Hidden("right-to-left override", "\u202e"),
    Hidden("isolate", "\u2066"),
    Hidden("grapheme joiner", "\u034f"),
    Hidden("Hangul filler", "\u3164"),
    Hidden("Mongolian vowel separator", "\u180e"),
    Hidden("variation selector", "\ufe0f"),
    Hidden("tag", "\U000e0061"),
    Hidden("line separator", "\u2028"),
    Hidden("private use", "\uf8ff"),
    Hidden("null", "\0"),
    Hidden("escape", "\x1b"),
]


@each(HIDDEN)
def test_what_nobody_can_see(case: Hidden) -> None:
    assert [*invisible(f"Zo{case.character}e")] == [case.character]
    assert cleaned(f"Zo{case.character}e") == "Zoe"


class Mixed(NamedTuple):
    name: str
    written: str
    told: str


MIXED = [
    Mixed("Cyrillic in a Latin word", "Zоe", "о (U+043E CYRILLIC SMALL LETTER O) beside Z (U+005A LATIN CAPITAL LETTER Z)"),
    Mixed("a Cyrillic word among Latin ones", "The сор", "с (U+0441"),
    Mixed("a Latin word among Cyrillic ones", "Иван III", "I (U+0049"),
    Mixed("Greek in a Latin word", "Αda", "d (U+0064"),
    Mixed("Armenian in a Latin word", "gօvernment", "օ (U+0585"),
    Mixed("Cherokee in a Latin word", "ᏚYDNEY", "Y (U+0059"),
    Mixed("Cyrillic and Greek", "Рο", "ο (U+03BF"),
    Mixed("within brackets", "Zoe (Zоe)", "о (U+043E"),
    Mixed("Cyrillic beside Japanese", "東京а", "а (U+0430"),
    Mixed("a script of old beside Latin", "Zoe 𐎠", "𐎠 (U+103A0"),
    Mixed("full-width", "Ｚoe", "Ｚ (U+FF3A FULLWIDTH LATIN CAPITAL LETTER Z)"),
    Mixed("mathematical", "𝐙oe", "𝐙 (U+1D419"),
    Mixed("in a circle", "Ⓩoe", "Ⓩ (U+24CF"),
    Mixed("a pile of marks", "Z" + "\u0301" * 5 + "oe", "more than four marks on one letter"),
]  # fmt: skip


@each(MIXED)
def test_what_could_be_taken_for_something_else(case: Mixed) -> None:
    assert mixed(case.written).startswith(case.told)


@pytest.mark.parametrize("script", ["LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "HANGUL SYLLABLE"])
def test_no_letter_of_a_script_is_mixed_by_itself(script: str) -> None:
    letters = [c for c in map(chr, range(0xF900)) if c.isalpha() and unicodedata.name(c, "").startswith(f"{script} ")]
    assert len(letters) > 30
    assert mixed("".join(letters)) == ""


@often
@given(st.text(max_size=20))
def test_any_name_is_judged(name: str) -> None:
    assert (cleaned(name) == name) == ([*invisible(name)] == [])
    assert isinstance(mixed(name), str)
