"""Pooling the same photograph again and again."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:setup]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)  # grey


def halve(x):
    rows, columns = x.shape[0] // 2 * 2, x.shape[1] // 2 * 2
    x = x[:rows, :columns]  # the remainder is dropped
    top = np.maximum(x[0::2, 0::2], x[0::2, 1::2])
    bottom = np.maximum(x[1::2, 0::2], x[1::2, 1::2])
    return np.maximum(top, bottom)


# --8<-- [end:setup]


# --8<-- [start:again]
maps = [photo]
while len(maps) <= 5:
    maps.append(halve(maps[-1]))
for x in maps:
    print(x.shape, x.size)
#> (600, 512) 307200
#> (300, 256) 76800
#> (150, 128) 19200
#> (75, 64) 4800
#> (37, 32) 1184
#> (18, 16) 288
# --8<-- [end:again]


def facts():
    """Numbers that the pages quote."""
    last = maps[-1]
    return {
        "times": len(maps) - 1,
        "odd": maps[3].shape[0],
        "odd_half": maps[4].shape[0],
        "fewer": photo.size / last.size,
    }


def figure(t):
    """Draw the photograph after each pooling, all equally wide."""
    panels = [(t("{rows} × {columns}", rows=x.shape[0], columns=x.shape[1]), x) for x in maps]
    return drawing.photos(panels, columns=3, width=110)
