"""The definition, window by window: slide, multiply, add."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:loops]
def convolve(x, w):
    """Slide the kernel w over the image x, multiply and add."""
    k_h, k_w = w.shape
    h, v = x.shape[0] - k_h + 1, x.shape[1] - k_w + 1
    y = np.zeros((h, v))
    for r in range(h):  # down the output
        for c in range(v):  # along the output
            for i in range(k_h):  # down the kernel
                for j in range(k_w):  # along the kernel
                    y[r, c] += w[i, j] * x[r + i, c + j]
    return y


# --8<-- [end:loops]

# --8<-- [start:arrays]
x = np.array([
    [1, 3, 2, 1],
    [4, 6, 5, 0],
    [7, 2, 8, 3],
    [0, 1, 4, 9],
])
w = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
# --8<-- [end:arrays]

# --8<-- [start:example]
y = convolve(x, w)
print(y)
#> [[  4. -13.]
#>  [  7.   4.]]
# --8<-- [end:example]

# --8<-- [start:mistake]
window = x[0:3, 0:3]
print((window * w).sum())  # multiply in place, then add
#> 4
print(window @ w)  # the matrix product is something else
#> [[ -9   0   9]
#>  [-21   0  21]
#>  [-19   0  19]]
# --8<-- [end:mistake]


def facts():
    """Numbers that the pages quote."""
    return {
        "outputs": y.size,
        "multiplications": y.size * w.size,
        "first": y[0, 0],
        "second": y[0, 1],
        "left": (x[:3, 1] * -w[:, 0]).sum(),
        "right": (x[:3, 3] * w[:, 2]).sum(),
    }


def figure(t):
    """Draw each step: the window, its products, their sum, and the output so far."""
    k, steps = len(w), range(y.size)
    fig, ax = drawing.canvas(9.4, 13.6)
    places = [divmod(step, y.shape[1]) for step in steps]
    products = [x[r : r + k, c : c + k] * w for r, c in places]
    inside = [
        {(r + i, c + j): role for i in range(k) for j in range(k)}
        for (r, c), role in zip(places, drawing.WINDOWS, strict=True)
    ]
    drawing.changing(ax, [x] * y.size, 0.2, 1, roles=inside, title=t("Input"))
    drawing.text(ax, 5.15, 3, "×", size=drawing.SIGN)
    drawing.grid(ax, w, 6.1, 1.5, role="kernel", title=t("Kernel") + "  w")
    every = [{(i, j): role for i in range(k) for j in range(k)} for role in drawing.WINDOWS]
    drawing.changing(ax, products, 0.7, 6.6, roles=every, title=t("Products"))
    drawing.text(ax, 5.15, 7.6, t("add"), size=drawing.SMALL)
    drawing.arrow(ax, (3.95, 8.1), (6.35, 8.1))
    so_far = [np.where(np.arange(y.size).reshape(y.shape) <= step, y, np.nan) for step in steps]
    done = [dict(zip(places[: step + 1], drawing.WINDOWS, strict=False)) for step in steps]
    drawing.changing(ax, so_far, 6.6, 7.1, role="output", roles=done, title=t("Output"))
    for step, ((r, c), role) in enumerate(zip(places, drawing.WINDOWS, strict=True), 1):
        line = 9.75 + step * 0.8
        with drawing.during(ax, step, step):  # one window at a time: they overlap
            drawing.window(ax, 0.2 + c, 1 + r, k, k, role=role)
        with drawing.during(ax, step):
            drawing.window(ax, 0.2, line - 0.25, 0.5, 0.5, role=role)
        drawing.says(ax, 0.95, line, drawing.sums(products[step - 1].ravel()), step, ha="left")
    return fig
