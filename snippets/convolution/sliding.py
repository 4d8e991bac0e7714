"""The definition, window by window: slide, multiply, add."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets import drawing


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
    """Draw the kernel, then every step: the window, its products, and the output so far."""
    k, n = len(w), len(x)
    left, middle, right, pitch, top = 0.3, 5.4, 9.5, 5.0, 5.4
    fig, ax = drawing.canvas(11.9, top + 4 * pitch - 0.5)
    drawing.grid(ax, w, middle, 1, role="kernel", title=t("Kernel") + "  w")
    for step, role in enumerate(drawing.WINDOWS):
        r, c = divmod(step, 2)
        y0 = top + step * pitch
        inside = {(r + i, c + j): role for i in range(k) for j in range(k)}
        drawing.grid(ax, x, left, y0, roles=inside, title=t("Input") if step == 0 else None)
        drawing.window(ax, left + c, y0 + r, k, k, role=role)
        products = x[r : r + k, c : c + k] * w
        title = t("Products") if step == 0 else None
        drawing.grid(ax, products, middle, y0 + 0.5, role=role, title=title)
        so_far = np.full(y.shape, np.nan)
        so_far.flat[: step + 1] = y.flat[: step + 1]
        done = {divmod(i, 2): drawing.WINDOWS[i] for i in range(step + 1)}
        title = t("Output") if step == 0 else None
        drawing.grid(ax, so_far, right, y0 + 1, role="output", roles=done, title=title)
        centre = y0 + n / 2
        drawing.text(ax, (left + n + middle) / 2, centre, "× w")
        drawing.text(ax, (middle + k + right) / 2, centre - 0.5, t("add"), size=drawing.SMALL)
        drawing.arrow(ax, (middle + k + 0.15, centre), (right - 0.15, centre))
    return fig
