"""A built page as the preview shows it: with its script, and a policy that lets the script be. Text in, text out.

The built files are never touched.
"""

import re
from html import escape, unescape

ROOT = "/-preview/"  # no page of a site can have this address: the names of files begin with a letter or digit
SCRIPT = f"{ROOT}preview.js"
STYLE = f"{ROOT}preview.css"

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]*\bhttp-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"(\bcontent=)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_MAIN = re.compile(r"<main\b[^>]*>", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>", re.IGNORECASE)
# What the preview's script, stylesheet and events need; the two in the middle overrule the ones before them.
_NEEDED = ("script-src", "style-src", "script-src-elem", "style-src-elem", "connect-src")
_OVERRULING = ("script-src-elem", "style-src-elem")


def live(html: str, site: str, *, banner: str = "", mark: str = "") -> str:
    """The page with the preview's script. `site` tells the build that the page is from; `banner` is HTML that is
    put before the page's own content, `mark` a text before its title."""
    end = _HEAD_END.search(html)
    head, rest = (html[: end.start()], html[end.start() :]) if end else ("", html)
    head = _META.sub(lambda found: _opened(found[0]), head)
    if mark:
        head = _TITLE.sub(lambda found: f"{found[0]}{escape(mark)}", head, count=1)
    tags = f'<link rel="stylesheet" href="{STYLE}"><script type="module" src="{SCRIPT}?site={escape(site)}"></script>\n'
    # Without a head, it goes behind everything: before the doctype it would change how the page is laid out.
    return f"{head}{tags}{_with_banner(rest, banner)}" if end else f"{_with_banner(html, banner)}\n{tags}"


def _with_banner(html: str, banner: str) -> str:
    place = _MAIN.search(html) or _BODY.search(html)
    return f"{html[: place.end()]}{banner}{html[place.end() :]}" if place and banner else html


def _opened(meta: str) -> str:
    return _CONTENT.sub(lambda c: f'{c[1]}"{escape(opened(unescape(c[2] or c[3] or "")), quote=True)}"', meta, count=1)


def opened(policy: str) -> str:
    """A Content-Security-Policy that also allows scripts, styles and connections of the page's own origin.

    What has no directive of its own falls back to `default-src` (CSP Level 3, 6.8.3), so it gets one.
    """
    rows = [part.split() for part in policy.split(";") if part.strip()]
    directives = {row[0].lower(): row[1:] for row in reversed(rows)}  # of two alike the first holds
    names = [name.lower() for name, *_ in rows]
    for name in _NEEDED:
        sources = directives.get(name, None if name in _OVERRULING else directives.get("default-src"))
        if sources is not None and "'self'" not in sources:
            directives[name] = [*(source for source in sources if source != "'none'"), "'self'"]
    ordered = dict.fromkeys([*names, *directives])
    return "; ".join(" ".join((name, *directives[name])) for name in ordered)
