"""How many windows fit: the size of the result."""

from snippets.shared import drawing


# --8<-- [start:rule]
def output_size(n, kernel_size, stride):
    """Count the windows that fit into n pixels."""
    return (n - kernel_size) // stride + 1


# --8<-- [end:rule]

# --8<-- [start:example]
print(output_size(8, kernel_size=3, stride=2))
#> 3
# --8<-- [end:example]

CASES = ((4, 2, 2), (4, 2, 1), (5, 2, 3), (5, 2, 2), (5, 3, 2), (8, 3, 2), (224, 2, 2))


def left_over(n, kernel_size, stride):
    """Count the pixels at the end, after the last window."""
    return n - (output_size(n, kernel_size, stride) - 1) * stride - kernel_size


def facts():
    """Sizes, and the pixels left over at the end, that the pages quote."""
    found = {}
    for case in CASES:
        name = "_".join(map(str, case))
        found[f"case_{name}"] = r"n = {},\; k = {},\; s = {}".format(*case)
        found[f"size_{name}"] = output_size(*case)
        found[f"left_{name}"] = left_over(*case)
    return found


def figure(t):
    """Draw the windows of a row, the pixels that each adds, and the pixel that is left over."""
    n, kernel_size, stride = 8, 3, 2
    count, left = output_size(n, kernel_size, stride), left_over(n, kernel_size, stride)
    fig, ax = drawing.canvas(11, 5.4)
    x, y = 1.2, 0.3
    unseen = {(0, n - 1 - i): "unseen" for i in range(left)}
    drawing.grid(ax, [[""] * n], x, y, roles=unseen)
    for i in range(count):
        role = drawing.WINDOWS[i]
        drawing.window(ax, x + i * stride, y + 1.15 + 0.5 * i, kernel_size, 0.45, role=role)
    dropped = (x + count * stride, y + 1.15 + 0.5 * count)
    drawing.window(ax, *dropped, kernel_size, 0.45, role="muted", dashed=True)

    parts = [(kernel_size, t("window {n}", n=kernel_size))]
    parts += [(stride, t("stride {n}", n=stride))] * (count - 1)
    parts += [(left, t("rest"))]
    low = y + 4
    drawing.mark(ax, x, y + 1, low + 0.2)
    for length, label in parts:
        drawing.distance(ax, x, low, length, label)
        x += length
        drawing.mark(ax, x, y + 1, low + 0.2)
    return fig
