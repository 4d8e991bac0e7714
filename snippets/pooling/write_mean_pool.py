"""To write: mean pooling whose padding counts or does not."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def mean_pool(picture, kernel_size, stride, padding, count_include_pad):
    """Return the mean of each window of a picture with zeros around it.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Values, of any dtype.
    kernel_size : int
        Rows and columns of a window.
    stride : int
        Distance between the starts of neighbouring windows.
    padding : int
        Rows and columns of zeros at each side.
    count_include_pad : bool
        Whether the zeros of the padding count as pixels. If not, a sum is
        divided by the number of the picture's own pixels in the window.

    Returns
    -------
    ndarray of float, shape (H_out, W_out)
        One mean for each window that fits on the padded picture.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    def sums(values):
        padded = np.pad(values.astype(float), padding)
        windows = sliding_window_view(padded, (kernel_size, kernel_size))
        return windows[::stride, ::stride].sum(axis=(2, 3))

    if count_include_pad:
        return sums(picture) / kernel_size**2
    return sums(picture) / sums(np.ones(picture.shape))
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 2], [3, 4]])
print(mean_pool(picture, 3, 2, 1, True), mean_pool(picture, 3, 2, 1, False))
#> [[1.11111111]] [[2.5]]
# --8<-- [end:use]

PICTURE = np.array([[5, 0, 2, 8], [3, 4, 0, 1], [6, 9, 7, 2]])
CASES = [
    (PICTURE[:2], 2, 2, 0, True),
    (PICTURE[:2, :2], 2, 2, 1, True),
    (PICTURE[:2, :2], 2, 2, 1, False),
    (PICTURE, 3, 2, 1, True),
    (PICTURE, 3, 2, 1, False),
    (PICTURE, 3, 1, 1, False),
    (np.array([[200, 100], [150, 255]], np.uint8), 2, 1, 1, True),
]


def means(picture, k, s, p, count, counted=None, pad=None, dtype=float):
    """Return the means with other pixels counted, with other padding, or of sums in another dtype."""
    pad = (p, p) if pad is None else pad

    def sums(values, dtype=float):
        return sliding_window_view(np.pad(values, [pad, pad]), (k, k))[::s, ::s].sum(axis=(2, 3), dtype=dtype)

    inside = np.ones(picture.shape) if counted is None else counted
    return sums(picture, dtype) / (k * k if count else sums(inside))


WRONG = {
    "always_counted": lambda x, k, s, p, count: means(x, k, s, p, True),
    "never_counted": lambda x, k, s, p, count: means(x, k, s, p, False),
    "inverted": lambda x, k, s, p, count: means(x, k, s, p, not count),
    "no_padding": lambda x, k, s, p, count: means(x, k, s, 0, count),
    "one_side": lambda x, k, s, p, count: means(x, k, s, p, count, pad=(p, 0)),
    "no_stride": lambda x, k, s, p, count: means(x, k, 1, p, count),
    "own_stride": lambda x, k, s, p, count: means(x, k, k, p, count),
    "nonzero_counted": lambda x, k, s, p, count: means(x, k, s, p, count, counted=(x != 0).astype(float)),
    "whole": lambda x, k, s, p, count: means(x, k, s, p, count).astype(int),
    "summed": lambda x, k, s, p, count: means(x, k, s, p, True) * k * k,
    "wrapped": lambda x, k, s, p, count: means(x, k, s, p, count, dtype=x.dtype),
}
EXERCISE = Exercise(mean_pool, CASES, WRONG, dtype="float")
