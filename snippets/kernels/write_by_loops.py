"""To write: the whole output of a kernel, by loops."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def correlate(picture, kernel):
    """Return the response of a kernel wherever it fits on a picture.

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
    height, width = kernel.shape
    rows = picture.shape[0] - height + 1
    columns = picture.shape[1] - width + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for i in range(height):
                for j in range(width):
                    output[r, c] += float(picture[r + i, c + j]) * kernel[i, j]
    return output
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 0, 2, 4], [3, 1, 0, 5], [0, 2, 4, 1]])
kernel = np.array([[1, 2], [0, -1]])
print(correlate(picture, kernel))
#> [[ 0.  4.  5.]
#>  [ 3. -3.  9.]]
# --8<-- [end:use]

PICTURE = np.array([[1, 0, 2, 4], [3, 1, 0, 5], [0, 2, 4, 1], [6, 1, 3, 2]])
KERNEL = np.array([[1, 2], [0, -1]])
CASES = [
    (PICTURE[:3], KERNEL),
    (PICTURE, np.array([[1, 0, 2], [-1, 3, 0]])),
    (np.array([[200, 90, 7], [130, 255, 31]], np.uint8), np.array([[1, 2], [3, 1]], np.uint8)),
    (PICTURE[:3], np.array([[0.5, 0.25], [-1, 0.75]])),
    (PICTURE[:2, :2], KERNEL),
]


def padded(picture, kernel):
    """Return an output as large as the picture, with zeros where the kernel does not fit."""
    found = correlate(picture, kernel)
    return np.pad(found, [(0, n - m) for n, m in zip(picture.shape, found.shape, strict=True)])


def by_products(picture, kernel, last=False, whole=False):
    """Return the sums as the dtype of the pictures has them, or the last product, or whole numbers."""
    rows, columns = (n - k + 1 for n, k in zip(picture.shape, kernel.shape, strict=True))
    output = np.zeros((rows, columns), int if whole else picture.dtype)
    for i, j in np.ndindex(*kernel.shape):
        product = picture[i : i + rows, j : j + columns] * kernel[i, j]
        output = product.astype(output.dtype) if last else (output + product).astype(output.dtype)
    return output


WRONG = {
    "turned": lambda p, k: correlate(p, k[::-1, ::-1]),
    "kernel_transposed": lambda p, k: correlate(p, k.T),
    "transposed": lambda p, k: correlate(p, k).T,
    "short": lambda p, k: correlate(p, k)[:-1, :-1],
    "padded": padded,
    "last_product": lambda p, k: by_products(p, k, last=True),
    "wrapped": by_products,
    "whole": lambda p, k: by_products(p, k, whole=True),
    "mean": lambda p, k: correlate(p, k) / k.size,
}
EXERCISE = Exercise(correlate, CASES, WRONG)
