"""Names: what a reader takes for a person, a publisher or a topic must be what it looks like.

Two rules. Nothing invisible stands in a name (Unicode's property Default_Ignorable_Code_Point, format and private
characters; but the joiners of Persian and Indic words, as in UAX #31, section 2.3, and of emoji). And a name is of one
script, so that no Cyrillic а stands for a Latin a: the restriction level “highly restrictive” of UTS #39, section 5.2.
A second spelling may follow in brackets: Καθημερινή (Kathimerini). No table of look-alike characters is needed.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

import regex

# The scripts of living languages (UAX #31, tables 5 and 7). A name wholly in another one mixes nothing either.
_SCRIPTS = (
    "Latin Greek Cyrillic Arabic Hebrew Armenian Georgian Ethiopic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil "
    "Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer Thaana Adlam Balinese Bamum Batak Buginese "
    "Canadian_Aboriginal Cham Cherokee Javanese Lepcha Limbu Lisu Mandaic Meetei_Mayek Mongolian New_Tai_Lue Nko "
    "Ol_Chiki Osage Saurashtra Sundanese Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Yi"
).split()
# What is written together: Latin letters stand in Chinese, Japanese and Korean names (UTS #39, section 5.2).
_TOGETHER = ("Latin Han Hiragana Katakana", "Latin Han Bopomofo", "Latin Han Hangul")
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Co}\p{Zl}\p{Zp}--[\t\n\f\r]]", regex.V1)
_JOINER = regex.compile(  # ZWNJ and ZWJ between letters of a script that joins its letters; what joins emoji (UTS #51)
    r"(?<=[\p{scx=Arabic}\p{scx=Syriac}\p{scx=Mongolian}\p{InSC=Virama}])[\u200C\u200D](?=[\p{L}\p{M}])"
    r"|(?<=\p{Extended_Pictographic}[\uFE0F\U0001F3FB-\U0001F3FF]?)\u200D(?=\p{Extended_Pictographic})"
    r"|(?<=\p{Extended_Pictographic})\uFE0F"
)
_BRACKETED = regex.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*")
_LETTER = regex.compile(r"[\p{L}\p{M}--[\p{Common}\p{Inherited}]]", regex.V1)
_STYLED = ("<font>", "<wide>", "<circle>", "<square>")  # 𝐅, Ｆ, Ⓕ: compatibility forms that differ in style only
_MOST_MARKS = regex.compile(r"\p{Mn}{5,}")  # on one letter; UTS #39, section 5.4, allows four


def invisible(name: str) -> Iterator[str]:
    """The characters of a name that nobody can see."""
    joiners = {found.start() for found in _JOINER.finditer(name)}
    return (found.group() for found in _INVISIBLE.finditer(name) if found.start() not in joiners)


def cleaned(name: str) -> str:
    """The name without what nobody can see in it, as a document of strangers is read."""
    joiners = {found.start() for found in _JOINER.finditer(name)}
    return _INVISIBLE.sub(lambda found: found.group() if found.start() in joiners else "", name)


def mixed(name: str) -> str:
    """What in a name could be taken for something else, in words; empty where nothing is."""
    if styled := next((c for c in name if unicodedata.decomposition(c).startswith(_STYLED)), ""):
        return _told(styled)
    if _MOST_MARKS.search(name):
        return "more than four marks on one letter"
    parts = [_BRACKETED.sub(" ", name), *_BRACKETED.findall(name)]
    return next((told for part in parts if (told := _of_two_scripts(part))), "")


def _of_two_scripts(part: str) -> str:
    """The first letter that is not of the script of those before it."""
    letters = _LETTER.findall(part)
    if not letters or _is_of_one(letters):
        return ""
    end = next(end for end in range(1, len(letters) + 1) if not _is_of_one(letters[:end]))
    return f"{_told(letters[end - 1])} beside {_told(letters[0])}"


def _is_of_one(letters: list[str]) -> bool:
    text = "".join(letters)
    return any(pattern.fullmatch(text) for pattern in _together()) or not any(map(_known().search, letters))


@cache
def _together() -> tuple[regex.Pattern[str], ...]:
    groups = (*_SCRIPTS, *_TOGETHER)
    return tuple(
        regex.compile("[{}]*".format("".join(rf"\p{{scx={script}}}" for script in group.split()))) for group in groups
    )


@cache
def _known() -> regex.Pattern[str]:
    scripts = {script for group in (*_SCRIPTS, *_TOGETHER) for script in group.split()}
    return regex.compile("[{}]".format("".join(rf"\p{{scx={script}}}" for script in sorted(scripts))))


def _told(character: str) -> str:
    return f"{character} (U+{ord(character):04X} {unicodedata.name(character, '')})".replace(" )", ")")
