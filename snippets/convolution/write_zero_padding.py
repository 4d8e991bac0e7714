"""To write: a border of zeros."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def pad(picture, padding):
    """Return a picture with zeros around it.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Pixels, of any dtype. They stay as they are.
    padding : int
        How many rows and columns of zeros each side gets, 0 or more.

    Returns
    -------
    ndarray, shape (H + 2 * padding, W + 2 * padding)
        A new array of the same dtype.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    height, width = picture.shape
    size = height + 2 * padding, width + 2 * padding
    output = np.zeros(size, picture.dtype)
    output[padding : padding + height, padding : padding + width] = picture
    return output
    # --8<-- [end:body]


# --8<-- [start:use]
print(pad(np.array([[3, 1, 4], [1, 5, 9]]), 1))
#> [[0 0 0 0 0]
#>  [0 3 1 4 0]
#>  [0 1 5 9 0]
#>  [0 0 0 0 0]]
# --8<-- [end:use]

PICTURE = np.array([[3, 1, 4], [1, 5, 9]])
CASES = [
    (PICTURE, 1),
    (PICTURE, 2),
    (PICTURE, 0),
    (PICTURE.astype(np.uint8), 1),
    (PICTURE / 8, 1),
]


def minus_zero(picture, padding):
    """Fill by a slice from the border, which is empty for a border of nothing."""
    output = np.zeros([n + 2 * padding for n in picture.shape], picture.dtype)
    output[padding:-padding, padding:-padding] = picture
    return output


WRONG = {
    "begin_only": lambda x, p: np.pad(x, [(p, 0)]),
    "end_only": lambda x, p: np.pad(x, [(0, p)]),
    "total": lambda x, p: np.pad(x, [(p // 2, p - p // 2)]),
    "rows_only": lambda x, p: np.pad(x, [(p,), (0,)]),
    "columns_only": lambda x, p: np.pad(x, [(0,), (p,)]),
    "always_one": lambda x, p: np.pad(x, 1),
    "repeated": lambda x, p: np.pad(x, p, "edge"),
    "ones": lambda x, p: np.pad(x, p, constant_values=1),
    "corner": lambda x, p: np.pad(x, [(0, 2 * p)]),
    "transposed": lambda x, p: np.pad(x, p).T,
    "minus_zero": minus_zero,
}
EXERCISE = Exercise(pad, CASES, WRONG, dtype="same")
