"""Maximum and mean of the same windows, and which pixels get the gradient of each."""

# --8<-- [start:numpy]
import numpy as np

# --8<-- [end:numpy]
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.shared import drawing

# --8<-- [start:input]
P = np.array([
    [1, 3, 2, 1],
    [4, 6, 5, 0],
    [7, 2, 8, 3],
    [0, 1, 4, 9],
])
# --8<-- [end:input]

# --8<-- [start:pool]
four = [
    P[::2, ::2],  # top left
    P[::2, 1::2],  # top right
    P[1::2, ::2],  # bottom left
    P[1::2, 1::2],  # bottom right
]

print(np.max(four, axis=0))
#> [[6 5]
#>  [7 9]]
print(np.mean(four, axis=0))
#> [[3.5 2. ]
#>  [2.5 6. ]]
# --8<-- [end:pool]

# --8<-- [start:gradient]
window = np.array([[3, 7], [7, 1]])
incoming = 1.0  # the gradient at the pooled pixel

to_maximum = np.zeros(window.shape)
to_maximum.flat[window.argmax()] = incoming
to_mean = np.full(window.shape, incoming / window.size)

print(to_maximum)
#> [[0. 1.]
#>  [0. 0.]]
print(to_mean)
#> [[0.25 0.25]
#>  [0.25 0.25]]
# --8<-- [end:gradient]

EXAMPLES = {
    "bright point": [[0, 0], [0, 8]],
    "dark point": [[8, 8], [0, 8]],
    "edge": [[0, 8], [0, 8]],
    "noise": [[4, 6], [5, 3]],
}


def facts():
    """Numbers that the pages quote."""
    first = P[:2, :2]
    k = len(first)
    minus = np.full((4, 4), -1.0)
    return {
        "first": first,
        "largest": first.max(),
        "average": first.mean(),
        "pixels": first.size,
        "comparisons": k * k - 1,
        "additions": k * k - 1,
        "divisions": 1,
        "share": to_mean[0, 0],
        "corner_infinite": max_pool2d(minus, 3, stride=2, padding=1)[0, 0],
        "corner_counted": avg_pool2d(minus, 3, stride=2, padding=1)[0, 0],
        "corner_left_out": avg_pool2d(minus, 3, stride=2, padding=1, count_include_pad=False)[0, 0],
    }


def figure(t):
    """Draw four windows, and below each what the maximum and the mean make of it."""
    fig, ax = drawing.canvas(11.8, 6.5)
    for i, (name, window) in enumerate(EXAMPLES.items()):
        x = 0.4 + 3 * i
        drawing.text(ax, x + 1, 0.5, t(name), size=drawing.SMALL)
        drawing.grid(ax, window, x, 1)
        drawing.arrow(ax, (x + 1, 3.15), (x + 1, 3.75))
        drawing.cell(ax, x, 3.9, np.max(window), role="maximum")
        drawing.cell(ax, x + 1, 3.9, np.mean(window), role="mean")
    for x, role in ((3, "maximum"), (6.6, "mean")):
        drawing.cell(ax, x, 5.3, "", role=role)
        drawing.text(ax, x + 1.2, 5.8, t(role), ha="left")
    return fig
