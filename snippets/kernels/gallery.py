"""The function that slides every kernel of the gallery, and the kernel that changes nothing."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.gallery_blur import box, gauss
from snippets.kernels.gallery_edges import scharr, sobel
from snippets.kernels.gallery_emboss import emboss
from snippets.kernels.gallery_laplacian import laplace, outline
from snippets.kernels.gallery_motion import motion
from snippets.kernels.gallery_row import draw_rows
from snippets.kernels.gallery_sharpen import sharpen, unsharp


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)  # grey, 0 to 255
photo = photo.reshape(300, 2, 256, 2).mean(axis=(1, 3))  # half size


# --8<-- [end:slide]

# --8<-- [start:identity]
identity = np.array([
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
])

same = slide(photo, identity)
print(np.array_equal(same, photo[1:-1, 1:-1]))
#> True

fig, axes = plt.subplots(1, 2)
axes[0].imshow(photo, cmap="gray", vmin=0, vmax=255)
axes[1].imshow(same, cmap="gray", vmin=0, vmax=255)
plt.show()
# --8<-- [end:identity]

plt.close(fig)
KERNELS = {
    "identity": identity,
    "box": box,
    "gauss": gauss,
    "sharpen": sharpen,
    "unsharp": unsharp,
    "sobel": sobel,
    "scharr": scharr,
    "laplace": laplace,
    "outline": outline,
    "emboss": emboss,
    "motion": motion,
}
LEVEL = 100.0
HALF = 0.5


def facts():
    """Numbers that the pages quote: sums of weights, and what each kernel makes of a flat area."""
    found = {"level": LEVEL}
    for name, kernel in KERNELS.items():
        found[f"sum_{name}"] = round(kernel.sum(), 9)
        flat = np.full(kernel.shape, LEVEL)
        found[f"flat_{name}"] = round(slide(flat, kernel)[0, 0], 9)
    return found


def figure(t):
    """Show the identity, and what a smaller sum does."""
    half = identity * HALF
    return draw_rows(t, [(t("identity"), identity, 1, same), (t("half as bright"), half, 1, slide(photo, half))])
