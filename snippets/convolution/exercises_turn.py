"""Exercise: kernels for which it makes no difference whether they are turned around."""

import numpy as np

KERNELS = {
    "a": np.array([
        [1, 2, 1],
        [2, -12, 2],
        [1, 2, 1],
    ]),
    "b": np.array([
        [-1, 0, 1],
        [-3, 0, 3],
        [-1, 0, 1],
    ]),
    "c": np.array([
        [3, 1, 0],
        [1, 0, 1],
        [0, 1, 3],
    ]),
}


def facts():
    """Return each kernel, and each turned around."""
    turned = {f"{name}_turned": kernel[::-1, ::-1] for name, kernel in KERNELS.items()}
    return KERNELS | turned
