"""Exercise: what a pooling layer learns, and what a convolution in its place does."""

CHANNELS, SIDE, WINDOW = 24, 40, 2


def facts():
    """Sizes and counts."""
    one = CHANNELS * WINDOW**2
    return {
        "channels": CHANNELS,
        "side": SIDE,
        "side_after": SIDE // WINDOW,
        "values": CHANNELS * (SIDE // WINDOW) ** 2,
        "filter": one,
        "weights": CHANNELS * one,
        "with_bias": CHANNELS * one + CHANNELS,
        "mean_weight": 1 / WINDOW**2,
    }
