"""Experiments with PyTorch."""

import numpy as np
import torch
from torch.nn import functional as nn

VERSIONS = {"torch": torch.__version__.split("+")[0]}


def line(*numbers: float) -> torch.Tensor:
    return torch.tensor([[[float(number) for number in numbers]]])


def flip():
    return nn.conv1d(line(0, 0, 1, 0, 0), line(1, 2, 3), padding="same")


def layouts():
    def call(image, weight):
        return nn.conv2d(torch.zeros(image), torch.zeros(weight)).shape

    return call


def dilation():
    return nn.conv1d(line(1, 2, 3, 4), line(1, 10), dilation=2)


def stride_and_dilation():
    return nn.conv1d(line(1, 2, 3, 4, 5), line(1, 10), stride=2, dilation=2)


def same_even():
    return nn.conv1d(line(1, 2, 3), line(1, 10), padding="same")


def same_stride():
    return nn.conv1d(line(1, 2, 3, 4, 5, 6), line(1, 1, 1), stride=2, padding="same")


def transposed_valid():
    return nn.conv_transpose1d(line(1, 2), line(1, 10, 100), stride=2)


def transposed_twice():
    return nn.conv_transpose1d(line(1, 2), line(1, 10, 100), stride=2, padding=1, output_padding=1)


def depthwise():
    return tuple(torch.nn.Conv2d(4, 8, (3, 5), groups=4).weight.shape)


def reflect():
    return nn.pad(line(1, 2, 3, 4), (2, 2), "reflect")


def reflect_limit():
    return nn.pad(line(1, 2, 3, 4), (4, 0), "reflect")


def bytes_():
    image = torch.tensor([[[200, 100, 0]]], dtype=torch.uint8)
    return nn.conv1d(image, torch.tensor([[[2]]], dtype=torch.uint8))


def max_border():
    return nn.max_pool1d(line(-1, -2, -3), 3, 2, padding=1)


def mean_border():
    return nn.avg_pool1d(line(1, 2, 3, 4, 5, 6), 3, 2, padding=1)


def mean_border_real():
    return nn.avg_pool1d(line(1, 2, 3, 4, 5, 6), 3, 2, padding=1, count_include_pad=False)


def mean_ceil():
    return nn.avg_pool1d(line(1, 2, 3, 4, 5), 2, ceil_mode=True)


def mean_ceil_padded():
    return nn.avg_pool1d(line(1, 2, 3, 4), 3, 2, padding=1, ceil_mode=True)


def padding_limit():
    return nn.max_pool1d(line(1, 2, 3), 2, 1, padding=2)


def tie():
    return nn.max_pool1d(line(5, 5, 1), 3, return_indices=True)[1]


def tie_gradient():
    x = line(5, 5, 1).requires_grad_()
    return torch.autograd.grad(nn.max_pool1d(x, 3).sum(), x)[0]


def nan():
    return nn.max_pool1d(line(np.nan, 1, 2, 3), 2)


def adaptive():
    return nn.adaptive_avg_pool1d(line(1, 2, 3, 4, 5, 6, 7), 3)


def area():
    return nn.interpolate(line(1, 2, 3, 4, 5, 6, 7), 3, mode="area")


def flatten():
    return torch.nn.Flatten()(torch.tensor([[[[1, 2], [3, 4]], [[10, 20], [30, 40]]]]))


def bridge_same():
    """TensorFlow's `same` with a stride: the odd zero after the row."""
    return nn.conv1d(nn.pad(line(1, 2, 3, 4, 5, 6), (0, 1)), line(1, 1, 1), stride=2)


def bridge_transposed():
    """The transposed `same` of Keras: the whole result, and its end cut off."""
    return nn.conv_transpose1d(line(1, 2), line(1, 10, 100), stride=2)[..., :4]
