"""A photograph, and what a kernel measures in it."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:photo]
def convolve(x, w):
    """Multiply every window of x with w in place, and add."""
    windows = sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))


path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)  # grey, 0 to 255
face = photo[136:308, 178:350]
w = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
y = convolve(face, w)
print(face.shape, "becomes", y.shape)
#> (172, 172) becomes (170, 170)
# In tens: programs that read JPEG differ by a level here and there.
print(round(y.min(), -1), "to", round(y.max(), -1))
#> -700.0 to 660.0
# --8<-- [end:photo]

# --8<-- [start:show]
fig, axes = plt.subplots(1, 2, figsize=(8, 4))
axes[0].imshow(face, cmap="gray")
axes[1].imshow(y, cmap="gray", vmin=-400, vmax=400)
plt.show()
# --8<-- [end:show]

plt.close(fig)
LIMIT = 400  # what is drawn white


def facts():
    """Numbers that the pages quote."""
    moved = np.roll(face, 1, axis=1)
    differ = ~np.isclose(convolve(moved, w), np.roll(y, 1, axis=1)).all(axis=0)
    return {
        "lowest": round(y.min(), -1),
        "highest": round(y.max(), -1),
        "negative": (y < -1e-9).mean(),
        "columns": differ.size,
        "differ": differ.sum(),
    }


def grey(values, black=-LIMIT):
    """Return values as grey levels; the limit is white."""
    return (values - black) / (LIMIT - black) * 255


def figure(t):
    """Show the photograph and the output."""
    return drawing.photos([(t("Input"), face), (t("Output"), grey(y))], width=172)
