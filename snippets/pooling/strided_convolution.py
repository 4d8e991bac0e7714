"""A convolution with a stride gives the size of a pooling; with equal weights it is mean pooling."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:setup]
P = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])


def convolve(x, weights, stride):
    k = len(weights)
    size = (len(x) - k) // stride + 1
    result = np.empty((size, size))
    for i, j in np.ndindex(size, size):
        r, c = i * stride, j * stride
        result[i, j] = (x[r : r + k, c : c + k] * weights).sum()
    return result


# --8<-- [end:setup]


# --8<-- [start:mean]
equal = np.full((2, 2), 1 / 4)
print(convolve(P, equal, stride=2))
#> [[3.5 2. ]
#>  [2.5 6. ]]

mean_pooled = P.reshape(2, 2, 2, 2).mean(axis=(1, 3))
print(np.array_equal(convolve(P, equal, stride=2), mean_pooled))
#> True
# --8<-- [end:mean]

other = np.array([[-1, 1], [-1, 1]])


def facts():
    """Numbers that the pages quote."""
    channels, k = 64, 3
    return {
        "other": convolve(P, other, 2),
        "channels": channels,
        "weights": channels * channels * k * k,
    }


def figure(t):
    """Draw one input, two kernels and their results."""
    fig, ax = drawing.canvas(11.9, 7.3)
    roles = {(r, c): drawing.WINDOWS[r // 2 * 2 + c // 2] for r in range(4) for c in range(4)}
    corners = [(0, 0), (0, 2), (2, 0), (2, 2)]
    drawing.grid(ax, P, 0.2, 2.1, title=t("Input"), roles=roles)
    for (r, c), role in zip(corners, drawing.WINDOWS, strict=True):
        drawing.window(ax, 0.2 + c, 2.1 + r, 2, 2, role=role)
    small = {(i, j): drawing.WINDOWS[2 * i + j] for i in (0, 1) for j in (0, 1)}
    quarters = np.full((2, 2), "¼")
    for y, weights, title, shown in ((1, equal, t("equal weights"), quarters), (4.9, other, t("other weights"), other)):
        drawing.grid(ax, shown, 5.9, y, role="kernel", title=title)
        drawing.arrow(ax, (4.4, 4.1), (5.7, y + 1))
        drawing.arrow(ax, (8.1, y + 1), (9.3, y + 1))
        drawing.grid(ax, convolve(P, weights, 2), 9.5, y, title=t("Output"), roles=small)
    return fig
