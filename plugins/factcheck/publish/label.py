"""What a check comes to, in a word and in a colour: its verdict, or that it was withdrawn."""

from factcheck.core.model import Claim
from factcheck.core.settings import Settings
from factcheck.render.words import catalogue


def label(claim: Claim, settings: Settings) -> str:
    """The label of the verdict; a check that was withdrawn has none, and is never shown with the one that it had."""
    return catalogue(settings.language).say("withdrawn.label") if claim.withdrawal else claim.verdict.label


def token(claim: Claim) -> str:
    """The theme's colour for it: the name of a custom property, without `--`."""
    return "quiet" if claim.withdrawal else f"verdict-{claim.verdict.colour}"
