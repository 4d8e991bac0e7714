"""Correlating slides the kernel as it is; convolving turns it around first."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:both]
def correlate(x, w):
    """Multiply every window of x with w in place, and add."""
    windows = sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))


def convolve(x, w):
    """Do the same with the kernel flipped both ways."""
    return correlate(x, w[::-1, ::-1])


# --8<-- [end:both]

# --8<-- [start:example]
x = np.array([
    [1, 0, 2],
    [3, 1, 0],
    [0, 2, 4],
])
w = np.array([
    [1, 2],
    [0, -1],
])
print(correlate(x, w))
#> [[ 0  4]
#>  [ 3 -3]]
print(convolve(x, w))
#> [[ 6  2]
#>  [-1  7]]
# --8<-- [end:example]


def facts():
    """Numbers that the pages quote."""
    return {
        "kernel": w,
        "flipped": w[::-1, ::-1],
        "transposed": w.T,
        "correlated": correlate(x, w)[0, 0],
        "convolved": convolve(x, w)[0, 0],
    }


def figure(t):
    """Draw the two flips of the kernel, and what it gives before and after them."""
    cell = 27
    one, two, three, four = drawing.WINDOWS
    fig, ax = drawing.canvas(13.2, 15, cell=cell)

    steps = [(w, t("Kernel")), (w[::-1], t("upside down")), (w[::-1, ::-1], t("left to right"))]
    follow = {w[0, 0]: one, w[0, 1]: two, w[1, 0]: three, w[1, 1]: four}
    for number, (kernel, title) in enumerate(steps):
        left = 0.9 + number * 4.7
        roles = {(r, c): follow[kernel[r, c]] for r in range(2) for c in range(2)}
        drawing.grid(ax, kernel, left, 1, role="kernel", roles=roles, title=title)
        if number:
            drawing.arrow(ax, (left - 2.2, 2), (left - 0.5, 2))

    rows = [(w, correlate(x, w), t("correlate")), (w[::-1, ::-1], convolve(x, w), t("convolve"))]
    for number, (kernel, result, title) in enumerate(rows):
        top = 5.9 + number * 5.7
        inside = {(r, c): one for r in range(2) for c in range(2)}
        drawing.text(ax, 6.6, top - 1.5, title)
        drawing.grid(ax, x, 0.3, top, roles=inside, title=t("Input"))
        drawing.window(ax, 0.3, top, 2, 2, role=one)
        drawing.text(ax, 3.8, top + 1.5, "×", size=drawing.SIGN)
        drawing.grid(ax, kernel, 4.3, top + 0.5, role="kernel", title=t("Kernel"))
        drawing.text(ax, 6.75, top + 1.5, "=", size=drawing.SIGN)
        drawing.grid(ax, x[:2, :2] * kernel, 7.2, top + 0.5, role=one, title=t("Products"))
        drawing.arrow(ax, (9.35, top + 1.5), (10.75, top + 1.5))
        drawing.text(ax, 10.05, top + 1.0, t("add"), size=drawing.SMALL)
        drawing.grid(ax, result, 10.9, top + 0.5, role="output", roles={(0, 0): one}, title=t("Output"))
    return fig
