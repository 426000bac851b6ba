"""Mending: what of a content file can be put right without a person's judgement, as one new text of the file.

Quotes that differ in typography or have the wrong context (core/repair.py), and the order of keys
(core/keyorder.py). What is in doubt stays as it is and is told. Seeds and extracts are never changed.
"""

from dataclasses import dataclass, replace

import yaml

from factcheck.core.anchoring import Selector
from factcheck.core.frontmatter import parse
from factcheck.core.headertext import quote as quote_value
from factcheck.core.keyorder import ordered
from factcheck.core.nearest import by_character
from factcheck.core.pieces import PieceKind, around, split
from factcheck.core.problems import Place, Problem, shown
from factcheck.core.proof import own_brackets, proof_of, selectors
from factcheck.core.quoting import Texts, quotes_of
from factcheck.core.repair import repaired
from factcheck.core.splice import Location, exchanged, header, node_at
from factcheck.core.stored import Stored
from factcheck.core.text import collapse

_NOWHERE = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A content file before and after, what was done, and what is left for a person."""

    path: str
    before: str
    after: str
    done: tuple[str, ...]  # one line for each change
    left: tuple[Problem, ...]  # of its quotes: errors that need a person

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before


def mended(path: str, text: str, texts: Texts) -> Mended | None:
    """Mend a content file, given with its own line ends and without a byte-order mark.

    None where its front matter has problems of its own.
    """
    document, problems = parse(path, text.encode())
    if document is None or problems:
        return None
    after, done, left = text, list[str](), list[Problem]()
    for location, selector, stored in quotes_of(document, texts):
        place = document.place(*location, "exact")
        proof = proof_of(stored, selector, place, texts.extracts.values())
        if proof.quoted is not None:
            continue
        meant = settled(stored, selector)
        if meant and (changed := _rewritten(path, after, location, selector, meant)):
            after = changed
            done.append(f"{place}: {_told(selector, meant)}")
        else:
            left.extend(found for found in proof.problems if found.is_error)
    in_order = ordered(path, after)
    if in_order != after:
        done.append(f"{path}: the keys in the order of the schema")
    return Mended(path=path, before=text, after=in_order, done=tuple(done), left=tuple(left))


def _rewritten(path: str, text: str, location: Location, selector: Selector, meant: Selector) -> str | None:
    """The file's text with another selector: part by part where it keeps its keys, else the whole value."""
    old, new = _parts(selector), _parts(meant)
    found = header(path, text)
    if found and (old.keys() != new.keys() or isinstance(node_at(found.root, location), yaml.ScalarNode)):
        return exchanged(found, location, quote_value(meant))
    for key in old:
        found = header(path, text)
        changed = exchanged(found, (*location, key), new[key]) if found and collapse(old[key]) != new[key] else text
        if changed is None:
            return None
        text = changed
    return text


def _parts(selector: Selector) -> dict[str, str]:
    parts = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return {key: words for key, words in parts.items() if words}


def _told(selector: Selector, meant: Selector) -> str:
    """What was changed about a quote, each character by its name."""
    exact, own = collapse(selector.exact), collapse(meant.exact)
    told = ["the text's own characters: " + "; ".join(by_character(exact, own))] if exact != own else []
    if (selector.prefix, selector.suffix) != (meant.prefix, meant.suffix):
        context = " and ".join(f"{name} {shown(words)}" for name, words in _parts(meant).items() if name != "exact")
        told.append(context or "no prefix and no suffix: the words are there once")
    return "; ".join(told)


def settled(stored: Stored, selector: Selector) -> Selector | None:
    """The selector that is meant and that proves; for a source with `[…]` and `[words]` too. None where in doubt."""
    if stored.is_altered:  # who altered it must restore it first (FC205)
        return None
    whole = repaired(stored.text, selector)
    if stored.kind == "seed" or (whole and any(own_brackets(stored, whole))):
        return whole
    pieces = split(selector.exact)
    if all(piece.kind is PieceKind.WORDS for piece in pieces):
        return None  # words that run over a divider are not one passage
    return _settled_pieces(stored, selector)


def _settled_pieces(stored: Stored, selector: Selector) -> Selector | None:
    pieces = split(selector.exact)
    found = [repaired(stored.text, piece) for piece in selectors(pieces, selector)]
    meant = [piece for piece in found if piece]
    if not meant or len(meant) < len(found):
        return None
    words = iter(meant)
    filled = [replace(p, text=around(p.text, next(words).exact)) if p.kind is PieceKind.WORDS else p for p in pieces]
    whole = Selector("".join(piece.text for piece in filled), meant[0].prefix, meant[-1].suffix)
    return whole if proof_of(stored, whole, _NOWHERE).quoted else None
