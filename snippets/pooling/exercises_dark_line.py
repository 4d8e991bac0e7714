"""Exercise: keep a dark line with a maximum."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:minimum]
page = np.full((6, 6), 9)
page[range(6), [4, 3, 3, 2, 1, 1]] = 1  # a dark line


def max_pool(image):
    rows, columns = image.shape
    tiles = image.reshape(rows // 2, 2, columns // 2, 2)
    return tiles.max(axis=(1, 3))


print(max_pool(page))
#> [[9 9 9]
#>  [9 9 9]
#>  [9 9 9]]
print(-max_pool(-page))
#> [[9 1 1]
#>  [9 1 9]
#>  [1 9 9]]
# --8<-- [end:minimum]


def facts():
    """Return what the page holds, and how much of the line a minimum keeps."""
    dark = page.min()
    return {
        "bright": page.max(),
        "line": np.sum(page == dark),
        "dark_min": np.sum(-max_pool(-page) == dark),
    }


def figure(t):
    """Draw the page with its dark line."""
    fig, ax = drawing.canvas(6.6, 7.2)
    drawing.text(ax, 3.3, 0.5, t("Input"))
    line = {(int(r), int(c)): "window-2" for r, c in np.argwhere(page == page.min())}
    drawing.grid(ax, page, 0.3, 1, roles=line)
    return fig
