"""A kernel that is not separable, as a sum of a few that are."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.kernels.two_passes import across, down
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

# --8<-- [start:sum]
y, x = np.mgrid[-7:8, -7:8]
disc = (x**2 + y**2 <= 52) * 1.0
disc /= disc.sum()

u, s, vt = np.linalg.svd(disc)
near = np.zeros(disc.shape)
for r in range(5):
    near += s[r] * np.outer(u[:, r], vt[r])  # one more layer
    error = np.linalg.norm(disc - near) / np.linalg.norm(disc)
    print(r + 1, f"{error:.3f}")
#> 1 0.310
#> 2 0.225
#> 3 0.164
#> 4 0.091
#> 5 0.000
# --8<-- [end:sum]


def truncate(r):
    """Return the nearest kernel of rank r."""
    return (u[:, :r] * s[:r]) @ vt[:r]


def in_passes(image, r):
    """Filter with the nearest kernel of rank r, two passes for each layer."""
    return sum(across(down(image, s[i] * u[:, i]), vt[i]) for i in range(r))


def facts():
    """Errors on the photograph, and what the layers cost."""
    whole = in_passes(PHOTO, 5)
    found = {"weights": disc.size, "sum_1": truncate(1).sum()}
    for r in (1, 2, 3, 5):
        found[f"rank_{r}"] = np.linalg.matrix_rank(truncate(r))
        found[f"kernel_{r}"] = np.linalg.norm(disc - truncate(r)) / np.linalg.norm(disc)
        found[f"photo_{r}"] = np.sqrt(np.mean((in_passes(PHOTO, r) - whole) ** 2))
        found[f"cost_{r}"] = 2 * len(disc) * r
    return found


def figure(t):
    """Show the disc, and the nearest kernels of rank one, two and three."""
    panels = [(t("disc"), disc)] + [(t("rank {r}", r=r), truncate(r)) for r in (1, 2, 3)]
    top = max(panel.max() for _, panel in panels)
    return drawing.photos(panels, width=165, limits=(0, top))
