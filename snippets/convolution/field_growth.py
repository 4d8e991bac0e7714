"""How the receptive field grows with depth, with and without stride and dilation."""

from snippets.convolution.field_recurrence import walk
from snippets.shared import drawing

DEPTH = 8


def stacks():
    """Return three stacks of layers with kernels of three."""
    return {
        "plain": [(3, 1, 1, 0)] * DEPTH,
        "strided": [(3, 1 + i % 2, 1, 0) for i in range(DEPTH)],  # 2 in every second layer
        "dilated": [(3, 1, 2**i, 0) for i in range(DEPTH)],
    }


def facts():
    """Numbers that the pages quote."""
    found = {name: walk(stack)[-1][0] for name, stack in stacks().items()}
    return found | {"depth": DEPTH}


def figure(t):
    """Draw the receptive field after each layer, on an axis that doubles."""
    fig, ax = drawing.chart(350, 250)
    styles = {
        "dilated": ("window-3", "^:", t("dilation 1, 2, 4, 8 …")),
        "strided": ("window-2", "s--", t("stride 1, 2, 1, 2 …")),
        "plain": ("window-1", "o-", t("stride 1")),
    }
    for name, (role, line, label) in styles.items():
        seen = [r for r, _, _ in walk(stacks()[name])]
        ax.plot(range(DEPTH + 1), seen, line, color=drawing.colour(role), lw=2, ms=5, label=label)
    ax.legend(loc="upper left", frameon=False, labelcolor=drawing.colour("ink"), fontsize=drawing.FONT)
    ax.set_yscale("log", base=2)
    ax.set(ylim=(0.9, 700), xlim=(-0.1, DEPTH + 0.2))
    ax.set_xlabel(t("layers"))
    ax.set_ylabel(t("pixels seen along one axis"))
    ax.xaxis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    ax.yaxis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    return fig
