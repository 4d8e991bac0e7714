"""Exercise: the cheapest way to blur a large picture, by count."""

from snippets.convolution.work_counted import crossover, direct, fourier, stages, transform, two_passes

SIDE, K = 1024, 11


def facts():
    """Numbers that the pages quote."""
    beats = next(k for k in range(1, SIDE, 2) if two_passes(k) > fourier(SIDE))
    return {
        "side": SIDE,
        "k": K,
        "direct": rf"2 \cdot {K}^2 = {direct(K)}",
        "passes": rf"2 \cdot 2 \cdot {K} = {two_passes(K)}",
        "stages": stages(SIDE),
        "transform": transform(SIDE),
        "fourier": rf"3 \cdot {transform(SIDE):.0f} + 3 = {fourier(SIDE):.0f}",
        "beats_direct": crossover(SIDE),
        "beats_passes": beats,
        "less": direct(K) / two_passes(K),
    }
