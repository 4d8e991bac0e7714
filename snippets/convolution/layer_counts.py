"""Parameters and operations of a convolution layer."""

from typing import Any


# --8<-- [start:count]
def parameters(channels_in, channels_out, k, groups=1, bias=True):
    weights = channels_out * (channels_in // groups) * k * k
    return weights + (channels_out if bias else 0)


def multiply_adds(channels_in, channels_out, k, side, groups=1):
    """Count them for an output of side by side pixels."""
    return channels_out * (channels_in // groups) * k * k * side * side


print(parameters(3, 64, k=3))
#> 1792
print(multiply_adds(3, 64, k=3, side=224))
#> 86704128
# --8<-- [end:count]

# Channels in, channels out, kernel size, side of the output; then what differs from the usual.
LAYERS: dict[str, tuple[int, int, int, int, dict[str, Any]]] = {
    "lenet": (1, 6, 5, 28, {}),
    "alexnet": (3, 96, 11, 55, {}),
    "alexnet_2": (96, 256, 5, 27, {"groups": 2}),
    "vgg_first": (3, 64, 3, 224, {}),
    "vgg_last": (512, 512, 3, 14, {}),
    "stem": (3, 64, 7, 112, {"bias": False}),
    "narrow": (256, 64, 1, 56, {"bias": False}),
    "depthwise": (512, 512, 3, 14, {"groups": 512, "bias": False}),
    "pointwise": (512, 512, 1, 14, {"bias": False}),
}


def facts():
    """Return the cells of the table."""
    found: dict[str, Any] = {}
    for name, (channels_in, channels_out, k, side, more) in LAYERS.items():
        groups = more.get("groups", 1)
        split = rf",\; g = {groups}" if groups > 1 else ""
        found[name] = rf"{channels_in} \to {channels_out},\; {k} \times {k}{split}"
        found[f"{name}_parameters"] = parameters(channels_in, channels_out, k, **more)
        found[f"{name}_work"] = multiply_adds(channels_in, channels_out, k, side, groups) / 1e6
    found["lenet_connections"] = parameters(1, 6, 5) * 28 * 28
    found["vgg_ratio"] = found["vgg_last_parameters"] / found["vgg_first_parameters"]
    found["vgg_work_ratio"] = found["vgg_last_work"] / found["vgg_first_work"]
    return found
