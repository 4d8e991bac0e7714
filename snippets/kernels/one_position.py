"""One position of a kernel: nine products, one sum."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:numbers]
image = np.array([
    [1, 0, 2, 8, 7, 9],
    [3, 1, 0, 6, 9, 7],
    [0, 2, 1, 9, 6, 8],
    [2, 0, 3, 7, 8, 6],
    [1, 3, 0, 8, 7, 9],
])
kernel = np.array([
    [-1, 0, 2],
    [-2, 0, 1],
    [-1, 0, 1],
])
# --8<-- [end:numbers]

# --8<-- [start:position]
window = image[1:4, 1:4]
products = window * kernel
print(products)
#> [[-1  0 12]
#>  [-4  0  9]
#>  [ 0  0  7]]
print(products.sum())
#> 23
# --8<-- [end:position]

ROW, COLUMN = 1, 1


def facts():
    """Numbers that the pages quote."""
    return {
        "window": window,
        "kernel": kernel,
        "products": products.size,
        "left": products[:, 0].sum(),
        "right": products[:, 2].sum(),
        "sum": products.sum(),
    }


def figure(t):
    """Draw the window and the kernel above; their products and the one output pixel below."""
    k = len(kernel)
    rows, columns = (n - k + 1 for n in image.shape)
    inside = [(ROW + i, COLUMN + j) for i in range(k) for j in range(k)]
    output = np.full((rows, columns), np.nan)
    output[ROW, COLUMN] = products.sum()

    fig, ax = drawing.canvas(11.6, 11.2)
    drawing.grid(ax, image, 0.3, 1, title=t("Input"), roles=dict.fromkeys(inside, "window-1"))
    drawing.window(ax, 0.3 + COLUMN, 1 + ROW, k, k)
    drawing.text(ax, 7.1, 3.5, "×", size=drawing.SIGN)
    drawing.grid(ax, kernel, 8, 2, role="kernel", title=t("Kernel"))

    low = 7.7
    drawing.text(ax, 0.85, low + 1.5, "=", size=drawing.SIGN)
    drawing.grid(ax, products, 1.5, low, role="window-1", title=t("Products"))
    drawing.arrow(ax, (4.8, low + 1.5), (6.7, low + 1.5))
    drawing.text(ax, 5.75, low + 1, t("sum"), size=drawing.SMALL)
    drawing.grid(ax, output, 7, low, role="output", title=t("Output"), roles={(ROW, COLUMN): "window-1"})
    return fig
