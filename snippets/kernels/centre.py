"""Where the middle of a window is: on a pixel, or between two."""

from snippets.shared import drawing


def figure(t):
    """Draw one row of pixels with a window of three and one of two, and where their results belong."""
    fig, ax = drawing.canvas(11.7, 8.4)
    for top, k, start in ((1, 3, 3), (5.2, 2, 3)):
        role = "window-1" if k % 2 else "window-2"
        middle = 0.5 + start + k / 2
        inside = {(0, start + i): role for i in range(k)}
        drawing.text(ax, 5.5, top - 0.5, t("window {n}", n=k))
        drawing.grid(ax, [[str(i) for i in range(10)]], 0.5, top, roles=inside)
        drawing.window(ax, 0.5 + start, top, k, 1, role=role)
        drawing.arrow(ax, (middle, top + 1.1), (middle, top + 1.8), role=role)
        drawing.cell(ax, middle - 0.5, top + 1.9, f"{middle - 1:g}", role="output")
        label = t("its middle is a pixel") if k % 2 else t("its middle is between two pixels")
        drawing.text(ax, middle + 0.8, top + 2.4, label, ha="left", size=drawing.SMALL)
    return fig
