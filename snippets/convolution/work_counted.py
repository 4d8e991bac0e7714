"""The work of each way to convolve, counted for one pixel of a large image."""

import math

from matplotlib.ticker import FixedLocator

from snippets.functions import conv2d
from snippets.shared import drawing

SIDE, KERNEL_SIZE = 512, 7
TILES = [2**power for power in range(3, 13)]
BUTTERFLY = 10  # a complex multiplication (4 real ones, 2 additions) and two complex additions (2 each)
COMPLEX_PRODUCT = 6


def direct(kernel_size):
    """Count multiplications and additions: one each for every weight."""
    return 2 * kernel_size**2


def two_passes(kernel_size):
    """Count those of a separable kernel: a column of weights, then a row."""
    return 2 * 2 * kernel_size


def stages(side):
    """Count the stages of butterflies: the base-two logarithm of the number of pixels."""
    return round(2 * math.log2(side))


def transform(side):
    """Count a transform's operations for a pixel: half a butterfly in each stage, and half of that for real numbers."""
    return BUTTERFLY / 2 * stages(side) / 2


def fourier(side, transforms=3):
    """Count transforms and the product of spectra, which are half as large as the picture."""
    return transforms * transform(side) + COMPLEX_PRODUCT / 2


def crossover(side, transforms=3):
    """Return the smallest odd kernel size whose direct sum takes more operations than the transforms."""
    kernel_size = 1
    while direct(kernel_size) <= fourier(side, transforms):
        kernel_size += 2
    return kernel_size


def tiled(kernel_size, tile):
    """Count two transforms and the product of a tile for each pixel that it gives; the kernel's transform is kept."""
    return fourier(tile, transforms=2) * (tile / (tile - kernel_size + 1)) ** 2


def best_tile(kernel_size):
    """Return the tile that takes the fewest operations, among those of a power of two."""
    return min((tile for tile in TILES if tile >= kernel_size), key=lambda tile: tiled(kernel_size, tile))


def crossover_tiles():
    """Return the smallest odd kernel size whose direct sum takes more operations than the best tiles."""
    kernel_size = 1
    while direct(kernel_size) <= tiled(kernel_size, best_tile(kernel_size)):
        kernel_size += 2
    return kernel_size


def winograd(results, kernel_size):
    """Count the multiplications that Winograd's way needs for a square of results: one for each pixel that they see."""
    return (results + kernel_size - 1) ** 2


def facts():
    """Numbers that the pages quote: steps, operations for one pixel, and copies of the image."""
    weights = KERNEL_SIZE**2
    return {
        "side": SIDE,
        "kernel_size": KERNEL_SIZE,
        "weights": weights,
        "operations": direct(KERNEL_SIZE),
        "operations_fourier": fourier(SIDE),
        "transform": transform(SIDE),
        "stages": stages(SIDE),
        "butterfly": BUTTERFLY,
        "steps_loops": weights * SIDE**2,
        "steps_windows": 1,  # the sum
        "steps_shifts": weights,
        "steps_columns": 2,  # the copy and the product
        "steps_fourier": 4,  # two transforms, the product, the transform back
        "extra_loops": 0,
        "extra_windows": 0,
        "extra_shifts": 1,  # one product
        "extra_columns": weights,
        "extra_fourier": 3,  # two spectra and the full result
        "crossover": crossover(SIDE),
        "crossover_known": crossover(SIDE, transforms=2),
        "crossover_large": crossover(4096),
        "large": 4096,
        "crossover_tiles": crossover_tiles(),
        "tile": best_tile(crossover_tiles()),
        "winograd_results": 2**2,
        "winograd": winograd(2, 3),
        "winograd_direct": 2**2 * 3**2,
        "columns_mib": 4 * weights * (SIDE - KERNEL_SIZE + 1) ** 2 / 2**20,  # four bytes in single precision
        "piece_mib": conv2d.PIECE[1] // 2**20,
    }


def figure(t):
    """Draw the operations for a pixel over the kernel size."""
    fig, ax = drawing.chart(350, 250)
    sizes = range(1, 16, 2)
    lines = (
        ([direct(k) for k in sizes], "window-2", "o-", t("directly"), (9.3, 300)),
        ([fourier(SIDE)] * len(sizes), "window-1", "s-", t("by spectra"), (1, 157)),
        ([two_passes(k) for k in sizes], "window-3", "^-", t("in two passes"), (10, 80)),
    )
    for counts, role, style, label, (x, y) in lines:
        ax.plot(sizes, counts, style, color=drawing.colour(role), lw=2, ms=5)
        side = "right" if role == "window-2" else "left"
        ax.text(x, y, label, color=drawing.colour("ink"), fontsize=drawing.FONT, ha=side)
    ax.set(xlim=(0.5, 15.5), ylim=(0, 460))
    ax.set_xlabel(t("kernel size"))
    ax.set_ylabel(t("operations for a pixel"), labelpad=8)
    ax.xaxis.set_major_locator(FixedLocator(list(sizes)))
    ax.xaxis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    ax.yaxis.set_major_locator(FixedLocator([0, 100, 200, 300, 400]))
    ax.yaxis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    return fig
