"""One bright pixel tells whether a routine correlates or convolves."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:test]
def correlate(x, w):
    """Multiply every window of x with w in place, and add."""
    windows = sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))


impulse = np.zeros((5, 5), dtype=int)
impulse[2, 2] = 1
w = np.arange(1, 10).reshape(3, 3)

print(correlate(impulse, w))
#> [[9 8 7]
#>  [6 5 4]
#>  [3 2 1]]
print(correlate(impulse, w[::-1, ::-1]))  # this convolves
#> [[1 2 3]
#>  [4 5 6]
#>  [7 8 9]]
# --8<-- [end:test]


def facts():
    """Numbers that the pages quote."""
    return {"last": w[-1, -1], "corner": correlate(impulse, w)[0, 0]}


def figure(t):
    """Draw the impulse, the kernel, and the answers of both operations."""
    fig, ax = drawing.canvas(11.9, 11)
    first, last = drawing.WINDOWS[:2]
    inside = {(r, c): first for r in range(3) for c in range(3)}
    drawing.grid(ax, impulse, 0.4, 1, roles=inside, title=t("Impulse"))
    drawing.window(ax, 0.4, 1, 3, 3, role=first)
    drawing.grid(ax, w, 7.6, 2, role="kernel", roles={(2, 2): last}, title=t("Kernel"))
    answers = [
        (1.4, correlate(impulse, w), t("correlate"), {(0, 0): last}),
        (7.6, correlate(impulse, w[::-1, ::-1]), t("convolve"), {(2, 2): last}),
    ]
    for left, answer, title, roles in answers:
        drawing.grid(ax, answer, left, 7.6, role="output", roles=roles, title=title)
        for (r, c), role in roles.items():
            drawing.window(ax, left + c, 7.6 + r, 1, 1, role=role)
    drawing.window(ax, 9.6, 4, 1, 1, role=last)
    drawing.window(ax, 0.4 + 2, 3, 1, 1, role=last, inset=0.18)
    return fig
