"""Cues: the words and forms by which a sentence shows that it states something that can be checked.

English and French; of another language only digits, dates in figures and quotation marks are known. The lists
are plain words of the languages, chosen before any article was looked at with them.
"""

from collections.abc import Mapping
from enum import StrEnum

import regex


class Reason(StrEnum):
    """Why a sentence is worth checking."""

    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"  # somebody is said to have said, thought or announced something
    SUPERLATIVE = "superlative"  # a most, a least, an all, an only, a never
    CAUSE = "cause"  # one thing is said to bring about or to depend on another
    FIRST = "first time"  # something is said to be new, or the first of its kind


_FIGURE = r"[€$£¥]?\p{N}+(?:[.,'’]\p{N}+|[ \u00a0\u202f]\p{N}{3}(?!\p{N}))*(?:[ \u00a0\u202f]?[%‰€$£¥])?"
_YEAR = r"(?<![\p{N}.,€$£¥])(?:1[5-9]|20)\p{N}{2}(?![\p{N}%])(?![.,]\p{N})"
_DAY = r"\p{N}{4}-\p{N}{2}-\p{N}{2}|\p{N}{1,2}[./]\p{N}{1,2}[./]\p{N}{2,4}"
_QUOTED = r"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|\"[^\"]+\""
_EVERYWHERE = {Reason.NUMBER: _FIGURE, Reason.DATE: f"{_DAY}|{_YEAR}", Reason.QUOTATION: _QUOTED}

