"""A 1x1 convolution is a matrix product at each pixel."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

# --8<-- [end:imports]
from snippets.convolution import colour_channels
from snippets.shared import drawing

# --8<-- [start:mix]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path) / 255  # (H, W, 3)

grey = np.array([[0.299, 0.587, 0.114]])
turn = np.array([
    [0, 1, 0],  # red becomes what green was
    [0, 0, 1],
    [1, 0, 0],
])
print((photo @ grey.T).shape)
#> (600, 512, 1)
print((photo @ turn.T).shape)
#> (600, 512, 3)
# --8<-- [end:mix]


def facts():
    """Numbers that the pages quote."""
    return {"grey": grey.tolist(), "turn": turn.tolist()}


def figure(t):
    """Show the photograph, its grey version and its turned colours."""
    small = colour_channels.photo
    panels = [
        (t("grey"), (small @ grey.T)[..., 0] * 255),
        (t("colours turned"), small @ turn.T),
    ]
    return drawing.photos(panels, width=165)
