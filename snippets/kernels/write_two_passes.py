"""To write: a separable kernel in two passes."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def two_passes(picture, column, row):
    """Return the response of the kernel np.outer(column, row).

    The column goes over the picture first, and the row over what it gives.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Pixels, of any dtype: a photograph has uint8.
    column : ndarray, shape (K_h,)
        Weights from top to bottom, not turned.
    row : ndarray, shape (K_w,)
        Weights from left to right, not turned.

    Returns
    -------
    ndarray, shape (H - K_h + 1, W - K_w + 1)
        One response for each place where the kernel fits.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    rows = picture.shape[0] - len(column) + 1
    columns = picture.shape[1] - len(row) + 1
    first = np.zeros((rows, picture.shape[1]))
    for i, weight in enumerate(column):
        first += weight * picture[i : i + rows].astype(float)
    second = np.zeros((rows, columns))
    for j, weight in enumerate(row):
        second += weight * first[:, j : j + columns]
    return second
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 0, 2, 4], [3, 1, 0, 5], [0, 2, 4, 1]])
print(two_passes(picture, np.array([1, 2]), np.array([1, 0, -1])))
#> [[  5. -12.]
#>  [ -5.  -2.]]
# --8<-- [end:use]

PICTURE = np.array([[1, 0, 2, 4, 7], [3, 1, 0, 5, 2], [0, 2, 4, 1, 3], [6, 1, 3, 2, 8]])
CASES = [
    (PICTURE[:3, :4], np.array([1, 2]), np.array([3, -1])),
    (PICTURE, np.array([1, 2, 4]), np.array([3, 0])),
    (PICTURE, np.array([1, 2]), np.array([1, 0, -1])),
    (np.array([[200, 90, 7], [130, 255, 31]], np.uint8), np.array([1, 3], np.uint8), np.array([2, 1], np.uint8)),
    (PICTURE[:3, :4], np.array([0.5, 0.25]), np.array([1, 0.75])),
]


def wrapped(picture, column, row):
    """Return the two passes in the dtype of what is given."""
    first = sum(w * picture[i : picture.shape[0] - len(column) + 1 + i] for i, w in enumerate(column))
    return sum(w * first[:, j : picture.shape[1] - len(row) + 1 + j] for j, w in enumerate(row))


ONE = np.ones(1)


def down_only(picture, column, row):
    """Return the first pass alone."""
    return two_passes(picture, column, ONE)


def across_only(picture, column, row):
    """Return the second pass alone."""
    return two_passes(picture, ONE, row)


WRONG = {
    "swapped": lambda p, c, r: two_passes(p, r, c),
    "turned": lambda p, c, r: two_passes(p, c[::-1], r[::-1]),
    "column_turned": lambda p, c, r: two_passes(p, c[::-1], r),
    "row_turned": lambda p, c, r: two_passes(p, c, r[::-1]),
    "first_only": down_only,
    "second_only": across_only,
    "added": lambda p, c, r: down_only(p, c, r)[:, : p.shape[1] - len(r) + 1]
    + across_only(p, c, r)[: p.shape[0] - len(c) + 1],
    "full": lambda p, c, r: two_passes(np.pad(p, [(len(c) - 1,), (len(r) - 1,)]), c, r),
    "wrapped": wrapped,
}
EXERCISE = Exercise(two_passes, CASES, WRONG)
