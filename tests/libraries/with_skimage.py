"""Experiments with scikit-image."""

import numpy as np
import skimage
from skimage import filters, measure, transform

VERSIONS = {"skimage": skimage.__version__}


def gaussian_size():
    image = np.zeros((1, 41))
    image[0, 20] = 1
    return int((filters.gaussian(image, (0, 1.5)) > 0).sum())


def sobel():
    image = np.zeros((5, 6))
    image[:, 3:] = 1
    return filters.sobel_v(image)[2]


def mean_ceil():
    return measure.block_reduce(np.array([[1.0, 2, 3, 4, 5]]), (1, 2), np.mean)


def area():
    return transform.resize_local_mean(np.array([[1.0, 2, 3, 4, 5, 6, 7]]), (1, 3))
