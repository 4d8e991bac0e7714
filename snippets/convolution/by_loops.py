"""Convolution as four loops: two over the places of the window, two over the weights."""

# --8<-- [start:setup]
import numpy as np

X = np.array([[2, 7, 1, 5], [9, 4, 0, 8], [3, 6, 10, 11]])
K = np.array([[1, 2], [-1, 3]])
# --8<-- [end:setup]


# --8<-- [start:loops]
def by_loops(image, kernel):
    """Slide, multiply, add: one product at a time."""
    k, m = kernel.shape
    rows, columns = image.shape[0] - k + 1, image.shape[1] - m + 1
    result = np.zeros((rows, columns), image.dtype)
    for r in range(rows):
        for c in range(columns):
            for i in range(k):
                for j in range(m):
                    result[r, c] += kernel[i, j] * image[r + i, c + j]
    return result


print(by_loops(X, K))
#> [[19  5 35]
#>  [32 28 39]]
# --8<-- [end:loops]


def facts():
    """Numbers that the pages quote."""
    k, m = K.shape
    return {"products": (X.shape[0] - k + 1) * (X.shape[1] - m + 1) * k * m}
