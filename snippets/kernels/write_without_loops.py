"""To write: the whole output of a kernel, without a loop."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def correlate(picture, kernel):
    """Return the response of a kernel wherever it fits, without a loop.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Pixels, of any dtype: a photograph has uint8.
    kernel : ndarray, shape (K_h, K_w)
        Weights, laid down as they are, not turned.

    Returns
    -------
    ndarray, shape (H - K_h + 1, W - K_w + 1)
        One response for each place, in the order of the places.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    windows = sliding_window_view(picture.astype(float), kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 0, 2, 4], [3, 1, 0, 5], [0, 2, 4, 1]])
kernel = np.array([[1, 2], [0, -1]])
print(correlate(picture, kernel))
#> [[ 0.  4.  5.]
#>  [ 3. -3.  9.]]
# --8<-- [end:use]

PICTURE = np.array([[1, 0, 2, 4], [3, 1, 0, 5], [0, 2, 4, 1], [6, 1, 3, 2]])
CASES = [
    (PICTURE[:3], np.array([[1, 2], [0, -1]])),
    (PICTURE, np.array([[1, 0, 2], [-1, 3, 0]])),
    (np.array([[200, 90, 7], [130, 255, 31]], np.uint8), np.array([[1, 2], [3, 1]], np.uint8)),
    (PICTURE[:3], np.array([[0.5, 0.25], [-1, 0.75]])),
]


def windows_of(picture, kernel):
    """Return the windows of a picture."""
    return sliding_window_view(picture.astype(float), kernel.shape)


WRONG = {
    "turned": lambda p, k: correlate(p, k[::-1, ::-1]),
    "kernel_transposed": lambda p, k: np.einsum("rcij,ji->rc", windows_of(p, k), k),
    "transposed": lambda p, k: correlate(p, k).T,
    "wrong_axes": lambda p, k: (windows_of(p, k) * k).sum(axis=(0, 1)),
    "one_axis": lambda p, k: (windows_of(p, k) * k).sum(axis=-1),
    "all_axes": lambda p, k: (windows_of(p, k) * k).sum(),
    "unsummed": lambda p, k: windows_of(p, k) * k,
    "mean": lambda p, k: (windows_of(p, k) * k).mean(axis=(2, 3)),
    "matrix": lambda p, k: (windows_of(p, k) @ k).sum(axis=(2, 3)),
    "wrapped": lambda p, k: (sliding_window_view(p, k.shape) * k).sum(axis=(2, 3)),
    "tiles": lambda p, k: correlate(p, k)[:: k.shape[0], :: k.shape[1]],
}
EXERCISE = Exercise(correlate, CASES, WRONG, loops=False)
