"""The layers of a small network in plain NumPy: each returns what it gives and how its gradient goes back."""

import numpy as np

# --8<-- [start:imports]
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]


# --8<-- [start:conv]
def conv(x, weight, bias, stride=1, first=False):
    """Slide filters (C_out, C, k, k) over pictures (N, C, H, W).

    Nobody asks the first layer for the gradient by its input.
    """
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
        d_weight, d_bias = (d @ windows.T).reshape(weight.shape), d.sum(axis=1)
        if first:
            return None, d_weight, d_bias
        d_windows = (flat.T @ d).reshape(channels, k, k, n, rows, columns)
        d_x = np.zeros_like(x)
        down, along = stride * rows, stride * columns
        for i, j in np.ndindex(k, k):  # a pixel lies in several windows
            there = d_x[:, :, i : i + down : stride, j : j + along : stride]
            there += d_windows[:, i, j].swapaxes(0, 1)
        return d_x, d_weight, d_bias

    return y.swapaxes(0, 1), back


# --8<-- [end:conv]


# --8<-- [start:relu]
def relu(x):
    """Keep what is positive."""
    return np.maximum(x, 0), lambda d: (d * (x > 0),)


# --8<-- [end:relu]


# --8<-- [start:pool]
def quarters(x):
    """Return views of the four pixels of all 2x2 windows."""
    return [x[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)]


def max_pool(x):
    """Keep the largest of 2x2 pixels; the gradient goes to it alone."""
    a, b, c, d = quarters(x)
    y = np.maximum(np.maximum(a, b), np.maximum(c, d))

    def back(d):
        d_x = np.zeros_like(x)
        for pixel, d_pixel in zip(quarters(x), quarters(d_x), strict=True):
            d_pixel[:] = d * (pixel == y)
            d = d - d_pixel  # of equal ones only the first gets it
        return (d_x,)

    return y, back


def mean_pool(x):
    """Take the mean of 2x2 pixels; each gets a quarter of the gradient."""

    def back(d):
        d_x = np.empty_like(x)
        for d_pixel in quarters(d_x):
            d_pixel[:] = d / 4
        return (d_x,)

    return sum(quarters(x)) / 4, back


# --8<-- [end:pool]


# --8<-- [start:dense]
def dense(x, weight, bias):
    """Take a weighted sum of all numbers for each answer."""
    flat = x.reshape(len(x), -1)

    def back(d):
        return (d @ weight).reshape(x.shape), d.T @ flat, d.sum(axis=0)

    return flat @ weight.T + bias, back


def softmax(scores):
    """Turn the scores of each picture into chances."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# --8<-- [end:dense]
