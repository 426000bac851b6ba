"""Pickles that can make nothing but what this program remembers: no other class, no function.

What is shared by many (an article by its claims, a source by what cites it, the verdicts of the scale) is written once
and named by all others, so that it is one object again, also across the parts of a file.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

LIGHT: Mapping[str, str] = {  # no more than `factcheck check` needs where nothing has changed
    "datetime": "date",
    "factcheck.core.kinds": "ClaimantType",
    "factcheck.core.outcome": "Outcome",
    "factcheck.core.outline": "Said Day Speaker FileOutline ArticleOutline ClaimOutline",
    "factcheck.core.problems": "Place Problem",
    "factcheck.core.span": "Span",
    "factcheck.core.unit": "Unit LedgerReview",
    "factcheck.site.cache.memory": "Note",
}
HEAVY: Mapping[str, str] = {
    "datetime": "date",
    "factcheck.core.anchoring": "Selector",
    "factcheck.core.blocks": "Block Kind",
    "factcheck.core.claimants": "Claimant",
    "factcheck.core.earlier": "Correction Earlier EarlierEvidence",
    "factcheck.core.kinds": "ClaimantType CorrectionKind Kind SourceType Stance",
    "factcheck.core.ledger": "SetAside State",
    "factcheck.core.linkfile": "DiffKind Look QuoteRow Where",
    "factcheck.core.model": "Article Claim Evidence Page Source",
    "factcheck.core.outcome": "Outcome",
    "factcheck.core.pieces": "Piece PieceKind",
    "factcheck.core.problems": "Place",
    "factcheck.core.span": "Span",
    "factcheck.core.text": "Text",
}
Named = Mapping[Any, Callable[[Any], str]]  # what is not written but named, by class: how it is named


class Refused(Exception):  # noqa: N818 - no error: what is refused is made anew
    """A pickle is not one of ours."""


def shared(name: str) -> Any:
    """Stands in a pickle for what is shared. Never called."""
    raise NotImplementedError(name)


def written(value: object, named: Named | None = None) -> bytes:
    """The pickle of a value, in which what is shared is named only."""
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=5)
    table = {kind: _naming(name) for kind, name in (named or {}).items()}
    pickler.dispatch_table = table
    pickler.dump(value)
    return file.getvalue()


def _naming(name: Callable[[Any], str]) -> Callable[[Any], tuple[Callable[[str], Any], tuple[str]]]:
    return lambda value: (shared, (name(value),))


def made(raw: bytes, allowed: Mapping[str, str], shares: Mapping[str, object] | None = None) -> Any:
    """The value of a pickle; `shares` is what is shared, by name. Raises `Refused`."""
    try:
        return _Unpickler(raw, allowed, shares or {}).load()
    except Exception as error:  # whatever damaged or foreign bytes lead to
        raise Refused from error


def plain(raw: bytes) -> Any:
    """The value of a pickle of nothing but texts, numbers, tuples and mappings. Raises `Refused`."""
    return made(raw, {})


class _Unpickler(pickle.Unpickler):
    def __init__(self, raw: bytes, allowed: Mapping[str, str], shares: Mapping[str, object]) -> None:
        super().__init__(io.BytesIO(raw))
        self._allowed = {(module, name) for module, names in allowed.items() for name in names.split()}
        self._shares = shares

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one of ours."""
        if (module, name) == (shared.__module__, shared.__name__):
            return self._shares.__getitem__
        if (module, name) not in self._allowed:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return getattr(import_module(module), name)
