"""Experiments with SciPy's signal."""

import numpy as np
import scipy
from scipy import signal

VERSIONS = {"scipy": scipy.__version__}


def flip():
    return signal.convolve2d([[0, 0, 1, 0, 0]], [[1, 2, 3]], "same")


def same_even():
    return signal.correlate2d([[1, 2, 3]], [[1, 10]], "same")


def border():
    return signal.correlate2d([[1, 2, 3, 4]], [[1, 1, 1]], "same")


def bytes_():
    return signal.correlate2d(np.array([[200, 100, 0]], "uint8"), np.array([[2]], "uint8"))


def below_zero():
    return signal.correlate2d(np.array([[200, 100, 0]], "uint8"), np.array([[-1]]))
