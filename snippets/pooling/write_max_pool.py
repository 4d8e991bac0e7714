"""To write: max pooling with any window and any stride."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def max_pool(picture, kernel_size, stride):
    """Return the largest value of each window.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Values, of any dtype; they may be negative.
    kernel_size : int
        Rows and columns of a window.
    stride : int
        Distance between the starts of neighbouring windows.

    Returns
    -------
    ndarray, shape (H_out, W_out)
        One value for each window that fits whole, of the same dtype.
        What is left over at the end is dropped.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    windows = sliding_window_view(picture, (kernel_size, kernel_size))
    return windows[::stride, ::stride].max(axis=(2, 3))
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3]])
print(max_pool(picture, 2, 2), max_pool(picture, 2, 1))
#> [[6 5]] [[6 6 5]
#>  [7 8 8]]
# --8<-- [end:use]

PICTURE = np.array([[1, 3, 2, 1, 4], [4, 6, 5, 0, 2], [7, 2, 8, 3, 9], [0, 1, 4, 9, 5]])
CASES = [
    (PICTURE[:2, :4], 2, 2),
    (PICTURE[:, :4], 2, 2),
    (PICTURE[:3, :4], 2, 1),
    (PICTURE, 2, 2),
    (PICTURE, 1, 2),
    (PICTURE, 3, 2),
    (PICTURE[:2, :4] - 9, 2, 2),
    (PICTURE[:3, :4] / 8, 2, 1),
    (PICTURE[:2, :4].astype(np.uint8), 2, 2),
]


def padded(picture, k, s):
    """Return a maximum for the remainder too."""
    more = [(0, -(n - k) % s) for n in picture.shape]
    return max_pool(np.pad(picture, more, constant_values=picture.min()), k, s)


def short(picture, k, s):
    """Return the output without the windows that end just at the border."""
    rows, columns = (len(range(0, n - k, s)) for n in picture.shape)
    return max_pool(picture, k, s)[:rows, :columns]


WRONG = {
    "no_stride": lambda x, k, s: max_pool(x, k, 1),
    "own_stride": lambda x, k, s: max_pool(x, k, k),
    "swapped": lambda x, k, s: max_pool(x, s, k),
    "short": short,
    "remainder": padded,
    "transposed": lambda x, k, s: max_pool(x, k, s).T,
    "mean": lambda x, k, s: sliding_window_view(x, (k, k))[::s, ::s].mean(axis=(2, 3)),
    "smallest": lambda x, k, s: -max_pool(-x.astype(float), k, s),
    "from_zero": lambda x, k, s: np.maximum(max_pool(x, k, s), 0),
    "one_axis": lambda x, k, s: sliding_window_view(x, (k, k))[::s, ::s].max(axis=-1),
    "all_axes": lambda x, k, s: x.max(),
    "whole": lambda x, k, s: max_pool(x.astype(int), k, s),
}
EXERCISE = Exercise(max_pool, CASES, WRONG, dtype="same")
