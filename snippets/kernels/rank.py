"""Which kernels of the gallery are separable: their singular values say so."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.kernels.gallery import KERNELS

TOLERANCE = 1e-9


# --8<-- [start:factors]
def factors(kernel):
    """Return a column and a row whose product is the kernel."""
    u, s, vt = np.linalg.svd(kernel)
    if (s[1:] > 1e-9 * s[0]).any():
        raise ValueError("not separable: its rank is above 1")
    return s[0] * u[:, 0], vt[0]


# --8<-- [end:factors]

# --8<-- [start:example]
scharr = np.array([
    [-3, 0, 3],
    [-10, 0, 10],
    [-3, 0, 3],
])
print(np.linalg.svd(scharr)[1].round(2))
#> [15.36  0.    0.  ]

column, row = factors(scharr)
print((column / column[0]).round(2))
#> [1.   3.33 1.  ]
print(np.allclose(np.outer(column, row), scharr))
#> True
# --8<-- [end:example]


def values(kernel):
    """Return the singular values that are not zero, to a tolerance."""
    found = np.linalg.svd(kernel, compute_uv=False)
    return found[found > TOLERANCE * found[0]]


def facts():
    """Size, rank and singular values of the gallery's kernels."""
    found: dict[str, int | str] = {}
    for name, kernel in KERNELS.items():
        found[f"size_{name}"] = r"{} \times {}".format(*kernel.shape)
        found[f"rank_{name}"] = len(values(kernel))
        found[f"values_{name}"] = r",\; ".join(f"{v:.3f}" for v in values(kernel))
    slanted = np.eye(9) / 9
    found["rank_slanted"] = len(values(slanted))
    found["size_slanted"] = r"{} \times {}".format(*slanted.shape)
    found["values_slanted"] = rf"{1 / 9:.3f},\; \dots,\; {1 / 9:.3f}"
    return found
