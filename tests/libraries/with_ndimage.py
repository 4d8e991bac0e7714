"""Experiments with SciPy's ndimage."""

import numpy as np
import scipy
from scipy import ndimage

VERSIONS = {"scipy": scipy.__version__}


def flip():
    return ndimage.convolve(np.array([0.0, 0, 1, 0, 0]), [1, 2, 3], mode="constant")


def same_even():
    return ndimage.correlate(np.array([1.0, 2, 3]), [1, 10], mode="constant")


def border():
    return ndimage.correlate(np.array([1.0, 2, 3, 4]), [1, 1, 1])


def reflect():
    return padded("reflect")


def mirror():
    return padded("mirror")


def padded(mode: str) -> np.ndarray:
    """Read the pixels two places further to either side."""
    row = np.array([1.0, 2, 3, 4])
    left, right = (ndimage.correlate(row, [1, 0, 0, 0, 0][::way], mode=mode) for way in (1, -1))
    return np.concatenate([left[:2], row, right[2:]])


def bytes_():
    return ndimage.correlate(np.array([200, 100, 0], "uint8"), [2])


def below_zero():
    return ndimage.correlate(np.array([200, 100, 0], "uint8"), [-1])


def gaussian_size():
    image = np.zeros(41)
    image[20] = 1
    return int((ndimage.gaussian_filter(image, 1.5) > 0).sum())


def sobel():
    image = np.zeros((5, 6))
    image[:, 3:] = 1
    return ndimage.sobel(image, axis=1)[2]


def nan():
    return ndimage.maximum_filter(np.array([np.nan, 1, 2, 3]), 3)
