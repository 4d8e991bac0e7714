"""One rule for the size of the result, and the pixels that no window uses."""

from typing import Any

from snippets.shared import drawing


# --8<-- [start:rule]
def output_size(n, k, s=1, p=0, d=1):
    """Count the windows along one axis, p zeros at each end."""
    reach = d * (k - 1) + 1
    return (n + 2 * p - reach) // s + 1


print(output_size(227, k=11, s=4))
#> 55
print(output_size(224, k=7, s=2, p=3))
#> 112
print(output_size(28, k=3, p=2, d=2))
#> 28
# --8<-- [end:rule]

CASES = {
    "lenet": {"n": 32, "k": 5},
    "alexnet": {"n": 227, "k": 11, "s": 4},
    "alexnet_paper": {"n": 224, "k": 11, "s": 4},
    "alexnet_padded": {"n": 224, "k": 11, "s": 4, "p": 2},
    "vgg": {"n": 224, "k": 3, "p": 1},
    "stem": {"n": 224, "k": 7, "s": 2, "p": 3},
    "halving": {"n": 56, "k": 3, "s": 2, "p": 1},
    "shortcut": {"n": 56, "k": 1, "s": 2},
    "dilated": {"n": 28, "k": 3, "p": 2, "d": 2},
    "even_less": {"n": 28, "k": 4, "p": 1},
    "even_more": {"n": 28, "k": 4, "p": 2},
}
HOLES = {"n": 9, "k": 3, "s": 2, "d": 2}  # stride and dilation are both even
ROWS = ({"n": 8, "k": 3, "s": 2}, {"n": 8, "k": 3, "s": 2, "p": 1}, {"n": 8, "k": 1, "s": 2})


def used(n, k, s=1, p=0, d=1):
    """Return, for every pixel of the padded row, whether a window uses it."""
    starts = range(0, output_size(n, k, s, p, d) * s, s)
    touched = {start + d * tap for start in starts for tap in range(k)}
    return [c in touched for c in range(n + 2 * p)]


def facts():
    """Sizes that the pages quote."""
    found: dict[str, Any] = {}
    for name, case in CASES.items():
        p = case.get("p", 0)
        seen = used(**case)[p : p + case["n"]]
        found[name] = r",\; ".join(f"{key} = {value}" for key, value in case.items())
        found[f"{name}_size"] = output_size(**case)
        found[f"{name}_unused"] = seen.count(False)
    stem = CASES["stem"]
    found["stem_fraction"] = (stem["n"] + 2 * stem["p"] - stem["k"]) / stem["s"] + 1
    found["stem_total"] = (stem["n"] + stem["p"] - stem["k"]) // stem["s"] + 1
    found["holes"] = r",\; ".join(f"{key} = {value}" for key, value in HOLES.items() if key != "n")
    found["holes_n"], found["holes_unused"] = HOLES["n"], used(**HOLES).count(False)
    found["shortcut_share"] = 1 - (found["shortcut_size"] / CASES["shortcut"]["n"]) ** 2
    return found


def figure(t):
    """Draw three rows with their windows; what no window uses is crossed out."""
    fig, ax = drawing.canvas(11.2, 13.6)
    y = 0.95
    for case in ROWS:
        n, k, s, p = (case.get(key, 0) for key in "nksp")
        label = t("kernel {k}, stride {s}, padding {p}", k=k, s=s, p=p)
        x = 0.6 + 1 - p
        roles = {(0, c): "padding" for c in range(n + 2 * p) if not p <= c < n + p}
        roles |= {(0, c): "unseen" for c, seen in enumerate(used(**case)) if not seen}
        drawing.grid(ax, [[""] * (n + 2 * p)], x, y, title=label, roles=roles)
        drawing.frame(ax, x + p, y, n, 1)
        for i in range(output_size(**case)):
            drawing.window(ax, x + i * s, y + 1.15 + 0.5 * i, k, 0.45, role=drawing.WINDOWS[i])
        y += 4.6
    return fig
