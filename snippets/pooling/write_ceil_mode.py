"""To write: max pooling whose last window may hang over."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def max_pool_ceil(row, kernel_size, stride):
    """Return the largest value of each window of a row, none left over.

    Parameters
    ----------
    row : ndarray, shape (N,)
        Values, of any dtype; they may be negative.
    kernel_size : int
        Pixels of a window, at most N.
    stride : int
        Distance between the starts of neighbouring windows.

    Returns
    -------
    ndarray, shape (N_out,)
        As many windows as ceil((N - kernel_size) / stride) + 1. The last
        may hang over the end: then the maximum is of what it does hold.
        A window that would start behind the end is left out.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    count = -(-(len(row) - kernel_size) // stride) + 1
    starts = [i * stride for i in range(count) if i * stride < len(row)]
    largest = [row[start : start + kernel_size].max() for start in starts]
    return np.array(largest)
    # --8<-- [end:body]


# --8<-- [start:use]
print(max_pool_ceil(np.array([3, 1, 4, 1, 5]), 2, 2))
#> [3 4 5]
# --8<-- [end:use]

ROW = np.array([3, 1, 4, 1, 5, 2, 0, 6])
CASES = [
    (ROW[:5], 2, 2),
    (ROW[:4], 2, 2),
    (ROW[:6], 3, 2),
    (ROW[:5] - 7, 2, 2),
    (ROW, 1, 3),
    (ROW[:6], 1, 2),
    (ROW[:7], 4, 2),
    (ROW[:5] / 8, 2, 2),
]


def windows(row, k, s, starts):
    """Return the largest value of the windows that start at some places."""
    return np.array([row[start : start + k].max() for start in starts])


def moved_back(row, k, s):
    """Return windows of which the last is moved back until it fits."""
    floor = list(range(0, len(row) - k + 1, s))
    last = [len(row) - k] if floor[-1] + k < len(row) else []
    return windows(row, k, s, floor + last)


def with_zeros(row, k, s):
    """Return windows over a row with zeros behind it."""
    count = len(max_pool_ceil(row, k, s))
    return windows(np.pad(row, (0, k)), k, s, range(0, count * s, s))


def one_more(row, k, s):
    """Return one window more than floor gives, whether or not something is left over."""
    more = np.append(row, [row.min()] * (k + s))
    return windows(more, k, s, range(0, ((len(row) - k) // s + 2) * s, s))


WRONG = {
    "floor": lambda x, k, s: windows(x, k, s, range(0, len(x) - k + 1, s)),
    "with_zeros": with_zeros,
    "moved_back": moved_back,
    "one_more": one_more,
    "outside": lambda x, k, s: windows(x, k, s, [i * s for i in range(-(-(len(x) - k) // s) + 1)]),
    "every_start": lambda x, k, s: windows(x, k, s, range(0, len(x), s)),
    "no_stride": lambda x, k, s: max_pool_ceil(x, k, 1),
    "own_stride": lambda x, k, s: max_pool_ceil(x, k, k),
    "mean": lambda x, k, s: np.array([x[i * s : i * s + k].mean() for i in range(len(max_pool_ceil(x, k, s)))]),
    "whole": lambda x, k, s: max_pool_ceil(x.astype(int), k, s),
}
EXERCISE = Exercise(max_pool_ceil, CASES, WRONG, dtype="same")
