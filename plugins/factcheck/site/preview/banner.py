"""The banners that tell drafts: on the page of a draft, and on the pages that lead to drafts. Text in, text out.

The words are English, as in every report: editors read them, no reader does.
"""

from collections.abc import Sequence

from markupsafe import Markup

from factcheck.site.preview.handover import Draft
from factcheck.site.preview.overlay import Editor

MOST_OPEN = 5  # drafts that a page lists at once; more are behind a click
MARK = "Draft: "  # before the title of a page that is not published
_BANNER = Markup('<aside class="factcheck-draft" lang="en" dir="ltr" aria-label="Preview">{text}</aside>')
_OF_DRAFT = Markup("<p><b>Draft.</b> Only this preview shows this page; it is not published. {next} {file}</p>")
_ONLY_DRAFTS = Markup("<p><b>Not published.</b> Only drafts lead to this page; only this preview shows it.</p>")
_LIST = Markup("<details{open}><summary><b>{count}</b>, shown only in this preview</summary><ul>{rows}</ul></details>")
_ROW = Markup('<li><a href="{address}" dir="auto">{text}</a>{state}</li>')
_FILE = Markup('<a href="{link}">{file}:{line}</a>')
READY = "It has all that a published claim needs: to publish it, set status: published in"


def of_draft(draft: Draft, editor: Editor) -> str:
    """The banner on the page of a draft: what it is, and what makes it a published claim."""
    link, where = editor.link(draft.file, draft.line), f"{draft.file}:{draft.line}"
    file = _FILE.format(link=link, file=draft.file, line=draft.line) if link else where
    wanted = "1 thing is" if draft.missing == 1 else f"{draft.missing} things are"
    next_step = f"{wanted} missing before it can be published: see below, and" if draft.missing else READY
    return str(_BANNER.format(text=_OF_DRAFT.format(next=next_step, file=file)))


def of_stranger() -> str:
    """The banner on a page that is there only because of drafts, such as that of a source they cite."""
    return str(_BANNER.format(text=_ONLY_DRAFTS))


def of_list(drafts: Sequence[Draft], prefix: str) -> str:
    """The banner that leads to drafts, on a page below the site's path prefix; empty where there are none."""
    if not drafts:
        return ""
    count = "1 draft" if len(drafts) == 1 else f"{len(drafts)} drafts"
    is_open = Markup(" open") if len(drafts) <= MOST_OPEN else ""
    rows = Markup("").join(
        _ROW.format(
            address=f"{prefix}/{draft.path}",
            text=draft.text,
            state=f" ({draft.missing} missing)" if draft.missing else "",
        )
        for draft in drafts
    )
    return str(_BANNER.format(text=_LIST.format(open=is_open, count=count, rows=rows)))
