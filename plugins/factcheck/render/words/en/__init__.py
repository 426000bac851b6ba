"""The words of the interface in English. Fields stand in braces; a text that counts has two forms."""

from collections.abc import Mapping

from factcheck.render.words.en import claim, downloads, site

SINGULAR = frozenset({1})
SEPARATOR = ","
MONTHS = tuple("January February March April May June July August September October November December".split())
LANGUAGES = {
    code: name
    for code, _, name in (
        pair.partition("=")
        for pair in (
            "ar=Arabic bg=Bulgarian cs=Czech da=Danish de=German el=Greek en=English es=Spanish et=Estonian fi=Finnish "
            "fr=French he=Hebrew hr=Croatian hu=Hungarian it=Italian ja=Japanese ko=Korean lt=Lithuanian lv=Latvian "
            "nl=Dutch no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian sk=Slovak sr=Serbian sv=Swedish "
            "tr=Turkish uk=Ukrainian zh=Chinese"
        ).split()
    )
}

TEXTS: Mapping[str, str | Mapping[str, str]] = {**site.TEXTS, **claim.TEXTS, **downloads.TEXTS}
