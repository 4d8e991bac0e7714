"""Nine shared weights, or one weight for each pair of pixels."""


from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

STYLES = ("-", (0, (5, 2)), (0, (1, 1.6)))  # one for each of the three shared weights
INPUTS, KERNEL = 8, 3
OUTPUTS = INPUTS - KERNEL + 1


def facts():
    """Numbers that the pages quote."""
    rows, columns = PHOTO.shape
    positions = (rows - 2) * (columns - 2)
    weights = rows * columns * positions
    return {
        "rows": rows,
        "columns": columns,
        "positions": positions,
        "shared": KERNEL**2,
        "billions": weights / 1e9,
        "gigabytes": 4 * weights / 1e9,
        "row_shared": KERNEL,
        "row_connected": INPUTS * OUTPUTS,
    }


def figure(t):
    """Draw the connections of a row of pixels, first all of them, then those of a kernel."""
    fig, ax = drawing.canvas(11.9, 9.6)
    for top, shared in ((1, False), (6.1, True)):
        number = KERNEL if shared else INPUTS * OUTPUTS
        drawing.text(ax, 5.95, top - 0.55, t("{n} weights", n=number))
        left = (11.9 - INPUTS) / 2
        for place in range(INPUTS):
            drawing.cell(ax, left + place, top, "", role="input")
        for place in range(OUTPUTS):
            drawing.cell(ax, left + 1 + place, top + 2.4, "", role="output")
            for source in range(INPUTS):
                tap = source - place
                if shared and not 0 <= tap < KERNEL:
                    continue
                ax.plot(
                    [left + source + 0.5, left + place + 1.5],
                    [top + 1, top + 2.4],
                    color=drawing.colour("kernel"),
                    lw=1.8 if shared else 0.8,
                    ls=STYLES[tap] if shared else "-",
                    clip_on=False,
                )
    return fig
