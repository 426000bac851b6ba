"""The words of the interface in French: the keys and fields of the English.

Typography of the Imprimerie nationale: a narrow no-break space (U+202F) before ; ! and ?, a no-break space
(U+00A0) before the colon and inside « ».
"""

from collections.abc import Mapping

from factcheck.render.words.fr import claim, downloads, site

SINGULAR = frozenset({0, 1})
SEPARATOR = "\u202f"
MONTHS = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
LANGUAGES = {
    code: name
    for code, _, name in (
        pair.partition("=")
        for pair in (
            "ar=arabe bg=bulgare cs=tchèque da=danois de=allemand el=grec en=anglais es=espagnol et=estonien "
            "fi=finnois fr=français he=hébreu hr=croate hu=hongrois it=italien ja=japonais ko=coréen lt=lituanien "
            "lv=letton nl=néerlandais no=norvégien pl=polonais pt=portugais ro=roumain ru=russe sk=slovaque sr=serbe "
            "sv=suédois tr=turc uk=ukrainien zh=chinois"
        ).split()
    )
}

TEXTS: Mapping[str, str | Mapping[str, str]] = {**site.TEXTS, **claim.TEXTS, **downloads.TEXTS}
