"""Which pixels one output pixel depends on, traced back through three layers."""

from snippets.shared import drawing


# --8<-- [start:ancestors]
def ancestors(layers):
    """Return the input pixels behind output pixel 0, along one axis.

    A layer is its kernel size, stride and dilation.
    """
    pixels = {0}
    for k, s, d in reversed(layers):
        pixels = {s * i + d * j for i in pixels for j in range(k)}
    return sorted(pixels)


plain = [(3, 1, 1), (3, 1, 1), (3, 1, 1)]
strided = [(3, 2, 1), (3, 2, 1), (3, 2, 1)]
dilated = [(3, 1, 1), (3, 1, 2), (3, 1, 4)]
for layers in plain, strided, dilated:
    print(*ancestors(layers))
#> 0 1 2 3 4 5 6
#> 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14
#> 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14
# --8<-- [end:ancestors]

WIDTH = 15  # pixels of the drawn input


def facts():
    """Numbers that the pages quote."""
    return {
        "plain": len(ancestors(plain)),
        "strided": len(ancestors(strided)),
    }


def sizes(layers):
    """Return how many pixels there are before and after every layer."""
    found = [WIDTH]
    for k, s, d in layers:
        found.append((found[-1] - d * (k - 1) - 1) // s + 1)
    return found


def figure(t):
    """Draw the three trees: every pixel of every layer, and the lines along which values travel."""
    stacks = (
        (plain, t("stride 1")),
        (strided, t("stride 2 in each layer")),
        (dilated, t("dilation 1, 2, 4")),
    )
    row, gap = 1.65, 2.05  # from a layer to the next, and from a tree to the next: all three fit a screen
    fig, ax = drawing.canvas(WIDTH + 0.4, 1.1 + 3 * 3 * row + 2 * gap + 1.1, cell=23, tall=690)
    y = 1.1
    for layers, title in stacks:
        drawing.text(ax, 0.2 + WIDTH / 2, y - 0.55, title)
        widths = sizes(layers)
        left, apart = 0.2, 1  # where a row starts, and how far its pixels are apart
        for depth, width in enumerate(widths):
            last = depth == len(layers)
            seen = behind(layers[depth:], widths[-1] // 2)
            for i in range(width):
                role = "window-1" if i in seen else "output" if last else "input"
                drawing.cell(ax, left + i * apart, y, "", role=role)
            if last:
                break
            k, s, d = layers[depth]
            left_below = left + d * (k - 1) / 2 * apart
            for i in behind(layers[depth + 1 :], widths[-1] // 2):
                for j in range(k):
                    ends = left + (i * s + j * d) * apart, left_below + i * s * apart
                    drawing.line(ax, [ends[0] + 0.5, ends[1] + 0.5], [y + 1, y + row], role="window-1")
            left, apart, y = left_below, apart * s, y + row
        y += gap
    return fig


def behind(layers, output):
    """Return the pixels behind an output pixel: those behind pixel 0, moved along."""
    step = 1
    for _, s, _ in layers:
        step *= s
    return {output * step + i for i in ancestors(layers)}
