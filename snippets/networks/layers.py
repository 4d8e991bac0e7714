"""The layers of a small network in plain NumPy: each returns what it gives and how its gradient goes back."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]


# --8<-- [start:conv]
def conv(x, weight, bias, stride=1):
    """Slide filters (C_out, C, k, k) over pictures (N, C, H, W)."""
    filters, channels, k, _ = weight.shape
    cut = sliding_window_view(x, (k, k), axis=(2, 3))
    cut = cut[:, :, ::stride, ::stride]
    n, _, rows, columns = cut.shape[:4]
    # Each window becomes a column; then one product is the whole layer.
    windows = cut.transpose(1, 4, 5, 0, 2, 3).reshape(channels * k * k, -1)
    flat = weight.reshape(filters, -1)
    y = (flat @ windows + bias[:, None]).reshape(filters, n, rows, columns)

    def back(d):
        d = d.swapaxes(0, 1).reshape(filters, -1)
        d_windows = (flat.T @ d).reshape(channels, k, k, n, rows, columns)
        d_x = np.zeros_like(x)
        for i, j in np.ndindex(k, k):  # a pixel lies in several windows
            there = d_x[:, :, i : i + stride * rows : stride, j : j + stride * columns : stride]
            there += d_windows[:, i, j].swapaxes(0, 1)
        return d_x, (d @ windows.T).reshape(weight.shape), d.sum(axis=1)

    return y.swapaxes(0, 1), back


# --8<-- [end:conv]


# --8<-- [start:relu]
def relu(x):
    """Keep what is positive."""
    return np.maximum(x, 0), lambda d: (d * (x > 0),)


# --8<-- [end:relu]


# --8<-- [start:pool]
PLACES = [(0, 0), (0, 1), (1, 0), (1, 1)]  # of a pixel in its window


def spread(x, parts):
    """Return a gradient like x, made of one part for each place."""
    d_x = np.zeros_like(x)
    for (i, j), part in zip(PLACES, parts, strict=True):
        d_x[:, :, i::2, j::2] = part
    return d_x


def max_pool(x):
    """Keep the largest of each 2x2 pixels; it alone gets the gradient."""
    tiles = np.array([x[:, :, i::2, j::2] for i, j in PLACES])
    winner = tiles.argmax(axis=0)  # the first, where several are equal
    return tiles.max(axis=0), lambda d: (spread(x, [d * (winner == place) for place in range(4)]),)


def mean_pool(x):
    """Take the mean of each 2x2 pixels; each gets a quarter."""
    y = sum(x[:, :, i::2, j::2] for i, j in PLACES) / 4
    return y, lambda d: (spread(x, [d / 4] * 4),)


# --8<-- [end:pool]


# --8<-- [start:dense]
def dense(x, weight, bias):
    """Take a weighted sum of all numbers for each answer."""
    flat = x.reshape(len(x), -1)
    return flat @ weight.T + bias, lambda d: ((d @ weight).reshape(x.shape), d.T @ flat, d.sum(axis=0))


def softmax(scores):
    """Turn the scores of each picture into chances."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# --8<-- [end:dense]
