"""Transposed convolution in the plane, stamp by stamp."""

import numpy as np

from snippets.convolution.stamps import image, plane, transposed
from snippets.shared import drawing

S = 2
places = list(np.ndindex(image.shape))
stamps = []  # what each value adds to the output
for place in places:
    alone = np.zeros_like(image)
    alone[place] = image[place]
    stamps.append(transposed(alone, plane, S))
under = []  # where each stamp falls
for place in places:
    alone = np.zeros_like(image)
    alone[place] = 1
    under.append(transposed(alone, np.ones_like(plane), S) > 0)
overlap = [under[i] & np.any(under[:i], axis=0) for i in range(len(under))]


def facts():
    """Numbers that the pages quote."""
    return {"values": image.size, "rows": stamps[0].shape[0], "columns": stamps[0].shape[1]}


def figure(t):
    """Draw each step: a value times the kernel, where that falls on the output, and the output so far."""
    k, steps = len(plane), range(image.size)
    fig, ax = drawing.canvas(11, 13.4, cell=26)
    value = [{place: "window-1"} for place in places]
    drawing.changing(ax, [image] * image.size, 0.1, 1.5, roles=value, title=t("Input"))
    drawing.text(ax, 3.55, 2.5, "×", size=drawing.SIGN)
    drawing.grid(ax, plane, 4, 1, role="kernel", title=t("Kernel"))
    drawing.text(ax, 7.45, 2.5, "=", size=drawing.SIGN)
    blue = dict.fromkeys(np.ndindex(plane.shape), "window-1")
    drawing.changing(ax, [image[p] * plane for p in places], 7.9, 1, roles=[blue] * image.size, title=t("Stamp"))
    output = [np.where(np.any(under[: i + 1], axis=0), np.sum(stamps[: i + 1], axis=0), np.nan) for i in steps]
    cells = []
    for there, twice in zip(under, overlap, strict=True):
        cells.append({(int(r), int(c)): "window-2" if twice[r, c] else "window-1" for r, c in np.argwhere(there)})
    left, top = 2, 6.1
    drawing.changing(ax, output, left, top, role="output", roles=cells, title=t("Output"))
    for step, (r, c) in enumerate(places, 1):
        with drawing.during(ax, step, step):
            drawing.window(ax, left + S * c, top + S * r, k, k)
        n = np.sum(overlap[step - 1])
        label = t("{n} cells are filled already", n=n) if n else t("No cell is filled yet")
        drawing.says(ax, 5.5, 12, label, step, step)
        if n:
            i, j = np.argwhere(overlap[step - 1])[0]
            drawing.says(ax, 5.5, 12.8, drawing.sums([output[step - 2][i, j], stamps[step - 1][i, j]]), step, step)
    return fig
