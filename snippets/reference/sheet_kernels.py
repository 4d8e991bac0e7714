"""The kernels that everyone meets, with their sums."""

import numpy as np

from snippets.kernels.gallery_edges import scharr, sobel
from snippets.kernels.gallery_emboss import emboss
from snippets.kernels.gallery_laplacian import laplace, outline
from snippets.kernels.gallery_sharpen import sharpen

KERNELS = {  # weights, and what they are divided by
    "box": (np.ones((3, 3), int), 9),
    "gauss": (np.outer([1, 2, 1], [1, 2, 1]), 16),
    "sharpen": (sharpen, 1),
    "sobel": (sobel, 1),
    "scharr": (scharr, 1),
    "laplace": (laplace, 1),
    "outline": (outline, 1),
    "emboss": (emboss, 1),
    "horizontal": (sobel.T, 1),
}


def matrix(weights, divisor):
    """Write a kernel as maths, its common divisor behind it."""
    rows = r" \\ ".join(" & ".join(str(w) for w in row) for row in weights)
    behind = f"/ {divisor}" if divisor != 1 else ""
    return rf"\begin{{bmatrix}}{rows}\end{{bmatrix}}{behind}"


def facts():
    """Return the weights and the sum of each kernel."""
    found: dict[str, str | int] = {}
    for name, (weights, divisor) in KERNELS.items():
        found[name] = matrix(weights, divisor)
        found[f"{name}_sum"] = weights.sum() // divisor
    return found
