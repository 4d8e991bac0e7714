"""Multiplications for a pixel: all at once, and in two passes."""

from snippets.shared import drawing

SIZES = (3, 5, 7, 15, 31)


def facts():
    """Numbers that the pages quote."""
    found: dict[str, float | str] = {}
    for k in SIZES:
        found[f"once_{k}"], found[f"passes_{k}"] = k * k, 2 * k
        found[f"saved_{k}"] = 1 - 2 / k
        found[f"size_{k}"] = rf"{k} \times {k}"
    return found


def figure(t):
    """Draw both counts against the size of the kernel."""
    fig, ax = drawing.chart(350, 230)
    sizes = range(1, 16, 2)
    ax.plot(sizes, [k * k for k in sizes], "o-", color=drawing.colour("kernel"), lw=2, ms=5)
    ax.plot(sizes, [2 * k for k in sizes], "s--", color=drawing.colour("output"), lw=2, ms=5)
    ax.text(9, 130, t("at once: k²"), color=drawing.colour("ink"), fontsize=drawing.FONT, ha="center")
    ax.text(13.2, 44, t("two passes: 2k"), color=drawing.colour("ink"), fontsize=drawing.FONT, ha="center")
    ax.set(xlim=(0, 15.8), ylim=(0, 235))
    ax.set_xticks([1, 3, 5, 7, 9, 11, 13, 15])
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    ax.set_xlabel(t("size of the kernel, k"))
    ax.set_ylabel(t("multiplications for a pixel"))
    return fig
