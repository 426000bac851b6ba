"""What is to be reached, as ratios: the row, our figure, whose figure it is compared with, and the limit by size."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Target:
    """A limit for a ratio of two figures of a row; for memory, in MB, of one."""

    what: str
    row: str
    ours: str = "ours"
    other: str = "hugo"
    limits: dict[int, float]


TARGETS = (
    Target(
        what="one claim's body edited, new process, against Hugo building the same claims",
        row="edit",
        limits={1000: 1.0, 10_000: 0.25},
    ),
    Target(what="a verdict edited, against Hugo", row="verdict", limits={1000: 1.2, 10_000: 0.4}),
    Target(
        what="save → page on disk and event to reload, against `hugo server`",
        row="watch",
        limits={1000: 0.2, 10_000: 0.2},
    ),
    Target(
        what="the same with another verdict",
        row="watch-verdict",
        limits={1000: 0.2, 10_000: 0.2},
    ),
    Target(what="full build from nothing, against Hugo", row="full", limits={1000: 1.8, 10_000: 1.3}),
    Target(
        what="full build from nothing, against Eleventy",
        row="full",
        other="eleventy",
        limits={1000: 0.8, 10_000: 0.6},
    ),
    Target(
        what="`factcheck check` of everything, nothing cached, against our full build",
        row="own",
        ours="check",
        other="full",
        limits={1000: 0.5, 10_000: 0.4},
    ),
    Target(
        what="audit of the whole site, against our full build",
        row="own",
        ours="audit",
        other="full",
        limits={1000: 0.5, 10_000: 0.5},
    ),
    Target(
        what="peak memory of the full build, all processes", row="memory", other="", limits={1000: 120, 10_000: 350}
    ),
)
GROWTH = 1.05  # the greatest exponent, over three sizes
