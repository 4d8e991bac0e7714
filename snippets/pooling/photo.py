"""A photograph, pooled with the maximum and with the mean of 2x2 windows."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

# --8<-- [end:imports]
from snippets.shared import drawing
from snippets.shared.photograph import FACE

# --8<-- [start:pool]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path)
photo = photo.mean(axis=2)  # one grey value a pixel, 0 to 255


def pool(image, summary):
    """Summarise the 2x2 windows of an image with even sides."""
    rows, columns = image.shape
    windows = image.reshape(rows // 2, 2, columns // 2, 2)
    return summary(windows, axis=(1, 3))


largest = pool(photo, np.max)
means = pool(photo, np.mean)
print(photo.shape, "becomes", largest.shape)
#> (600, 512) becomes (300, 256)
# --8<-- [end:pool]

# --8<-- [start:show]
fig, axes = plt.subplots(1, 3, figsize=(9, 4))
axes[0].imshow(photo, cmap="gray")
axes[1].imshow(largest, cmap="gray", vmin=0, vmax=255)
axes[2].imshow(means, cmap="gray", vmin=0, vmax=255)
plt.show()
# --8<-- [end:show]

plt.close(fig)


def facts():
    """Numbers that the pages quote."""
    gap = largest - means
    return {
        "pixels": photo.size,
        "pixels_kept": largest.size,
        "grey": photo.mean(),
        "grey_maximum": largest.mean(),
        "grey_mean": means.mean(),
        "agree": (gap.round(6) <= 5).mean(),
        "widest_gap": gap.max(),
    }


def figure(t):
    """Show the face, pooled both ways, and where the two results differ."""
    high, middle = pool(FACE, np.max), pool(FACE, np.mean)
    panels = [
        (t("photograph"), FACE),
        (t("maximum"), high),
        (t("mean"), middle),
        (t("difference, ×3"), 3 * (high - middle)),
    ]
    return drawing.photos(panels, width=172)
