"""What pelicanconf.py decides: the site's name and address, and the scale of verdicts."""

from dataclasses import dataclass
from typing import Final

# Of our own texts: LICENSE-content.md.
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME: Final = "CC BY 4.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A step of the scale: our conclusion about a claim."""

    id: str
    label: str
    definition: str
    rating: int | None  # None where a verdict rates nothing: opinion, unproven
    colour: str  # a token of the theme: --verdict-<colour>
    symbol: str  # one character, so that no verdict is told by colour alone

    @property
    def path(self) -> str:
        """The page that lists the verdict's claims."""
        return f"verdicts/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes the site, as its open data names them."""

    name: str
    type: str = "Organization"  # or "NewsMediaOrganization": the types of schema.org


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What pelicanconf.py decides for the whole site."""

    name: str
    url: str  # absolute, without a slash at its end
    language: str
    scale: tuple[Verdict, ...]
    publisher: Publisher
    csv_has_mark: bool = False  # whether claims.csv begins with a byte order mark, as some spreadsheets want it
    repository: str | None = None  # where the files are kept and changes proposed, without a slash at its end
    requires_review: bool = False  # whether a claim is published only with a second person's sign-off

    def address(self, path: str) -> str:
        """The absolute address of a path below the site's root."""
        return f"{self.url}/{path}"

    @property
    def rated(self) -> tuple[Verdict, ...]:
        """The verdicts that rate, in the order of the scale."""
        return tuple(verdict for verdict in self.scale if verdict.rating is not None)
