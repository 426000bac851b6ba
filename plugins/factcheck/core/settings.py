"""What pelicanconf.py decides: the site's name and address, and the scale of verdicts."""

from dataclasses import dataclass


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
class Settings:
    """What pelicanconf.py decides for the whole site."""

    name: str
    url: str  # absolute, without a slash at its end
    language: str
    scale: tuple[Verdict, ...]
    repository: str | None = None  # where the files are kept and changes proposed, without a slash at its end
