"""Global average pooling: one number a channel, whatever the size."""

# --8<-- [start:setup]
import matplotlib.pyplot as plt
from matplotlib.cbook import get_sample_data

path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path)

maps = photo.transpose(2, 0, 1)  # channels first: red, green, blue


def global_average(maps):
    return maps.mean(axis=(-2, -1))


# --8<-- [end:setup]


# --8<-- [start:sizes]
for x in (maps, maps[:, :224, :224], maps[:, ::2, ::4]):
    print(x.shape, "->", global_average(x).shape)
#> (3, 600, 512) -> (3,)
#> (3, 224, 224) -> (3,)
#> (3, 300, 128) -> (3,)
# --8<-- [end:sizes]


def facts():
    """Numbers that the pages quote."""
    channels, side, classes = 512, 7, 1000
    return {
        "channels": channels,
        "side": side,
        "classes": classes,
        "flat_inputs": channels * side * side,
        "flat_weights": channels * side * side * classes,
        "gap_weights": channels * classes,
    }
