"""The receptive field of a small network, layer by layer, and a test of it on the network itself."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:network]
network = [  # kernel size k, stride s, dilation d, padding p
    (3, 1, 1, 1),
    (3, 2, 1, 1),
    (3, 1, 2, 2),
    (3, 1, 1, 1),
]
# --8<-- [end:network]

# --8<-- [start:walk]
r, jump, start = 1, 1, 0  # an input pixel sees itself
for k, s, d, p in network:
    r += d * (k - 1) * jump
    start -= p * jump
    jump *= s
    print(f"sees {r:2}, jump {jump}, first pixel {start}")
#> sees  3, jump 1, first pixel -1
#> sees  5, jump 2, first pixel -2
#> sees 13, jump 2, first pixel -6
#> sees 17, jump 2, first pixel -8
# --8<-- [end:walk]


# --8<-- [start:ask]
def layer(x, k, s, d, p):
    """Apply the weights 1, 2, … k along a row of pixels."""
    x = np.pad(x, p)
    size = (len(x) - d * (k - 1) - 1) // s + 1
    end = s * (size - 1) + 1
    return sum((j + 1) * x[j * d : j * d + end : s] for j in range(k))


seen = []
for pixel in range(64):
    x = np.zeros(64)
    x[pixel] = 1  # change one pixel, leave the others
    for k, s, d, p in network:
        x = layer(x, k, s, d, p)
    if x[16] != 0:
        seen.append(pixel)
print(f"output 16 moves for pixels {seen[0]} to {seen[-1]}")
#> output 16 moves for pixels 24 to 40
# --8<-- [end:ask]


def walk(layers):
    """Return receptive field, jump and first pixel before the first layer and after each one."""
    found = [(1, 1, 0)]
    for k, s, d, p in layers:
        r, jump, start = found[-1]
        found.append((r + d * (k - 1) * jump, jump * s, start - p * jump))
    return found


def facts():
    """Numbers that the pages quote: the table, and the output of the test."""
    told: dict[str, int | str] = {}
    steps = walk(network)
    for i, (k, s, d, _) in enumerate(network, 1):
        (before, before_jump, _), (r, jump, _) = steps[i - 1], steps[i]
        told[f"k{i}"], told[f"s{i}"], told[f"d{i}"] = k, s, d
        told[f"jump{i}"] = jump
        told[f"sum{i}"] = rf"{before} + {d} \cdot {k - 1} \cdot {before_jump} = {r}"
    r, jump, start = steps[-1]
    first = start + 16 * jump
    told["place"] = rf"{start} + 16 \cdot {jump} = {first}"
    told["r"], told["last"] = r, first + r - 1
    return told


def figure(t):
    """Draw what each layer adds to the row of pixels that one output sees."""
    steps = walk(network)
    wide, left = steps[-1][0], 0.3
    fig, ax = drawing.canvas(wide + 0.6, 11.3, cell=20)
    drawing.text(ax, left + wide / 2, 0.6, t("pixels of the input"))
    drawing.grid(ax, [[""] * wide], left, 1.1)
    for i, (k, _, d, _) in enumerate(network, 1):
        y = 0.8 + 2.1 * i
        before, jump, _ = steps[i - 1]
        r = steps[i][0]
        x = left + (wide - r) / 2
        drawing.text(ax, left, y + 0.15, t("layer {n}", n=i), size=drawing.SMALL, ha="left")
        drawing.text(ax, left + wide / 2, y + 0.15, f"{before} + {d} · {k - 1} · {jump} = {r}", size=drawing.SMALL)
        for start, length, role in (
            (x, (r - before) / 2, "window-2"),
            (x + (r - before) / 2, before, "window-1"),
            (x + (r + before) / 2, (r - before) / 2, "window-2"),
        ):
            drawing.window(ax, start, y + 0.65, length, 0.8, role=role)
    return fig
