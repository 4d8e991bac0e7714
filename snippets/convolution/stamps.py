"""Transposed convolution: every value stamps the kernel on the result."""

# --8<-- [start:setup]
import numpy as np

# --8<-- [end:setup]
from snippets.shared import drawing

# --8<-- [start:row]
small = np.array([2, -1, 3])
kernel = np.array([1, 4, 2])
stride = 2
large = np.zeros(2 * stride + 3, int)
for i, value in enumerate(small):
    start = i * stride
    large[start:start + 3] += value * kernel
print(large)
#> [ 2  8  3 -4  1 12  6]
# --8<-- [end:row]


# --8<-- [start:plane]
def transposed(image, kernel, stride):
    """Add the kernel, times each pixel, to the result."""
    (rows, columns), (k, m) = image.shape, kernel.shape
    height = (rows - 1) * stride + k
    width = (columns - 1) * stride + m
    result = np.zeros((height, width))
    for r in range(rows):
        for c in range(columns):
            top, left = r * stride, c * stride
            stamp = image[r, c] * kernel
            result[top:top + k, left:left + m] += stamp
    return result


image = np.array([[2, -1, 0], [3, 1, 5]])
plane = np.array([[1, 2, 1], [0, 4, 0], [3, 1, 2]])
print(transposed(image, plane, stride=2))
#> [[ 2.  4.  1. -2. -1.  0.  0.]
#>  [ 0.  8.  0. -4.  0.  0.  0.]
#>  [ 9.  8.  5.  1.  4. 10.  5.]
#>  [ 0. 12.  0.  4.  0. 20.  0.]
#>  [ 9.  3.  9.  1. 17.  5. 10.]]
# --8<-- [end:plane]


def facts():
    """Numbers that the pages quote."""
    return {"values": len(small), "size": len(large), "left": 2 * kernel[2], "right": -kernel[0], "overlap": large[2]}


def figure(t):
    """Draw the stamp of each value and their sum."""
    n, k = len(small), len(kernel)
    fig, ax = drawing.canvas(11.4, 10.4)
    left, wide = 3.9, len(large)
    drawing.grid(ax, kernel[None], 0.2, 1, role="kernel", title=t("Kernel"))
    roles = {(0, i): drawing.WINDOWS[i] for i in range(n)}
    drawing.grid(ax, small[None], left + (wide - n) / 2, 1, roles=roles, title=t("Input"))
    for i, value in enumerate(small):
        y, start, role = 3.2 + 1.4 * i, i * stride, drawing.WINDOWS[i]
        stamp = np.full((1, wide), np.nan)
        stamp[0, start:start + k] = value * kernel
        inside = {(0, c): role if start <= c < start + k else "paper" for c in range(wide)}
        drawing.grid(ax, stamp, left, y, roles=inside)
        drawing.window(ax, left + start, y, k, 1, role=role)
        drawing.cell(ax, 1.2, y, value, role=role)
        drawing.arrow(ax, (2.4, y + 0.5), (left - 0.2, y + 0.5))
    drawing.arrow(ax, (left + wide / 2, 7.2), (left + wide / 2, 8))
    drawing.text(ax, left + wide / 2 + 0.4, 7.6, t("sum"), ha="left")
    drawing.grid(ax, large[None], left, 9.1, role="output", title=t("Output"))
    return fig
