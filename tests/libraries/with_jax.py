"""Experiments with JAX: the operations that Flax and others build their layers on."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

VERSIONS = {"jax": jax.__version__}


def line(*numbers: float) -> jax.Array:
    return jnp.array(numbers, "float32").reshape(1, 1, -1)


def convolve(x: jax.Array, w: jax.Array, stride: int = 1, padding: str = "VALID", **options) -> jax.Array:
    return lax.conv_general_dilated(x, w, (stride,), padding, **options)


def transpose(w: jax.Array, padding: str) -> jax.Array:
    layout = ("NCH", "OIH", "NCH")
    return lax.conv_transpose(line(1, 2), w, (2,), padding, dimension_numbers=layout)


def flip():
    return convolve(line(0, 0, 1, 0, 0), line(1, 2, 3), padding="SAME")


def layouts():
    def call(image, weight):
        return lax.conv(jnp.zeros(image), jnp.zeros(weight), (1, 1), "VALID").shape

    return call


def dilation():
    return convolve(line(1, 2, 3, 4), line(1, 10), rhs_dilation=(2,))


def stride_and_dilation():
    return convolve(line(1, 2, 3, 4, 5), line(1, 10), 2, rhs_dilation=(2,))


def same_even():
    return convolve(line(1, 2, 3), line(1, 10), padding="SAME")


def same_stride():
    return convolve(line(1, 2, 3, 4, 5, 6), line(1, 1, 1), 2, "SAME")


def transposed_valid():
    return transpose(line(1, 10, 100), "VALID")


def transposed_twice():
    return transpose(line(1, 10, 100), "SAME")


def depthwise():
    shape = (8, 1, 3, 5)
    y = lax.conv_general_dilated(jnp.zeros((1, 4, 8, 8)), jnp.zeros(shape), (1, 1), "VALID", feature_group_count=4)
    assert y.shape[1] == 8
    return shape


def reflect():
    return jnp.pad(jnp.arange(1, 5), 2, "reflect")


def reflect_limit():
    return jnp.pad(jnp.arange(1, 5), (4, 0), "reflect")


def bytes_():
    return convolve(line(200, 100, 0).astype("uint8"), line(2).astype("uint8"))


def pool(x: jax.Array, start: float, combine, size: int, stride: int, padding: str) -> jax.Array:
    return lax.reduce_window(x, start, combine, (1, 1, size), (1, 1, stride), padding)


def max_border():
    return pool(line(-1, -2, -3), -jnp.inf, lax.max, 3, 2, "SAME")


def mean_border():
    """As Flax does without the padding: the sum over the sum of ones."""
    x = line(1, 2, 3, 4, 5, 6)
    return pool(x, 0.0, lax.add, 3, 2, "SAME") / pool(jnp.ones_like(x), 0.0, lax.add, 3, 2, "SAME")


def tie_gradient():
    return jax.grad(lambda x: pool(x, -jnp.inf, lax.max, 3, 3, "VALID").sum())(line(5, 5, 1))


def nan():
    return pool(line(np.nan, 1, 2, 3), -jnp.inf, lax.max, 2, 2, "VALID")
