"""The plain page of a draft that cannot have its own yet: what is missing, and what is there. Text in, text out.

The words are English, as in every report: editors read them, no reader does.
"""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from factcheck.core.corpus import Entry
from factcheck.core.problems import Problem
from factcheck.core.schema import DraftEvidence, DraftFile
from factcheck.render.prose import with_root
from factcheck.render.report import visible
from factcheck.site.preview.inject import ROOT
from factcheck.site.preview.overlay import Editor

_TO_SITE = "../../../"  # from claims/<article>/<claim>/
_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; \
connect-src 'self'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main>
<h1 dir="auto">{title}</h1>
<h2>Missing before it can be published</h2>
<ul class="missing">{missing}</ul>
<h2>What is there</h2>
<dl>{present}</dl>
<h2>Reasoning</h2>
<div dir="auto">{reasoning}</div>
<p><a href="{article}">To the article</a></p>
</main>
</body>
</html>
""")
_MISSING = Markup("<li>{place}: <b>{code}</b> {message}{details}</li>\n")
_DETAIL = Markup('<br><span class="quiet">{label}</span> {text}')
_ROW = Markup('<div><dt>{label}</dt><dd dir="auto">{text}</dd></div>\n')
_LINK = Markup('<a href="{address}">{text}</a>')
_NOTHING = Markup('<p class="quiet">No text below the front matter yet.</p>')


def draft_page(entry: Entry[DraftFile], missing: Sequence[Problem], reasoning: str, editor: Editor) -> str:
    """The page of a draft; `reasoning` is its text as sanitised HTML."""
    article = entry.document.path.split("/")[-2]
    return str(
        _PAGE.format(
            title=entry.file.claim,
            style=f"{ROOT}draft.css",
            missing=Markup("").join(_missing(found, editor) for found in missing),
            present=Markup("").join(_ROW.format(label=label, text=text) for label, text in _present(entry.file)),
            reasoning=Markup(with_root(reasoning, _TO_SITE)) if reasoning.strip() else _NOTHING,  # noqa: S704 - sanitised
            article=f"{_TO_SITE}articles/{article}/",
        )
    )


def _missing(found: Problem, editor: Editor) -> Markup:
    where, link = visible(str(found.place)), editor.link(found.place.path, found.place.line, found.place.column)
    details = (_DETAIL.format(label=label, text=visible(text)) for label, text in found.details)
    return _MISSING.format(
        place=_LINK.format(address=link, text=where) if link else where,
        code=found.code,
        message=visible(found.message),
        details=Markup("").join(details),
    )


def _present(file: DraftFile) -> Iterator[tuple[str, str]]:
    """What the front matter says, as far as it says anything."""
    quote = file.quote.exact if file.quote else None
    checked = file.checked.isoformat() if file.checked else None
    texts = (
        ("Quote", quote),
        ("Claimant", file.claimant),
        ("Verdict", file.verdict),
        ("Summary", file.summary),
        ("Kind", file.kind),
        ("Author", file.author),
        ("Checked", checked),
        ("Topics", ", ".join(file.topics)),
    )
    yield from ((label, text) for label, text in texts if text)
    yield from (("Evidence", _evidence(evidence)) for evidence in file.evidence)


def _evidence(evidence: DraftEvidence) -> str:
    parts = (evidence.source, evidence.stance, evidence.quote and f"“{evidence.quote.exact}”", evidence.note)
    return " · ".join(str(part) for part in parts if part)
