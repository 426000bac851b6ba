"""The French words of the page about open data."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {
    "data.title": "Données ouvertes",
    "data.description": ("Tout ce qui est vérifié ici, en fichiers pour les programmes, les tableurs et la recherche."),
    "data.also": "Toutes les vérifications existent aussi en fichiers à télécharger\u00a0: {data}.",
    "data.files": "Les fichiers",
    # What each file holds, and for whom.
    "download.claims": (
        "Toutes les affirmations avec verdict, citation, preuves et corrections, et les articles et sources auxquels "
        "elles renvoient. Pour les programmes qui veulent tout en un seul fichier."
    ),
    "download.table": (
        "Les affirmations en tableau, une par ligne. Pour les tableurs et les statistiques. Un texte qu’un tableur "
        "prendrait pour une formule est précédé d’une apostrophe."
    ),
    "download.claimreview": (
        "Le ClaimReview de chaque affirmation notée, le même que dans sa page, en une seule liste (schema.org, "
        "DataFeed). Pour les moteurs de recherche et les recueils de vérifications."
    ),
    "download.factchecks": (
        "Les affirmations notées, dans la forme des réponses du recueil de vérifications de Google. "
        "Pour les programmes qui les lisent déjà."
    ),
    "download.annotations": (
        "Chaque affirmation en annotation des mots de son article (W3C Web Annotation). Pour les outils qui montrent "
        "des notes à côté d’un texte."
    ),
    "download.evidence": (
        "Chaque citation d’une preuve en annotation des mots de sa source (W3C Web Annotation). Pour les outils qui "
        "montrent des notes à côté d’un texte."
    ),
    "download.corpus": (
        "Une affirmation par ligne, avec son article, sa citation, ses preuves et son verdict. Pour la recherche, et "
        "pour entraîner et évaluer des programmes."
    ),
    "download.feed": (
        "Les dernières vérifications en JSON Feed. Pour les programmes qui cherchent régulièrement ce qui est nouveau."
    ),
    "data.address": "Adresse",
    "data.format": "Format",
    "data.schema": "Tous les champs",
    "data.licence": "Nos textes",
    "data.example": "Un exemple\u00a0: un enregistrement de {file}, où longs textes et longues listes sont coupés.",
    "data.stable": "Ce qui ne change pas",
    "data.ids": (
        "Une affirmation a partout le même identifiant, {form}, et le garde pour toujours, quoi que deviennent son "
        "texte ou son verdict. L’adresse de sa page en est faite."
    ),
    "data.changes": (
        "Une affirmation corrigée reste\u00a0: ses corrections sont énumérées, et {field} donne le jour de la dernière."
        " Une vérification retirée en est ôtée\u202f; sa page reste et le dit."
    ),
    "data.versions": (
        "Le champ {field} nomme la forme d’un fichier et le numéro de sa version. Tant que ce numéro reste, des champs "
        "peuvent s’ajouter, mais aucun ne disparaît ni ne change de sens. Les programmes devraient passer sur les "
        "champs qu’ils ne connaissent pas."
    ),
    "data.offsets": "Comment les positions sont comptées",
    "data.counted": (
        "{start} et {end} comptent les points de code Unicode du texte conservé, à partir de 0\u202f; le caractère à "
        "{end} est le premier qui n’appartient plus à la citation. Les blancs comptent aussi."
    ),
    "data.languages": (
        "En Python, ce sont les positions dans une chaîne. En JavaScript, Java et C#, un caractère hors du plan "
        "multilingue de base, par exemple un émoji, compte double, alors qu’il doit être compté une seule fois."
    ),
    "data.citing": "Licence, et comment citer",
    "data.cite": (
        "Merci de nous nommer, de renvoyer à la licence et de dire si vous avez changé quelque chose. Par "
        "exemple\u00a0:"
    ),
    "data.citation": "{publisher}\u00a0: {site}. {address}, état du {day}. CC BY 4.0.",
    "data.feeds": "Fils d’actualité",
    "data.follow": (
        "Un fil dit à un lecteur ou à un programme ce qui est nouveau. Une liste qui a son propre fil y renvoie sur sa "
        "page."
    ),
    "data.import": "Dans un site à vous",
    "data.imported": (
        "Ce site est fait par un programme libre, que chacun peut employer pour ses propres vérifications. Sa commande "
        "{command} tire des brouillons de données ClaimReview, de ce site ou d’autres, dans des pages ou des fichiers. "
        "Ce que dit un brouillon ne compte comme vérifié qu’une fois vérifié par vous."
    ),
}
