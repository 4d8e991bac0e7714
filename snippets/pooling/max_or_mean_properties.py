"""What holds of maximum and mean whatever the picture: sums, rising functions, places in the window, frequencies."""

from itertools import permutations

import numpy as np

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.pooling.max_or_mean import P, window

FIRST = P[:2, :2]  # the other window of the sum
SIGNED = np.array([[3, -1], [-4, 1]])  # for a ReLU to cut
LENGTH, CYCLES = 401, 50  # of the wave: they share no factor, so that it meets the pixels at every phase


def relu(x):
    """Return the values with all that are negative made zero."""
    return np.maximum(x, 0)


def wave():
    """Return a sine wave that runs to the right and meets its own start, two rows of it."""
    return np.tile(np.sin(2 * np.pi * CYCLES * np.arange(LENGTH) / LENGTH), (2, 1))


def spectrum(row):
    """Return the energy of each frequency, without the mean."""
    return np.abs(np.fft.rfft(row - row.mean())) ** 2


def passed(pool):
    """Return how much of the wave's height is left before the stride, and the share of the energy elsewhere."""
    before = wave()
    after = pool(np.pad(before, ((0, 0), (0, 1)), mode="wrap"), 2, 1)[0]
    energy = spectrum(after)
    return np.sqrt(energy[CYCLES] / spectrum(before[0])[CYCLES]), 1 - energy[CYCLES] / energy.sum()


def facts():
    """Numbers that the pages quote."""
    orders = [np.reshape(order, (2, 2)) for order in permutations(FIRST.ravel())]
    gain, beside = passed(avg_pool2d)
    return {
        "first": FIRST,
        "second": window,
        "sum_of_maxima": FIRST.max() + window.max(),
        "maximum_of_sum": (FIRST + window).max(),
        "sum_of_means": FIRST.mean() + window.mean(),
        "mean_of_sum": (FIRST + window).mean(),
        "signed": SIGNED,
        "relu_of_maximum": relu(SIGNED.max()),
        "maximum_of_relu": relu(SIGNED).max(),
        "relu_of_mean": relu(SIGNED.mean()),
        "mean_of_relu": relu(SIGNED).mean(),
        "orders": len(orders),
        "maxima": len({order.max() for order in orders}),
        "means": len({order.mean() for order in orders}),
        "period": LENGTH / CYCLES,
        "gain_mean": gain,
        "beside_mean": abs(round(beside, 9)),
        "beside_max": passed(max_pool2d)[1],
    }
