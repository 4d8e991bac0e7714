"""Which input channels reach which output channel: all, those of a group, or one."""

from snippets.shared import drawing

CHANNELS = 4
GROUPS = (1, 2, 4)


# --8<-- [start:weights]
def weights(channels_in, channels_out, k, groups=1):
    """Count the weights of a k by k convolution, without its biases."""
    return channels_out * (channels_in // groups) * k * k


print(weights(4, 4, k=3))
#> 144
print(weights(4, 4, k=3, groups=2))
#> 72
print(weights(4, 4, k=3, groups=4))
#> 36
# --8<-- [end:weights]


def facts():
    """Numbers that the pages quote."""
    wide, k = 256, 3
    whole = weights(wide, wide, k)
    split = weights(wide, wide, k, groups=wide) + weights(wide, wide, 1)
    return {
        "wide": wide,
        "whole": whole,
        "depthwise": weights(wide, wide, k, groups=wide),
        "pointwise": weights(wide, wide, 1),
        "split": split,
        "factor": split / whole,
        "times": whole / split,
        "alexnet": weights(96, 256, 5, groups=2),
        "alexnet_whole": weights(96, 256, 5),
    }


def figure(t):
    """Draw the channels as cells and the slices of filters as lines, for three numbers of groups."""
    fig, ax = drawing.canvas(11.9, 13.9)
    for i, groups in enumerate(GROUPS):
        y, part = 0.5 + 4.6 * i, CHANNELS // groups
        drawing.text(ax, 5.95, y, t("groups: {n}", n=groups))
        left, step = 2.1, 2.2
        for o in range(CHANNELS):
            for c in range(o // part * part, (o // part + 1) * part):
                ends = [left + step * c + 0.5, left + step * o + 0.5]
                drawing.line(ax, ends, [y + 1.6, y + 3], role=drawing.WINDOWS[o], width=1.8)
        for c in range(CHANNELS):
            drawing.cell(ax, left + step * c, y + 0.6, "", role="input")
            drawing.cell(ax, left + step * c, y + 3, "", role=drawing.WINDOWS[c])
        drawing.text(ax, 1.75, y + 1.1, t("Input"), size=drawing.SMALL, ha="right")
        drawing.text(ax, 1.75, y + 3.5, t("Output"), size=drawing.SMALL, ha="right")
    return fig
