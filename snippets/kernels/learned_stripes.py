"""Training pictures that leave a part of the kernel open."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:train]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path)[::4, ::4].mean(axis=2) / 255 - 0.5
stripes = np.tile(photo[75], (20, 1))  # one row, twenty times
sobel = np.array([-1, 0, 1, -2, 0, 2, -1, 0, 1])


def windows(picture):
    return sliding_window_view(picture, (3, 3)).reshape(-1, 9)


def train(picture, seed):
    """Walk downhill from random weights."""
    X = windows(picture)
    weights = np.random.default_rng(seed).normal(size=9)
    for _ in range(1000):
        error = X @ (weights - sobel)
        weights -= 0.8 * X.T @ error / len(X)
    return weights


def rms(kernel, picture):
    """Root of the mean squared error against Sobel."""
    return np.sqrt(np.mean((windows(picture) @ (kernel - sobel)) ** 2))


first, second = train(stripes, seed=0), train(stripes, seed=1)
for kernel in (first, second):
    print(kernel.reshape(3, 3).sum(axis=0).round(2) + 0)  # no -0
    print(f"stripes {rms(kernel, stripes):.3f}", end=", ")
    print(f"photograph {rms(kernel, photo):.3f}")
#> [-4.  0.  4.]
#> stripes 0.000, photograph 0.178
#> [-4.  0.  4.]
#> stripes 0.000, photograph 0.109
# --8<-- [end:train]

GAIN = 4  # how many times larger the errors are drawn


def facts():
    """Numbers that the pages quote."""
    return {
        "stripes_error": rms(first, stripes),
        "photo_error": rms(first, photo),
        "share": rms(first, photo) / np.sqrt(np.mean((windows(photo) @ sobel) ** 2)),
        "sums": first.reshape(3, 3).sum(axis=0).round().astype(int),
    }


def figure(t):
    """Show the striped picture, two kernels that answer alike on it, and their errors on the photograph."""
    fig, ax = drawing.canvas(9.9, 10.9, cell=36)
    drawing.picture(ax, 255 * (stripes + 0.5), 0.1, 0.8, 9.7, title=t("training picture"))
    rows, columns = photo.shape[0] - 2, photo.shape[1] - 2
    named = ((t("start {n}", n=1), first), (t("start {n}", n=2), second), (t("Sobel"), sobel))
    drawing.text(ax, 4.95, 7.2, t("error on the photograph, ×{n}", n=GAIN))
    for place, (title, kernel) in enumerate(named):
        left = 0.1 + 3.35 * place
        drawing.grid(ax, kernel.reshape(3, 3), left, 3.7, role="kernel", fmt=".2f", title=title)
        errors = (windows(photo) @ (kernel - sobel)).reshape(rows, columns)[:columns]
        drawing.picture(ax, np.clip(127.5 + 60 * GAIN * errors, 0, 255), left, 7.7, 3)
        drawing.frame(ax, left, 7.7, 3, 3)
    return fig
