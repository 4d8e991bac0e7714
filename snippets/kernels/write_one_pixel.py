"""To write: one pixel of what a kernel makes."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def one_pixel(picture, kernel, row, column):
    """Return the response of a kernel at one place of a picture.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Pixels, of any dtype: a photograph has uint8.
    kernel : ndarray, shape (K_h, K_w)
        Weights, laid down as they are, not turned.
    row, column : int
        Where the top left corner of the window lies.

    Returns
    -------
    number
        The sum of the products of pixels and weights.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    height, width = kernel.shape
    window = picture[row : row + height, column : column + width]
    return (window.astype(float) * kernel).sum()
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[4, 1, 0, 2], [2, 5, 3, 1], [7, 8, 6, 9]])
kernel = np.array([[1, 2], [0, -1]])
print(one_pixel(picture, kernel, 0, 1))
#> -2.0
# --8<-- [end:use]

PICTURE = np.array([[4, 1, 0, 2, 5], [2, 5, 3, 1, 0], [7, 8, 6, 9, 2], [3, 0, 4, 1, 6]])
KERNEL = np.array([[1, 2], [0, -1]])
CASES = [
    (PICTURE[:3, :4], KERNEL, 0, 1),
    (PICTURE[:3, :4], KERNEL, 1, 0),
    (PICTURE, np.array([[1, 0, 2], [-1, 3, 0]]), 2, 1),
    (PICTURE, np.array([[1, 0, 2, -1]]), 3, 1),
    (PICTURE, np.array([[1, 2], [0, -1], [3, 1]]), 0, 3),
    (np.array([[200, 90], [130, 255]], np.uint8), np.array([[1, 2], [3, 1]], np.uint8), 0, 0),
    (PICTURE / 8, np.array([[0.5, 0.25], [-1, 2]]), 1, 2),
]


def window_at(picture, kernel, row, column):
    """Return the pixels that lie under the kernel."""
    return picture[row : row + kernel.shape[0], column : column + kernel.shape[1]].astype(float)


WRONG = {
    "turned": lambda p, k, r, c: one_pixel(p, k[::-1, ::-1], r, c),
    "swapped": lambda p, k, r, c: one_pixel(p, k, c, r),
    "centred": lambda p, k, r, c: one_pixel(p, k, r - k.shape[0] // 2, c - k.shape[1] // 2),
    "from_one": lambda p, k, r, c: one_pixel(p, k, r - 1, c - 1),
    "matrix": lambda p, k, r, c: (window_at(p, k, r, c) @ k).sum(),
    "unsummed": lambda p, k, r, c: window_at(p, k, r, c) * k,
    "mean": lambda p, k, r, c: (window_at(p, k, r, c) * k).mean(),
    "pixels_only": lambda p, k, r, c: window_at(p, k, r, c).sum(),
    "square": lambda p, k, r, c: (p[r : r + k.shape[0], c : c + k.shape[0]].astype(float) * k).sum(),
    "wrapped": lambda p, k, r, c: (p[r:, c:][: k.shape[0], : k.shape[1]] * k).sum(),
    "too_short": lambda p, k, r, c: (window_at(p, k, r, c)[:-1, :-1] * k).sum(),
}
EXERCISE = Exercise(one_pixel, CASES, WRONG)
