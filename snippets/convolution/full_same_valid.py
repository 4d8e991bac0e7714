"""Where a kernel may stand at the border: valid, same and full."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:modes]
row = np.array([3, 1, 4, 1, 5])
kernel = np.array([1, 2, 4])
print(np.correlate(row, kernel, mode="valid"))
#> [21 13 26]
print(np.correlate(row, kernel, mode="same"))
#> [10 21 13 26 11]
print(np.correlate(row, kernel, mode="full"))
#> [12 10 21 13 26 11  5]
# --8<-- [end:modes]

N, K = 5, 3
PADDING = {"valid": 0, "same": (K - 1) // 2, "full": K - 1}


def facts():
    """Sizes that the pages quote."""
    return {
        "n": row.size,
        "valid": np.correlate(row, kernel, "valid").size,
        "same": np.correlate(row, kernel, "same").size,
        "full": np.correlate(row, kernel, "full").size,
        **{f"{mode}_padding": p for mode, p in PADDING.items()},
    }


def figure(t):
    """Draw a picture with its padding, once for each mode, with the first and the last place of the kernel."""
    fig, ax = drawing.canvas(24, 13.2, cell=14.9)
    x, middle = 0.5, 6.6
    for mode, padding in PADDING.items():
        side, size = N + 2 * padding, N + 2 * padding - K + 1
        top, reach = middle - side / 2, K // 2
        roles = {}
        for r in range(side):
            for c in range(side):
                if not (padding <= r < side - padding and padding <= c < side - padding):
                    roles[r, c] = "padding"
                if reach <= r < reach + size and reach <= c < reach + size:
                    roles[r, c] = "output"
        drawing.grid(ax, [[""] * side] * side, x, top, roles=roles)
        if padding:
            drawing.frame(ax, x + padding, top + padding, N, N)
        drawing.window(ax, x, top, K, K, role="window-1")
        last = side - K
        drawing.window(ax, x + last, top + last, K, K, role="window-2")
        drawing.text(ax, x + side / 2, 1, t(mode))
        drawing.text(ax, x + side / 2, 12, t("{rows} × {columns}", rows=size, columns=size))
        x += side + 1
    return fig