_ENGLISH: Mapping[Reason, str] = {
    Reason.NUMBER: (
        "(?:one|two)[ -]thirds?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
        "fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|"
        "thousands?|millions?|billions?|trillions?|dozens?|half|a quarter|twice|double[ds]?|tripled?|per ?cent|majority"
    ),
    Reason.DATE: (
        r"(?:\p{N}{1,2}(?:st|nd|rd|th)? (?:of )?)?"
        "(?-i:January|February|March|April|June|July|August|September|October|November|December|"
        r"(?:Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\.|May(?= \p{N})|(?<=\p{N}(?:st|nd|rd|th)? (?:of )?)May|"
        r"(?<=\b(?:in|since|until|by|last|next|this|early|late) )May)"
        r"(?: \p{N}{1,2}(?:st|nd|rd|th)?(?!\p{N}))?(?:,? (?:1[5-9]|20)\p{N}{2})?|"
        "(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|"
        "today|yesterday|tomorrow|tonight|(?:last|next|this) (?:night|week|weekend|month|year|decade|century|spring|"
        "summer|autumn|winter)|(?:weeks?|months?|years?|days?) (?:ago|earlier|later)"
    ),
    Reason.ATTRIBUTION: (
        "according to|sa(?:id|ys?|ying)|t(?:old|ells?|elling)|stat(?:ed|ing)|announc(?:e[ds]?|ing)|"
        "confirm(?:ed|s|ing)?|stress(?:ed|es|ing)|emphasi[sz](?:e[ds]?|ing)|clarif(?:y|ie[ds]|ying)|"
        "claim(?:ed|s|ing)|argu(?:e[ds]?|ing)|warn(?:ed|s|ing)|insist(?:ed|s|ing)?|believ(?:e[ds]?|ing)|"
        "den(?:y|ie[ds]|ying)|report(?:ed|edly)|noted|declar(?:e[ds]?|ing)|explain(?:ed|s|ing)|"
        "promis(?:e[ds]|ing)|vow(?:ed|s|ing)|pledg(?:e[ds]|ing)|accus(?:e[ds]?|ing)|acknowledg(?:e[ds]?|ing)|"
        "admit(?:s|ted|ting)?|alleg(?:e[ds]?|edly|ing)|suggest(?:ed|s|ing)|expect(?:ed|s|ing)?|"
        "estimat(?:e[ds]|ing)|predict(?:ed|s|ing)|express(?:ed|es|ing)|conclud(?:e[ds]?|ing)|recall(?:ed|s|ing)|"
        "assert(?:ed|s|ing)|propos(?:e[ds]|ing)|demand(?:ed|ing)|critici[sz](?:e[ds]?|ing)|reveal(?:ed|s|ing)|"
        "describ(?:e[ds]?|ing)|quoted|in a statement"
    ),
    Reason.SUPERLATIVE: (
        "best|worst|big+est|largest|smallest|greatest|highest|lowest|longest|shortest|oldest|youngest|newest|richest|"
        "poorest|strongest|weakest|fastest|slowest|heaviest|deadliest|earliest|cheapest|safest|fewest|"
        "(?<!at )(?:most|least)|all|every|each|none|nobody|no one|only|exclusively|never|always|entire(?:ly)?|unique|"
        "record"
    ),
    Reason.CAUSE: (
        "because|due to|owing to|thanks to|caus(?:e[ds]?|ing)|as a (?:result|consequence)|"
        "result(?:ed|s|ing)? (?:in|from)|le(?:d|ads?|ading) to|therefore|thus|hence|consequently|in response to|"
        "driven by|trigger(?:ed|s|ing)?|prompt(?:ed|s|ing)|brought about|depend(?:ed|s|ing|ent)? on|"
        "(?:contingent|conditional) (?:up)?on"
    ),
    Reason.FIRST: (
        "(?:for the )?first(?: time|-ever)?|never before|unprecedented|historic|inaugural|(?-i:new(?:ly)?)|"
        "no longer|since records began"
    ),
}
_FRENCH: Mapping[Reason, str] = {
    Reason.NUMBER: (
        "(?:un|deux) tiers|(?:un|trois) quarts?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|"
        "treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cents?|mille|milliers?|millions?|milliards?|centaines?|dizaines?|douzaines?|vingtaines?|"
        "moitié|double[rs]?|doublé|tripl(?:e|er|é)|pour cent|majorité"
    ),
    Reason.DATE: (
        r"(?:\p{N}{1,2}(?:er)? )?"
        "(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
        r"(?: (?:1[5-9]|20)\p{N}{2})?|"
        "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|aujourd['’]hui|hier|demain|"
        "(?:semaine|année) (?:dernière|prochaine)|(?:mois|an|été|hiver|printemps|automne|week-end) "
        "(?:dernier|prochain)|cette (?:semaine|année|nuit)|ce (?:mois|week-end)|"
        r"il y a (?:\p{N}+|\p{L}+) (?:jours?|semaines?|mois|ans?)"
    ),
    Reason.ATTRIBUTION: (
        "selon|d['’]après|(?:a|ont|avait|avaient)(?:-t-(?:il|elle|on)|-(?:ils|elles))? "
        "(?:déclaré|affirmé|annoncé|dit|indiqué|précisé|"
        "souligné|confirmé|ajouté|expliqué|estimé|assuré|rappelé|promis|reconnu|nié|démenti|averti|insisté|soutenu|"
        "accusé|admis|révélé|proposé|exigé|critiqué|demandé|prévenu|noté|conclu)|"
        "déclar(?:e|ent|ait|ant)|affirm(?:e|ent|ait|ant)|annonc(?:e|ent|ait)|indiqu(?:e|ent|ait)|"
        "précis(?:e|ent|ait)|soulign(?:e|ent|ait|ant)|confirm(?:e|ent|ait)|expliqu(?:e|ent|ait)|"
        "estim(?:e|ent|ait|ant)|assur(?:e|ent|ait|ant)|rappell(?:e|ent)|prétend(?:ent|ait)?|soutien(?:t|nent)|"
        "reconnaît|reconnaissent|ajout(?:e|ent|ait)|nie(?:nt)?|dément(?:ent)?|averti(?:t|ssent)|accus(?:e|ent)|avou(?:e|ent)|"
        "cro(?:it|ient|yait)|pens(?:e|ent|ait)|dit|disent|disait|cité(?:e?s?)|aurai(?:t|ent)"
    ),
    Reason.SUPERLATIVE: (
        "(?:l[ea]s?|sa|son|ses|leurs?) (?:plus|moins|meilleure?s?|pires?)|tou(?:t|te|s|tes)|chaque|aucune?|"
        "seule?s?|seulement|exclusivement|uniquement|jamais|toujours|uniques?|record|"
        "entièrement|entière?"
    ),
    Reason.CAUSE: (
        "parce qu(?:e|['’])|car|puisqu(?:e|['’])|en raison d(?:es?|u|['’])|à cause d(?:es?|u|['’])|"
        "grâce (?:à|aux?)|dû(?:e?s?) (?:à|aux?)|entraîn(?:e|ent|é|ait|er)|provoqu(?:e|ent|é|ait|er)|"
        "caus(?:e|ent|é|ait|er)|condui(?:t|sent|sait|re) (?:à|aux?)|mèn(?:e|ent) (?:à|aux?)|résult(?:e|ent|ait)|"
        "par conséquent|donc|en réponse (?:à|aux?)|déclench(?:e|ent|é|er)|dépend(?:ent|ait|ra)? d(?:es?|u|['’])|"
        "subordonnée?s? (?:à|aux?)"
    ),
    Reason.FIRST: (
        "(?:pour la )?première?s?(?: fois)?|nouve(?:au|aux|l|lle|lles)|inédite?s?|sans précédent|historiques?|"
        "jamais vue?s?|ne (?:\\p{L}+ )?plus"
    ),
}
LANGUAGES: Mapping[str, Mapping[Reason, str]] = {"en": _ENGLISH, "fr": _FRENCH}


def _compiled(words: Mapping[Reason, str]) -> dict[Reason, regex.Pattern[str]]:
    """A pattern for each reason: the words of the language, whole ones, and the forms that all languages share."""
    end = r"(?:(?<=['’])|(?![\p{L}\p{N}]))"  # “d’” and “qu’” stand before a letter
    own = {reason: rf"(?<![\p{{L}}\p{{N}}])(?:{forms}){end}" for reason, forms in words.items()}
    found = {reason: "|".join(filter(None, (own.get(reason), _EVERYWHERE.get(reason)))) for reason in Reason}
    if Reason.NUMBER in own:  # “140 billion”, “two thirds” are one number
        found[Reason.NUMBER] = rf"(?:{found[Reason.NUMBER]})(?:[ \u00a0\u202f-]{own[Reason.NUMBER]})*"
    return {reason: regex.compile(pattern, regex.IGNORECASE) for reason, pattern in found.items() if pattern}


_PATTERNS = {language: _compiled(words) for language, words in LANGUAGES.items()}
_OTHER = _compiled({})


def patterns(language: str) -> Mapping[Reason, regex.Pattern[str]]:
    """The cues of a language, given by its code (`fr`, `fr-CA`)."""
    return _PATTERNS.get(language.split("-")[0], _OTHER)
