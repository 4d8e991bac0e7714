"""To write: convolution as mathematics has it."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def convolve(picture, kernel):
    """Return the convolution of a picture, wherever the kernel fits.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Pixels, of any dtype.
    kernel : ndarray, shape (K_h, K_w)
        Weights. Convolution turns them by half a turn, and leaves
        the array that it was given as it is.

    Returns
    -------
    ndarray, shape (H - K_h + 1, W - K_w + 1)
        One number for each place, in the order of the places.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    turned = kernel[::-1, ::-1]
    windows = sliding_window_view(picture.astype(float), kernel.shape)
    return (windows * turned).sum(axis=(2, 3))
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 0, 2], [3, 1, 0], [0, 2, 4]])
kernel = np.array([[1, 2], [0, -1]])
print(convolve(picture, kernel))
#> [[ 6.  2.]
#>  [-1.  7.]]
# --8<-- [end:use]

PICTURE = np.array([[1, 0, 2, 5], [3, 1, 0, 4], [0, 2, 4, 1], [6, 3, 1, 2]])
CASES = [
    (PICTURE[:3, :3], np.array([[1, 2], [0, -1]])),
    (PICTURE, np.array([[1, 0, 2], [-1, 3, 5]])),
    (PICTURE[:3], np.array([[2, 1, 0, -1]])),
    (np.array([[200, 90, 7], [130, 255, 31]], np.uint8), np.array([[1, 2], [3, 1]], np.uint8)),
    (PICTURE[:3, :3], np.array([[0.5, 0.25], [-1, 0.75]])),
]


def wrapped(picture, kernel):
    """Return the sums of products that the dtype of the pixels could not hold."""
    return (sliding_window_view(picture, kernel.shape) * kernel[::-1, ::-1]).sum(axis=(2, 3))


WRONG = {
    "correlation": lambda x, k: convolve(x, k[::-1, ::-1]),
    "upside_down": lambda x, k: convolve(x, k[:, ::-1]),
    "left_right": lambda x, k: convolve(x, k[::-1]),
    "kernel_transposed": lambda x, k: convolve(x, k[::-1, ::-1].T),
    "quarter_turn": lambda x, k: convolve(x, np.rot90(k)[::-1, ::-1]),
    "picture_turned": lambda x, k: convolve(x[::-1, ::-1], k[::-1, ::-1]),
    "both_turned": lambda x, k: convolve(x[::-1, ::-1], k),
    "full": lambda x, k: convolve(np.pad(x, [(n - 1,) for n in k.shape]), k),
    "transposed": lambda x, k: convolve(x, k).T,
    "short": lambda x, k: convolve(x, k)[:-1, :-1],
    "wrapped": wrapped,
}
EXERCISE = Exercise(convolve, CASES, WRONG)
