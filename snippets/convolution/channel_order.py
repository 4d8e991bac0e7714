"""The order of axes and of colours: three ways to get it wrong."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.convolution import colour_channels, many_filters, one_by_one
from snippets.shared import drawing

# --8<-- [start:order]
picture = np.arange(12).reshape(2, 2, 3)  # (H, W, C): two rows, two columns
print(picture[0, 1])  # red, green, blue of one pixel
#> [3 4 5]
planes = picture.transpose(2, 0, 1)  # (C, H, W)
print(planes[:, 0, 1])
#> [3 4 5]
wrong = picture.reshape(3, 2, 2)  # the right shape, the wrong numbers
print(wrong[:, 0, 1])
#> [1 5 9]
# --8<-- [end:order]


def facts():
    """How much the results change, in grey levels from 0 to 255, when red and blue are swapped."""
    photo = colour_channels.photo
    swapped = photo[..., ::-1]
    grey = one_by_one.grey[0] * 255
    change = np.abs(photo @ grey - swapped @ grey)
    right, wrong_way = (p.transpose(2, 0, 1)[None] for p in (photo, swapped))
    first = [many_filters.layer(p, many_filters.FILTERS[:1], np.zeros(1)) for p in (right, wrong_way)]
    return {
        "grey_mean": change.mean(),
        "grey_most": change.max(),
        "sky_right": first[0][0, 0, 26, 146],
        "sky_swapped": first[1][0, 0, 26, 146],
    }


def figure(t):
    """Show the photograph with its colours swapped, and the first plane of a wrong reshape."""
    photo = colour_channels.photo
    folded = photo.reshape(3, *photo.shape[:2])
    panels = [
        (t("red and blue swapped"), photo[..., ::-1]),
        (t("reshape, first plane"), folded[0] * 255),
    ]
    return drawing.photos(panels, width=165)
