"""Multiplying polynomials convolves their coefficients."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:product]
f = np.array([3, 1])  # 3 + x
g = np.array([2, 5, 1])  # 2 + 5x + x²
print(np.convolve(f, g))
#> [ 6 17  8  1]
# --8<-- [end:product]

# --8<-- [start:laws]
f = np.array([3, 1])
g = np.array([2, 5, 1])
h = np.array([1, 0, 4])
for act in np.convolve, np.correlate:
    print(act.__name__)
    print(act(f, g, "full"))
    print(act(g, f, "full"))
    print(act(act(f, g, "full"), h, "full"))
    print(act(f, act(g, h, "full"), "full"))
#> convolve
#> [ 6 17  8  1]
#> [ 6 17  8  1]
#> [ 6 17 32 69 32  4]
#> [ 6 17 32 69 32  4]
#> correlate
#> [ 3 16 11  2]
#> [ 2 11 16  3]
#> [12 64 47 24 11  2]
#> [ 3 16 23 66 44  8]
# --8<-- [end:laws]

# --8<-- [start:traps]
short, long = [1, 0, 2], [1, 2, 3, 4, 5]
for act in np.convolve, np.correlate:
    print(act.__name__)
    print(act(long, short, "valid"))
    print(act(short, long, "valid"))
#> convolve
#> [ 5  8 11]
#> [ 5  8 11]
#> correlate
#> [ 7 10 13]
#> [13 10  7]
# --8<-- [end:traps]

F, G = np.array([3, 1]), np.array([2, 5, 1])


def facts():
    """Numbers that the pages quote."""
    product = np.convolve(F, G)
    return {f"power_{power}": product[power] for power in range(3)}


def figure(t):
    """Draw the table of products; each diagonal adds up to one coefficient."""
    names = ["1", "x", "x²", "x³"]
    table = np.outer(F, G)
    product = np.convolve(F, G)
    fig, ax = drawing.canvas(11.9, 4.3)
    left, top = 1.7, 2
    along = {(r, c): drawing.WINDOWS[r + c] for r in range(len(F)) for c in range(len(G))}
    drawing.grid(ax, table, left, top, roles=along, role="output")
    for r, number in enumerate(F):
        drawing.cell(ax, left - 1.3, top + r, number, role="input")
    for c, number in enumerate(G):
        drawing.cell(ax, left + c, top - 1.3, number, role="kernel")
    out = 6.9
    drawing.arrow(ax, (left + 3.2, top + 1), (out - 0.2, top + 1))
    drawing.text(ax, (left + 3 + out) / 2, top + 0.5, t("add"), size=drawing.SMALL)
    roles = {(0, i): drawing.WINDOWS[i] for i in range(len(product))}
    drawing.grid(ax, product[None], out, top + 0.5, role="output", roles=roles)
    for i, name in enumerate(names):
        drawing.text(ax, out + i + 0.5, top, name, role="muted", size=drawing.SMALL)
    return fig
