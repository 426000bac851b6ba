"""The scale of verdicts of a site whose pelicanconf.py gives none (FACTCHECK_VERDICTS), in English and French.

Verdicts are a site's own choice, so these words are a setting and stand in no catalogue of the interface.
"""

from collections.abc import Mapping
from typing import Final

from factcheck.core.settings import Verdict

_ENGLISH = (
    ("True", "The evidence supports the claim, and nothing important is missing."),
    ("Mostly true", "Right in substance; a detail is imprecise or needs a qualification."),
    ("Missing context", "Not wrong as worded, but it leaves out what a reader needs to understand it rightly."),
    ("Mostly false", "Wrong in substance; a part of it is right."),
    ("False", "The evidence contradicts the claim."),
    ("Unproven", "The evidence found neither carries nor contradicts the claim; the page says what would."),
    ("Opinion", "A judgement or forecast that evidence cannot prove; its factual background is given."),
)
# With the spaces that French puts before signs: U+202F before a semicolon.
_FRENCH = (
    ("Vrai", "Les preuves appuient l’affirmation, et il n’y manque rien d’important."),
    ("Plutôt vrai", "Juste pour l’essentiel\u202f; un détail est imprécis ou demande une réserve."),
    ("Hors contexte", "Rien de faux dans les mots, mais il manque ce qu’il faut savoir pour bien comprendre."),
    ("Plutôt faux", "Faux pour l’essentiel\u202f; une partie en est juste."),
    ("Faux", "Les preuves contredisent l’affirmation."),
    ("Non établi", "Les preuves trouvées n’appuient ni ne contredisent\u202f; la page dit ce qui trancherait."),
    ("Opinion", "Un jugement ou une prévision que rien ne peut prouver\u202f; les faits qui l’entourent sont donnés."),
)
# From best to worst, then those that rate nothing: id, which is also the colour, rating, symbol.
_STEPS: tuple[tuple[str, int | None, str], ...] = (
    ("true", 5, "✓"),
    ("mostly-true", 4, "◕"),
    ("missing-context", 3, "◐"),
    ("mostly-false", 2, "◔"),
    ("false", 1, "✗"),
    ("unproven", None, "?"),
    ("opinion", None, "¶"),
)


def _scale(words: tuple[tuple[str, str], ...]) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(id=step, label=label, definition=definition, rating=rating, colour=step, symbol=symbol)
        for (step, rating, symbol), (label, definition) in zip(_STEPS, words, strict=True)
    )


_SCALES: Final[Mapping[str, tuple[Verdict, ...]]] = {"en": _scale(_ENGLISH), "fr": _scale(_FRENCH)}


def default(language: str) -> tuple[Verdict, ...]:
    """The scale in a language such as `fr` or `fr-CA`; English where there is none. The ids are the same in all."""
    return _SCALES.get(language.split("-")[0].lower(), _SCALES["en"])
