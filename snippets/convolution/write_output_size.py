"""To write: how many places a kernel has."""

from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def output_size(n, kernel_size, stride=1, padding=0, dilation=1):
    """Return how many places a kernel has along one axis.

    Parameters
    ----------
    n : int
        Pixels of the input along the axis.
    kernel_size : int
        Weights of the kernel along the axis.
    stride : int
        Distance between the starts of neighbouring windows.
    padding : int
        Pixels added at each of the two ends.
    dilation : int
        Distance between neighbouring weights; 1 means no gaps.

    Returns
    -------
    int
        The size of the output. At least one window fits.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    span = dilation * (kernel_size - 1) + 1
    return (n + 2 * padding - span) // stride + 1
    # --8<-- [end:body]


# --8<-- [start:use]
print(output_size(7, 3), output_size(7, 3, stride=2, padding=1))
#> 5 4
# --8<-- [end:use]

CASES = [
    (7, 3, 1, 0, 1),
    (8, 3, 2, 0, 1),
    (6, 3, 1, 2, 1),
    (9, 3, 1, 0, 2),
    (10, 4, 3, 1, 1),
    (32, 5, 2, 2, 3),
    (3, 3, 2, 0, 1),
]


def places(n, k, s, p, d, sides=2, more=1):
    """Return the rule with another number of padded sides, or with something else added at the end."""
    return (n + sides * p - d * (k - 1) - 1) // s + more


WRONG = {
    "one_side": lambda n, k, s, p, d: places(n, k, s, p, d, sides=1),
    "no_padding": lambda n, k, s, p, d: places(n, k, s, p, d, sides=0),
    "one_less": lambda n, k, s, p, d: places(n, k, s, p, d, more=0),
    "one_more": lambda n, k, s, p, d: places(n, k, s, p, d, more=2),
    "not_floored": lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) / s + 1,
    "rounded_up": lambda n, k, s, p, d: -(-(n + 2 * p - d * (k - 1) - 1) // s) + 1,
    "span": lambda n, k, s, p, d: (n + 2 * p - d * k) // s + 1,
    "no_dilation": lambda n, k, s, p, d: places(n, k, s, p, 1),
    "no_stride": lambda n, k, s, p, d: places(n, k, 1, p, d),
    "late_stride": lambda n, k, s, p, d: (n + 2 * p - d * (k - 1)) // s,
}
EXERCISE = Exercise(output_size, CASES, WRONG)
