"""A kernel on its way from random weights to Sobel's."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:photo]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path)[::4, ::4].mean(axis=2) / 255 - 0.5
windows = sliding_window_view(photo, (3, 3)).reshape(-1, 9)
# --8<-- [end:photo]

# --8<-- [start:train]
sobel = np.array([-1, 0, 1, -2, 0, 2, -1, 0, 1])  # row after row
target = windows @ sobel  # what the kernel should answer

weights = np.random.default_rng(0).normal(size=9)
moments = {}
for step in range(1001):
    error = windows @ weights - target
    if step in (0, 10, 100, 1000):
        loss = np.mean(error**2) / 2
        moments[step] = weights.copy(), loss
        print(f"step {step}: loss {loss:.1g}")
    weights -= 1.5 * windows.T @ error / len(error)
#> step 0: loss 0.5
#> step 10: loss 0.1
#> step 100: loss 0.0009
#> step 1000: loss 2e-09
print(f"furthest from Sobel: {np.abs(weights - sobel).max():.4f}")
#> furthest from Sobel: 0.0006
# --8<-- [end:train]


def facts():
    """Numbers that the pages quote."""
    return {"positions": len(target), "last": max(moments)}


def figure(t):
    """Show the kernel at four moments, its feature map and its loss."""
    fig, ax = drawing.canvas(9.9, 16.4, cell=36)
    for place, (step, (kernel, loss)) in enumerate(moments.items()):
        top = 0.15 + 4.1 * place
        drawing.text(ax, 0.1, top + 1.5, t("step {n}", n=step), ha="left")
        drawing.text(ax, 0.1, top + 2.3, t("loss {n}", n=f"{loss:.4f}"), ha="left")
        drawing.grid(ax, np.round(kernel.reshape(3, 3), 2) + 0, 2.6, top + 0.45, role="kernel", fmt=".2f")
        rows, columns = photo.shape[0] - 2, photo.shape[1] - 2
        answers = (windows @ kernel).reshape(rows, columns)[:columns]
        drawing.picture(ax, np.clip(127.5 + 60 * answers, 0, 255), 5.9, top, 3.9)
    return fig
