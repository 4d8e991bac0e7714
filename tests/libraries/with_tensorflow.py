"""Experiments with Keras on TensorFlow, and with TensorFlow itself for what Keras has not."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__}


def line(*numbers: float) -> np.ndarray:
    return np.array(numbers, "float32").reshape(1, -1, 1)


def kernel(*numbers: float) -> np.ndarray:
    return np.array(numbers, "float32").reshape(-1, 1, 1)


def flip():
    return ops.conv(line(0, 0, 1, 0, 0), kernel(1, 2, 3), padding="same")


def layouts():
    def call(image, weight):
        return ops.conv(np.zeros(image, "float32"), np.zeros(weight, "float32")).shape

    return call


def dilation():
    return ops.conv(line(1, 2, 3, 4), kernel(1, 10), dilation_rate=2)


def stride_and_dilation():
    layer = layers.Conv1D(1, 2, strides=2, dilation_rate=2, use_bias=False)
    layer.build((1, 5, 1))
    layer.set_weights([kernel(1, 10)])
    return layer(line(1, 2, 3, 4, 5))


def same_even():
    return ops.conv(line(1, 2, 3), kernel(1, 10), padding="same")


def same_stride():
    return ops.conv(line(1, 2, 3, 4, 5, 6), kernel(1, 1, 1), strides=2, padding="same")


def transposed_valid():
    return ops.conv_transpose(line(1, 2), kernel(1, 10, 100), strides=2, padding="valid")


def transposed_twice():
    return ops.conv_transpose(line(1, 2), kernel(1, 10, 100), strides=2, padding="same")


def depthwise():
    layer = layers.DepthwiseConv2D((3, 5), depth_multiplier=2)
    layer.build((1, 8, 8, 4))
    return tuple(layer.get_weights()[0].shape)


def reflect():
    return tf.pad([1, 2, 3, 4], [[2, 2]], "REFLECT")


def reflect_limit():
    return tf.pad([1, 2, 3, 4], [[4, 0]], "REFLECT")


def bytes_():
    return ops.conv(line(200, 100, 0).astype("uint8"), kernel(2).astype("uint8"))


def max_border():
    return ops.max_pool(line(-1, -2, -3), 3, 2, padding="same")


def mean_border():
    return ops.average_pool(line(1, 2, 3, 4, 5, 6), 3, 2, padding="same")


def mean_ceil():
    return ops.average_pool(line(1, 2, 3, 4, 5), 2, 2, padding="same")


def tie():
    return tf.nn.max_pool_with_argmax(line(5, 5, 1)[:, None], (1, 3), (1, 3), "VALID").argmax


def tie_gradient():
    x = tf.Variable(line(5, 5, 1))
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(layers.MaxPooling1D(3)(x))
    return tape.gradient(y, x)


def nan():
    return ops.max_pool(line(np.nan, 1, 2, 3), 2, 2)


def adaptive():
    return layers.AdaptiveAveragePooling1D(3)(line(1, 2, 3, 4, 5, 6, 7))


def area():
    return tf.image.resize(line(1, 2, 3, 4, 5, 6, 7)[:, None], (1, 3), "area")


def flatten():
    image = np.array([[[1, 2], [3, 4]], [[10, 20], [30, 40]]], "float32")  # two channels
    return layers.Flatten()(image.transpose(1, 2, 0)[None])
