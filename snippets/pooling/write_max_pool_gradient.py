"""To write: the way back through max pooling."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def max_pool_gradient(picture, kernel_size, stride, gradient):
    """Return the gradient of the input of max pooling.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        The input that was pooled.
    kernel_size : int
        Rows and columns of a window.
    stride : int
        Distance between the starts of neighbouring windows. Windows
        overlap where it is smaller than `kernel_size`.
    gradient : ndarray of float, shape (H_out, W_out)
        One number for each window: the gradient of its maximum.

    Returns
    -------
    ndarray of float, shape (H, W)
        Each pixel gets the numbers of the windows whose maximum it is.
        Of several equal maxima, the first in reading order gets it all.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    output = np.zeros(picture.shape)
    for r, c in np.ndindex(gradient.shape):
        top, left = r * stride, c * stride
        window = picture[top : top + kernel_size, left : left + kernel_size]
        i, j = np.unravel_index(window.argmax(), window.shape)
        output[top + i, left + j] += gradient[r, c]
    return output
    # --8<-- [end:body]


# --8<-- [start:use]
picture = np.array([[1, 3, 2], [4, 6, 5], [7, 2, 8]])
print(max_pool_gradient(picture, 2, 1, np.array([[1.0, 2.0], [3.0, 4.0]])))
#> [[0. 0. 0.]
#>  [0. 3. 0.]
#>  [3. 0. 4.]]
# --8<-- [end:use]

PICTURE = np.array([[1, 3, 2, 5], [4, 6, 5, 0], [7, 2, 8, 3]])
GRADIENT = np.array([[1.0, 2.0, 4.0], [8.0, 0.5, 16.0]])
CASES = [
    (PICTURE[:2], 2, 2, GRADIENT[:1, :2]),
    (PICTURE, 2, 1, GRADIENT),
    (np.array([[2, 7, 1, 1], [7, 7, 1, 0]]), 2, 2, GRADIENT[:1, :2]),
    (PICTURE - 9, 2, 2, GRADIENT[:1, :2]),
    (PICTURE / 8, 2, 1, GRADIENT),
    (PICTURE, 2, 2, np.array([[0.25, -0.5]])),
]


def spread(picture, k, s, gradient, share=None, add=True, dtype=float):
    """Return a gradient that is spread in each window by another rule."""
    output = np.zeros(picture.shape, dtype)
    for r, c in np.ndindex(gradient.shape):
        place = np.s_[r * s : r * s + k, c * s : c * s + k]
        window = picture[place]
        first = np.arange(window.size).reshape(window.shape) == window.argmax()
        part = (first if share is None else share(window)) * gradient[r, c]
        output[place] = output[place] + part if add else np.where(part, part, output[place])
    return output


def last(window):
    """Return where the last of the largest values is."""
    flat = (window == window.max()).ravel()
    return (np.arange(window.size) == np.flatnonzero(flat)[-1]).reshape(window.shape)


def within_window(picture, k, s, gradient):
    """Return a gradient put where the maximum is in its window, but counted from the corner of the picture."""
    output = np.zeros(picture.shape)
    for r, c in np.ndindex(gradient.shape):
        window = picture[r * s : r * s + k, c * s : c * s + k]
        output[np.unravel_index(window.argmax(), window.shape)] += gradient[r, c]
    return output


WRONG = {
    "not_added": lambda x, k, s, g: spread(x, k, s, g, add=False),
    "all_ties": lambda x, k, s, g: spread(x, k, s, g, lambda w: w == w.max()),
    "shared_ties": lambda x, k, s, g: spread(x, k, s, g, lambda w: (w == w.max()) / (w == w.max()).sum()),
    "last_tie": lambda x, k, s, g: spread(x, k, s, g, last),
    "mean": lambda x, k, s, g: spread(x, k, s, g, lambda w: np.ones(w.shape) / w.size),
    "whole_window": lambda x, k, s, g: spread(x, k, s, g, lambda w: np.ones(w.shape)),
    "within_window": within_window,
    "no_stride": lambda x, k, s, g: max_pool_gradient(x, k, 1, g),
    "own_stride": lambda x, k, s, g: max_pool_gradient(x, k, k, g[: x.shape[0] // k, : x.shape[1] // k]),
    "only_ones": lambda x, k, s, g: max_pool_gradient(x, k, s, np.ones(g.shape)),
    "times_pixel": lambda x, k, s, g: max_pool_gradient(x, k, s, g) * x,
    "output_size": lambda x, k, s, g: g,
    "whole": lambda x, k, s, g: spread(x, k, s, g, dtype=x.dtype),
}
EXERCISE = Exercise(max_pool_gradient, CASES, WRONG, dtype="float")
