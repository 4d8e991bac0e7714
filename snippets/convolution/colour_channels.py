"""A colour photograph and its three channels."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
from matplotlib.cbook import get_sample_data

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:load]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path)[:510, :510] / 255
photo = photo.reshape(170, 3, 170, 3, 3).mean(axis=(1, 3))
print(photo.shape)
#> (170, 170, 3)
red, green, blue = photo.transpose(2, 0, 1)
print(red.shape)
#> (170, 170)
# --8<-- [end:load]

SKY, STRIPE = (26, 146), (107, 32)  # a pixel of the background, and one of the red stripe


def facts():
    """Numbers that the pages quote."""
    found = {}
    for name, pixel in (("sky", photo[SKY]), ("stripe", photo[STRIPE])):
        for channel, value in zip(("red", "green", "blue"), pixel, strict=True):
            found[f"{name}_{channel}"] = value
    return found


def figure(t):
    """Show the photograph in colour and each channel in grey."""
    panels = [(t("in colour"), photo)]
    panels += [(t(name), channel * 255) for name, channel in (("red", red), ("green", green), ("blue", blue))]
    return drawing.photos(panels, width=165)
