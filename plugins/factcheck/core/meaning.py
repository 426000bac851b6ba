"""Meaning: in what two wordings differ that nobody may gloss over, in English and French.

A hint may say that a quote is nearly there; it must not propose to accept other words when a digit, a
sign, a decimal mark, a unit, a comparison, a negation, a name or a modal differs. Other languages are
guarded in what all share: digits, signs, marks, symbols of units, names with a capital letter. Rather
one difference too many than one too few: what is told here only makes a hint more careful.
"""

from collections.abc import Callable, Iterator

import regex
from rapidfuzz.distance import Levenshtein

from factcheck.core.typography import fold

_NUMBER = regex.compile(r"\p{N}+(?:[.,']\p{N}+| \p{N}{3}(?!\p{N}))*")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*")
_TOKEN = regex.compile(rf"{_NUMBER.pattern}|{_WORD.pattern}")
# "un", "une" and "one" are left out: articles and pronouns far more often than numbers.
_NUMBER_WORDS = (
    {word: str(value) for value, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
    | {word: str(value) for value, word in enumerate("deux trois quatre cinq six sept huit neuf dix".split(), 2)}
    | {word.rstrip("s"): word for word in "hundreds thousands millions billions trillions dozens".split()}
    | {"cent": "hundreds", "mille": "thousands", "milliard": "billions", "billion": "billions"}
    | {word: word for word in "eleven twelve twenty thirty forty fifty half quarter third zero".split()}
    | {word: word for word in "onze douze vingt trente quarante cinquante soixante douzaine zéro".split()}
)
_SIGN = regex.compile(
    r"(?<![\p{L}\p{N})\]%])[+\-±](?=[€$£¥]?\p{N})|\b(?:minus|negative|positive|négati\w+|positi\w+)\b"
)
_UNIT = regex.compile(
    r"(?P<points>percentage points?|points? de pourcentage|pp\b)|(?P<percent>%|per ?cent\b|pour cent\b)|(?P<permille>‰)"
    r"|(?P<euro>€|\beuros?\b|\beur\b)|(?P<dollar>\$|\bdollars?\b|\busd\b)|(?P<pound>£|\bpounds?\b|\bgbp\b|\blivres?\b)"
    r"|(?P<yen>¥|\byens?\b)|(?P<rouble>₽|\broubles?\b|\brubles?\b)|(?P<hryvnia>₴|\bhryvnias?\b)"
    r"|(?P<celsius>°c|\bcelsius\b)|(?P<fahrenheit>°f|\bfahrenheit\b)|(?P<degree>°)"
    r"|(?P<second>\bseconde?s?\b)|(?P<minute>\bminutes?\b)|(?P<hour>\bhours?\b|\bheures?\b)|(?P<day>\bdays?\b|\bjours?\b)"
    r"|(?P<week>\bweeks?\b|\bsemaines?\b)|(?P<month>\bmonths?\b|\bmois\b)"
    r"|(?P<year>\byears?\b|\bans\b|(?<=\p{N} )an\b|\bannées?\b)"
    r"|(?P<decade>\bdecades?\b|\bdécennies?\b)|(?P<century>\bcentur(?:y|ies)\b|\bsiècles?\b)"
    r"|(?P<mile>\bmiles?\b)|(?P<kilometre>\bkilom[eè]t(?:re|er)s?\b|(?<=\p{N} ?)km\b)"
    r"|(?P<metre>\bm[eè]t(?:re|er)s?\b|(?<=\p{N} ?)m\b)"
    r"|(?P<centimetre>(?<=\p{N} ?)cm\b)|(?P<millimetre>(?<=\p{N} ?)mm\b)"
    r"|(?P<kilogram>\bkilogram(?:me)?s?\b|\bkilos?\b|(?<=\p{N} ?)kg\b)|(?P<gram>\bgram(?:me)?s?\b|(?<=\p{N} ?)g\b)"
    r"|(?P<tonne>\btons?\b|\btonnes?\b)|(?P<litre>\blit(?:re|er)s?\b)|(?P<hectare>\bhectares?\b)|(?P<acre>\bacres?\b)"
    r"|(?P<megawatt>(?<=\p{N} ?)mw\b|\bmegawatts?\b)|(?P<gigawatt>(?<=\p{N} ?)gw\b|\bgigawatts?\b)"
)
_COMPARISONS = frozenset(
    "more less fewer most least over under above below beyond than exceed exceeds exceeded exceeding to nearly almost "
    "about around roughly approximately only exactly just before after until since by higher lower greater larger "
    "bigger smaller better worse first last equal same all every each some many few several majority minority both "
    "plus moins davantage dépasse dépassé dépassent supérieur supérieure supérieurs inférieur inférieure inférieurs "
    "jusque jusqu environ près presque quasi quasiment seulement seul seule exactement avant après depuis dès premier "
    "première dernier dernière même tous toutes tout toute certains certaines quelques plusieurs majorité minorité "
    "moitié".split()
)
_COMPARING = regex.compile(r"[<>≤≥=≠≈~]")
_NEGATION = regex.compile(
    r"n't\b|\bcan(?P<not>not)\b|\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|hardly|scarcely|"
    r"barely|ne|n(?=')|pas|jamais|aucune?|rien|ni|non|sans|guère|nulle?|personne)\b"
)
_NEGATING = ("un", "in", "im", "il", "ir", "dis", "non-", "non")
LEAST_STEM = 4  # "un-able"; of shorter words the beginning is seldom a negation
_MODAL_WORD = regex.compile(r"\p{L}+?(?=n't\b)|\p{L}+")
_MODALS = frozenset(
    "can could may might must shall should will would ought need allegedly reportedly supposedly "
    "peut peuvent pouvait pouvaient pourra pourront pourrait pourraient doit doivent devait devaient devra devront "
    "devrait devraient faut faudra faudrait aurait auraient serait seraient prétendument censé censée censés".split()
)
_NAME = regex.compile(r"(?<!°)\p{Lu}[\p{L}\p{M}]*(?:-[\p{L}\p{M}]+)*")
_ACRONYM = regex.compile(r"(?:\b\p{Lu}\.){2,}")  # "U.S." and "US" are one name
_FUNCTION_WORDS = frozenset(
    "a an the this that these those it its he she they we i you his her their our in on at by for from of to with and "
    "or but as if when while after before since not no there is are was were has have had le la les l un une des du de "
    "d ce cette ces il elle ils elles on nous vous je son sa ses leur leurs en au aux dans sur par pour avec et ou "
    "mais si quand que qui c s n y a est sont".split()
)


def differences(quote: str, words: str) -> tuple[str, ...]:
    """In what `quote` and `words` differ in meaning, each with its article: `("a number", "a negation")`."""
    one, other = (_ACRONYM.sub(lambda found: found.group().replace(".", ""), fold(text)) for text in (quote, words))
    found = [name for name, told in _KINDS.items() if list(told(one.lower())) != list(told(other.lower()))]
    if list(_names(one, other)) != list(_names(other, one)):
        found.append("a name")
    if "a negation" not in found and _gains_negation(one, other):
        found.append("a negation")
    return tuple(found)


def _numbers(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(text.replace("pour cent", "%").replace("per cent", "%")):
        token = found.group()
        if token[0].isnumeric():
            yield "".join(c for c in token if c.isnumeric())
        elif word := _NUMBER_WORDS.get(token) or _NUMBER_WORDS.get(token.rstrip("s")):
            yield word


def _decimal_marks(text: str) -> Iterator[str]:
    """The marks in each number, and how many digits follow the last; spaces only group."""
    for number in _NUMBER.finditer(text):
        *before, last = regex.split(r"(?<=[.,'])", number.group().replace(" ", ""))
        if before:
            yield f"{''.join(part[-1] for part in before)}{len(last)}"


def _signs(text: str) -> Iterator[str]:
    yield from _SIGN.findall(text)


def _units(text: str) -> Iterator[str]:
    yield from (str(found.lastgroup) for found in _UNIT.finditer(text))


def _comparisons(text: str) -> Iterator[str]:
    yield from _COMPARING.findall(text)
    yield from (word for word in _WORD.findall(text) if word in _COMPARISONS)


def _negations(text: str) -> Iterator[str]:
    for found in _NEGATION.finditer(text):
        yield "not" if found.group() in ("n't", "cannot") else found.group()


def _modals(text: str) -> Iterator[str]:
    """The modals, `can` and `will` also out of `cannot`, `can't` and `won't`."""
    for found in _MODAL_WORD.finditer(text):
        word = {"cannot": "can", "ca": "can", "wo": "will"}.get(found.group(), found.group())
        if word in _MODALS:
            yield word


_KINDS: dict[str, Callable[[str], Iterator[str]]] = {
    "a number": _numbers,
    "a decimal mark": _decimal_marks,
    "a sign": _signs,
    "a unit": _units,
    "a comparison": _comparisons,
    "a negation": _negations,
    "a modal": _modals,
}


def _names(text: str, other: str) -> Iterator[str]:
    """The words with a capital letter; not the first one where only the case of its letter differs."""
    first = _WORD.match(text)
    is_same_start = first is not None and other[: first.end()].lower() == first.group().lower()
    for found in _NAME.finditer(text):
        is_start = is_same_start and found.start() == 0
        if found.group().lower() not in _FUNCTION_WORDS and not is_start:
            yield found.group()


def _gains_negation(one: str, other: str) -> bool:
    """Whether a word of one has a negating beginning that the other's lacks: `legal`, `illegal`."""
    mine, real = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    replaced = (op for op in Levenshtein.opcodes(mine, real) if op.tag == "replace")
    pairs = (
        pair for op in replaced for pair in zip(mine[op.src_start : op.src_end], real[op.dest_start :], strict=False)
    )
    return any(_is_negated(*pair) for pair in pairs)


def _is_negated(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_STEM and any(long == beginning + short for beginning in _NEGATING)
