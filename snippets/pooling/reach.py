"""How far one value looks into the input, with and without pooling, found by trying every pixel."""

import numpy as np

from snippets.shared import drawing

WIDTH = 8  # pixels of the input


def convolution(x):
    """Add up every three neighbours along the last axis."""
    return x[..., :-2] + x[..., 1:-1] + x[..., 2:]


def pooling(x):
    """Add up every pair along the last axis."""
    return x[..., ::2] + x[..., 1::2]


TAPS = {convolution: (3, 1), pooling: (2, 2)}  # window, stride
PLAIN = (convolution, convolution)
POOLED = (convolution, pooling, convolution)


def reach(layers):
    """Return, for the input and after every layer, which values the first result depends on.

    Each row of the identity is a picture with one bright pixel: where the result is not zero, that pixel was seen.
    """
    seen = []
    for start in range(len(layers) + 1):
        x = np.eye(sizes(layers)[start])
        for layer in layers[start:]:
            x = layer(x)
        seen.append(x[:, 0] > 0)
    return seen


def sizes(layers):
    """Return how many values there are before and after every layer."""
    found = [WIDTH]
    for layer in layers:
        found.append(layer(np.zeros(found[-1])).size)
    return found


def facts():
    """Numbers that the pages quote."""
    plain, pooled = (int(reach(layers)[0].sum()) for layers in (PLAIN, POOLED))
    return {"plain": plain, "pooled": pooled, "area": pooled**2 / plain**2}


def figure(t):
    """Draw both stacks of layers from the input down, with the lines along which values travel."""
    names = {convolution: t("3×3 convolution"), pooling: t("2×2 pooling")}
    fig, ax = drawing.canvas(11.9, 12.4)
    y = 0.2
    for layers in (PLAIN, POOLED):
        seen = reach(layers)
        for i, (row, layer) in enumerate(zip(seen, (None, *layers), strict=True)):
            left = 0.2 + (WIDTH - row.size) / 2
            if layer is not None:
                above = 0.2 + (WIDTH - seen[i - 1].size) / 2
                window, stride = TAPS[layer]
                for j in np.flatnonzero(row):
                    for k in range(window):
                        ends = [above + j * stride + k + 0.5, left + j + 0.5]
                        drawing.line(ax, ends, [y - 0.75, y], role="muted")
            role = "output" if layer else "input"
            roles = {(0, int(j)): "window-1" for j in np.flatnonzero(row)}
            drawing.grid(ax, np.full((1, row.size), np.nan), left, y, role=role, roles=roles)
            name = names[layer] if layer else t("{n} pixels seen", n=int(row.sum()))
            drawing.text(ax, WIDTH + 0.5, y + 0.5, name, size=drawing.SMALL, ha="left")
            y += 1.75
        y += 0.5
    return fig
