"""Exercise: how many windows fit into a row, and what is left over."""

from snippets.convolution.layer_sizes import output_size, used
from snippets.shared import drawing

ROW = {"n": 11, "k": 4, "s": 3}
LAYERS = {
    "a": {"n": 50, "k": 7, "s": 3},
    "b": {"n": 50, "k": 4, "s": 2, "p": 1},
    "c": {"n": 50, "k": 3, "s": 4, "d": 5},
    "d": {"n": 50, "k": 2, "s": 3},
}


def work_out(n, k, s, p=0, d=1):
    """Return the rule with its numbers as maths, its result, and how many pixels are left over at the end."""
    reach = d * (k - 1) + 1
    padded = f"{n} + 2 \\cdot {p}" if p else f"{n}"
    size = output_size(n, k, s, p, d)
    return rf"\lfloor ({padded} - {reach}) / {s} \rfloor + 1 = {size}", size, (n + 2 * p - reach) % s


def facts():
    """Numbers that the pages quote."""
    found: dict[str, int | str] = {}
    found["sum"], _, found["left"] = work_out(**ROW)
    for name, case in LAYERS.items():
        found[name] = r",\; ".join(f"{key} = {value}" for key, value in case.items())
        found[f"{name}_sum"], _, found[f"{name}_left"] = work_out(**case)
    gaps = LAYERS["d"]
    found["between"] = gaps["s"] - gaps["k"]
    found["unseen"] = used(**gaps).count(False)
    found["c_unseen"] = used(**LAYERS["c"]).count(False)
    return found


def figure(t):
    """Draw the row with its first window and the distance to the start of the next."""
    fig, ax = drawing.canvas(11.6, 3.2)
    drawing.grid(ax, [[""] * ROW["n"]], 0.3, 0.3)
    drawing.window(ax, 0.3, 1.45, ROW["k"], 0.45)
    drawing.distance(ax, 0.3, 2.3, ROW["s"], t("stride {n}", n=ROW["s"]))
    drawing.text(ax, 4.7, 1.68, t("window {n}", n=ROW["k"]), ha="left", size=drawing.SMALL)
    return fig
