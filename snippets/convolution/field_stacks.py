"""A stack of 3x3 layers beside one large layer: reach and weights."""

from snippets.convolution.field_recurrence import walk


def reach(depth, kernel_size):
    """Return how many pixels a stack of equal layers sees along one axis."""
    return walk([(kernel_size, 1, 1, 0)] * depth)[-1][0]


def weights(depth, kernel_size, channels):
    """Count the weights of a stack whose layers have as many input as output channels."""
    return depth * kernel_size**2 * channels**2


def facts():
    """Numbers that the pages quote."""
    found: dict[str, int | float] = {"channels": 64}
    for name, depth, k in (("two", 2, 3), ("five", 1, 5), ("three", 3, 3), ("seven", 1, 7)):
        found[f"reach_{name}"] = reach(depth, k)
        found[f"weights_{name}"] = weights(depth, k, 64)
    return found | {"more": weights(1, 7, 64) / weights(3, 3, 64) - 1}
