"""Sanitise: the closed allow list for HTML that comes from Markdown. It has the last word."""

import re

import nh3

_TAGS = set(
    "a abbr blockquote br code dd del div dl dt em h2 h3 h4 h5 h6 hr li ol p pre strong sup table tbody td th "
    "thead tr ul".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # without it nh3 lets `lang` and `title` through on every element
    "a": {"href", "rel", "class", "id", "title"},
    "abbr": {"title"},
    "div": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "sup": {"id"},
    "td": {"style"},
    "th": {"style"},
}
_CLASSES = frozenset("admonition admonition-title note tip warning footnote footnote-ref footnote-backref".split())
_FOOTNOTE_ID = re.compile(r"fn(ref\d*)?:\d+")
_ALIGNMENT = re.compile(r"text-align: (left|right|center);")


def sanitise(html: str) -> str:
    """The HTML with nothing but what the lists allow; `site:` is our own scheme for links inside the site."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "site"},
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value to keep of an attribute that is allowed by name."""
    if name == "class":
        return " ".join(word for word in value.split() if word in _CLASSES) or None
    if name == "id":
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    if name == "style":
        return value if _ALIGNMENT.fullmatch(value) else None
    return value
