"""Receptive field of a small network, layer by layer."""

from snippets.shared import drawing

# --8<-- [start:network]
network = [  # name, kernel size, stride
    ("convolution", 3, 1),
    ("pooling", 2, 2),
    ("convolution", 3, 1),
    ("pooling", 2, 2),
]
# --8<-- [end:network]

# --8<-- [start:walk]
r, jump = 1, 1  # an input pixel sees itself
for name, k, s in network:
    r = r + (k - 1) * jump
    jump = jump * s
    print(f"{name:11}  sees {r:2}, jump {jump}")
#> convolution  sees  3, jump 1
#> pooling      sees  4, jump 2
#> convolution  sees  8, jump 2
#> pooling      sees 10, jump 4
# --8<-- [end:walk]


def walk(layers):
    """Return the receptive field and the jump before the first layer and after each one."""
    found = [(1, 1)]
    for _, k, s in layers:
        r, jump = found[-1]
        found.append((r + (k - 1) * jump, jump * s))
    return found


def facts():
    """Numbers that the pages quote."""
    seen = walk(network)
    unpooled = walk([layer for layer in network if layer[0] == "convolution"])
    names = ("conv1", "pool1", "conv2", "pool2")
    return {
        **{f"r_{name}": r for name, (r, _) in zip(names, seen[1:], strict=True)},
        **{f"jump_{name}": jump for name, (_, jump) in zip(names, seen[1:], strict=True)},
        "unpooled": unpooled[-1][0],
    }


def figure(t):
    """Draw every pixel that one output pixel depends on, at the place that it stands for."""
    fig, ax = drawing.canvas(14.8, 13.6, cell=24)
    sizes = [1]
    for _, k, s in reversed(network):  # how many pixels of each layer the last one needs
        sizes.insert(0, (sizes[0] - 1) * s + k)
    seen = walk(network)
    step = 2.85
    left = 0.2

    def centre(layer, i):
        r, jump = seen[layer]
        return left + (r / 2) + i * jump

    for layer, (name, k, s) in enumerate(network):
        y = 1 + layer * step
        role = "kernel" if name == "convolution" else "window-1"
        for i in range(sizes[layer + 1]):
            for j in range(i * s, i * s + k):
                x = (centre(layer, j), centre(layer + 1, i))
                ax.plot(x, (y + 1, y + step), color=drawing.colour(role), lw=1.4, clip_on=False)
        label = t("convolution {k}", k=k) if name == "convolution" else t("pooling {k}, stride {s}", k=k, s=s)
        drawing.text(ax, 10.5, y + (1 + step) / 2, label, role=role, ha="left", size=drawing.SMALL)
    for layer, size in enumerate(sizes):
        role = "output" if layer == len(network) else "input"
        for i in range(size):
            place = centre(layer, i) - 0.5, 1 + layer * step
            drawing.cell(ax, *place, seen[layer][0], role=role)
    drawing.text(ax, left + sizes[0] / 2, 0.5, t("Input"))
    drawing.text(ax, left + sizes[0] / 2 + 0.8, 1 + len(network) * step + 0.5, t("Output"), ha="left")
    return fig
