"""Experiments with OpenCV."""

import cv2
import numpy as np

VERSIONS = {"opencv": cv2.__version__}


def line(*numbers: float) -> np.ndarray:
    return np.array([numbers], "float32")


def flip():
    return cv2.filter2D(line(0, 0, 1, 0, 0), -1, line(1, 2, 3), borderType=cv2.BORDER_CONSTANT)


def same_even():
    return cv2.filter2D(line(1, 2, 3), -1, line(1, 10), borderType=cv2.BORDER_CONSTANT)


def border():
    return cv2.filter2D(line(1, 2, 3, 4), -1, line(1, 1, 1))


def reflect():
    return cv2.copyMakeBorder(line(1, 2, 3, 4), 0, 0, 2, 2, cv2.BORDER_REFLECT)


def mirror():
    return cv2.copyMakeBorder(line(1, 2, 3, 4), 0, 0, 2, 2, cv2.BORDER_REFLECT_101)


def reflect_limit():
    return cv2.copyMakeBorder(line(1, 2, 3, 4), 0, 0, 4, 0, cv2.BORDER_REFLECT_101)


def bytes_():
    return cv2.filter2D(line(200, 100, 0).astype("uint8"), -1, line(2))


def below_zero():
    return cv2.filter2D(line(200, 100, 0).astype("uint8"), -1, line(-1))


def gaussian_size():
    image = np.zeros((1, 41), "float32")
    image[0, 20] = 1
    return int((cv2.GaussianBlur(image, (0, 0), 1.5) > 0).sum())


def sobel():
    image = np.zeros((5, 6), "float32")
    image[:, 3:] = 1
    return cv2.Sobel(image, cv2.CV_32F, 1, 0)[2]


def nan():
    return cv2.dilate(line(np.nan, 1, 2, 3), np.ones((1, 3), "uint8"))


def area():
    return cv2.resize(line(1, 2, 3, 4, 5, 6, 7), (3, 1), interpolation=cv2.INTER_AREA)


def anchor():
    """A convolution: the kernel turned around, and its anchor too."""
    return cv2.filter2D(
        line(1, 2, 3), -1, np.ascontiguousarray(line(1, 10)[:, ::-1]), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT
    )
