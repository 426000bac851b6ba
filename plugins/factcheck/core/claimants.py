"""Claimants: who makes claims in an article, a person or an organization. An article's file says which.

The open data needs it: in schema.org the author of a claim is a Person or an Organization. It is never guessed.
"""

from dataclasses import dataclass

from factcheck.core.kinds import ClaimantType


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who makes a claim, as the open data names them."""

    name: str
    type: ClaimantType
    url: str | None  # of a page that tells who that is
