"""What is made of measured numbers: medians, ratios of pairs, and how fast a time grows with the size."""

from collections.abc import Mapping, Sequence
from math import log
from statistics import linear_regression, median

__all__ = ["exponent", "median", "ratio", "spread"]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios, round by round: it holds where the machine grows slower from round to round.

    Rounds that only one of the two has count for nothing. Raises `StatisticsError` where they share none.
    """
    return median(one / other for one, other in zip(ours, theirs, strict=False))


def spread(numbers: Sequence[float]) -> float:
    """How far apart the least and the greatest are, as a part of the median: 0 on a machine without noise."""
    return (max(numbers) - min(numbers)) / median(numbers)


def exponent(times: Mapping[int, float]) -> float:
    """The power of the size with which a time grows: 1 where ten times the size takes ten times as long.

    The slope of the least-squares line through the logarithms. Raises `StatisticsError` for fewer than two sizes.
    """
    sizes = sorted(times)
    return linear_regression([log(size) for size in sizes], [log(times[size]) for size in sizes]).slope
