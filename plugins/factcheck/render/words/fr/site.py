"""The French words of every page, the home page, an article and lists."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {
    # Dates, numbers, signs.
    "date.day": "{day} {month} {year}",
    "date.first": "{day}er {month} {year}",
    "colon": "\u00a0: ",
    "count.claims": {"one": "{count} affirmation", "other": "{count} affirmations"},
    "count.checked": {"one": "{count} affirmation vérifiée", "other": "{count} affirmations vérifiées"},
    "count.articles": {"one": "{count} article", "other": "{count} articles"},
    "count.sentences": {"one": "{count} phrase", "other": "{count} phrases"},
    # Every page.
    "site.skip": "Aller au contenu",
    "nav.label": "Le site",
    "nav.claims": "Affirmations",
    "nav.verdicts": "Verdicts",
    "nav.topics": "Thèmes",
    "nav.claimants": "Auteurs",
    "nav.sources": "Sources",
    "site.trail": "Vous êtes ici",
    "site.proof": (
        "Chaque citation de ce site a été retrouvée, caractère pour caractère, dans un texte conservé\u00a0: celui de "
        "l’article ou l’extrait d’une source. Cela prouve les mots, non le verdict\u00a0: le verdict est celui d’une "
        "personne."
    ),
    "site.licence": "Nos propres textes\u00a0: {licence}. Les textes cités appartiennent à leurs auteurs.",
    "feed.title": "Toutes les vérifications",
    "feed.name": "Fil Atom",
    "feed.description": "Toutes les vérifications, de la plus récente à la plus ancienne.",
    # The home page.
    "home.description": {
        "one": "{count} affirmation vérifiée\u202f; chaque citation est mot pour mot dans un texte conservé.",
        "other": "{count} affirmations vérifiées\u202f; chaque citation est mot pour mot dans un texte conservé.",
    },
    "home.lead": {
        "one": "{count} affirmation vérifiée dans {articles}.",
        "other": "{count} affirmations vérifiées dans {articles}.",
    },
    "home.articles": "Articles",
    "home.find": "Trouver une affirmation",
    "home.by_topic": "Par thème\u00a0:",
    "home.by_claimant": "Par auteur\u00a0:",
    "home.all": {"one": "La liste de {count} affirmation", "other": "La liste des {count} affirmations"},
    "home.latest": "Dernières vérifications",
    "home.corrections": "Dernières corrections",
    # An article.
    "article.checked": "Article vérifié",
    "article.description": {
        "one": "{count} affirmation de cet article vérifiée.",
        "other": "{count} affirmations de cet article vérifiées.",
    },
    "article.original": "Article original",
    "article.assessment": "Notre appréciation",
    "article.heading": "L’article, où chaque passage vérifié est marqué",
    "article.hint": "Un passage marqué mène à sa note\u202f; la note mène aux preuves.",
    "article.kept": "Comment ce texte est conservé",
    "article.proof": (
        "Le texte ci-dessus est l’article tel qu’il a été conservé, octet pour octet. Chaque construction du site "
        "compare cette page au fichier conservé et s’arrête au premier caractère qui diffère."
    ),
    "article.hash": "{sha256} de {file}\u00a0:",
    "article.download": "Le texte tel qu’il est conservé, à télécharger",
    "coverage.heading": "Ce qui a été vérifié, et ce qui ne l’a pas été",
    "coverage.lead": {
        "one": "L’article compte {count} phrase, dans l’un de quatre états.",
        "other": "L’article compte {count} phrases. Chacune est dans un seul de quatre états.",
    },
    "coverage.checked": "Vérifié",
    "coverage.opinion": "Opinion, ou invérifiable",
    "coverage.unchecked": "Pas encore vérifié",
    "coverage.out-of-scope": "Hors de notre champ",
    "coverage.share": "{percent}\u00a0% du texte, {sentences}",
    "coverage.list": "Tout l’article, phrase par phrase",
    "hash.long": "Algorithme de hachage sécurisé, 256 bits",
    "mark.claim": "affirmation",
    "mark.quote": "citation",
    "mark.cited": "citée",
    "note.label": "Note sur l’affirmation {number}",
    "note.back": "Retour aux mots de l’affirmation",
    "note.evidence": "Preuves",
    "note.reasoning": "et raisonnement sur l’affirmation {number}",
    "note.previous": "Note précédente\u00a0: affirmation {number}",
    "note.next": "Note suivante\u00a0: affirmation {number}",
    "note.copy": "Copier le lien",
    "note.copied": "Lien copié",
    # Lists of claims.
    "claims.title": "Toutes les affirmations",
    "claims.description": {
        "one": "{count} affirmation, dans l’ordre de l’article.",
        "other": "Les {count} affirmations, dans l’ordre de l’article.",
    },
    "claims.lead": {
        "one": "{count} affirmation, dans l’ordre de l’article.",
        "other": "{count} affirmations, dans l’ordre de l’article.",
    },
    "claims.by_verdict": "Affirmations par verdict",
    "claims.with": {"one": "{verdict}\u00a0: {count} affirmation", "other": "{verdict}\u00a0: {count} affirmations"},
    "claims.shown_one": "# affirmation affichée",
    "claims.shown_other": "# affirmations affichées",
    "choices.show": "Montrer",
    "choices.all": "Tout",
    "claims.none": "Aucune affirmation dans cette liste.",
    "card.number": "affirmation {number}",
    # Verdicts, topics, claimants, policy pages.
    "verdicts.title": "Verdicts",
    "verdicts.description": "L’échelle des verdicts, ce que chacun signifie et combien de fois il a été rendu.",
    "verdict.title": "Verdict\u00a0: {verdict}",
    "scale.heading": "L’échelle",
    "scale.label": "L’échelle des verdicts",
    "scale.verdict": "Verdict",
    "scale.meaning": "Signification",
    "scale.rating": "Note",
    "scale.none": "aucune",
    "topics.title": "Thèmes",
    "topics.description": "Thèmes\u00a0: toutes les listes.",
    "claimants.title": "Auteurs des affirmations",
    "claimants.description": "Auteurs des affirmations\u00a0: toutes les listes.",
    "group.description": "Affirmations vérifiées\u00a0: {name}.",
    "group.none": "Cette liste est encore vide.",
    "log.heading": "Toutes les corrections",
    "log.none": "Rien n’a été corrigé à ce jour.",
    # No page.
    "missing.title": "Page introuvable",
    "missing.heading": "Il n’y a pas de page à cette adresse",
    "missing.description": "Il n’y a pas de page à cette adresse.",
    "missing.lead": "Elle a peut-être été déplacée, ou l’adresse est incomplète.",
    "missing.article": "L’article vérifié",
    "missing.claims": "Toutes les affirmations",
    "missing.sources": "Toutes les sources",
}
