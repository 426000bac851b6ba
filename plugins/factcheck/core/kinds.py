"""The closed lists of words that people write. Light: what starts fast imports no more than this of core/fields.py."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    ATTRIBUTION = "attribution"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Status(StrEnum):
    """Whether a claim is published."""

    DRAFT = "draft"
    PUBLISHED = "published"


class ClaimantType(StrEnum):
    """What a claimant is: the two that schema.org knows as the author of a claim."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Stance(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    QUALIFIES = "qualifies"
    CONTEXT = "context"


class SourceType(StrEnum):
    """How near a source is to what it tells."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    REFERENCE = "reference"


class CorrectionKind(StrEnum):
    """How much a correction changes."""

    MINOR = "minor"
    FACTUAL = "factual"
    RATING = "rating"
    VOID = "void"
    UPDATE = "update"
