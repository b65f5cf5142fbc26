"""A draw that the standard library lacks."""

from math import exp
from random import Random


def poisson(mean: float, random: Random) -> int:
    """Return a Poisson count, by Knuth's method: it takes as many draws as the result, so the mean must be small."""
    floor, product, count = exp(-mean), random.random(), 0
    while product > floor:
        product *= random.random()
        count += 1
    return count
