"""The receptive fields of known networks, from their layers."""

from snippets.convolution.field_recurrence import walk


def layers(*groups):
    """Return layers as (kernel size, stride, dilation, padding), from groups of (times, kernel size, stride)."""
    return [(k, s, 1, (k - 1) // 2 if s == 1 or k > 2 else 0) for times, k, s in groups for _ in range(times)]


def resnet(counts, late=False):
    """Return the longest path through a ResNet with bottlenecks.

    The stride of a stage is in the first 1x1 layer of its first block, as in the paper, or one layer
    later, in the 3x3 layer.
    """
    path = [(1, 7, 2), (1, 3, 2)]
    for stage, count in enumerate(counts):
        for block in range(count):
            s = 2 if stage > 0 and block == 0 else 1
            path += [(1, 1, 1), (1, 3, s), (1, 1, 1)] if late else [(1, 1, s), (1, 3, 1), (1, 1, 1)]
    return layers(*path)


NETWORKS = {
    # Up to the last pooling.
    "alexnet": layers((1, 11, 4), (1, 3, 2), (1, 5, 1), (1, 3, 2), (3, 3, 1), (1, 3, 2)),
    "vgg16": layers(
        (2, 3, 1), (1, 2, 2), (2, 3, 1), (1, 2, 2), (3, 3, 1), (1, 2, 2), (3, 3, 1), (1, 2, 2), (3, 3, 1), (1, 2, 2)
    ),
    # Up to the last convolution. A 1x1 layer adds nothing, and those of stride one are left out of MobileNet.
    "mobilenet": layers(
        (1, 3, 2), (1, 3, 1), (1, 3, 2), (1, 3, 1), (1, 3, 2), (1, 3, 1), (1, 3, 2), (5, 3, 1), (1, 3, 2), (1, 3, 1)
    ),
    "resnet50": resnet((3, 4, 6, 3)),
    "resnet101": resnet((3, 4, 23, 3)),
}


def facts():
    """Numbers that the pages quote."""
    found = {}
    for name, path in NETWORKS.items():
        found[name] = walk(path)[-1][0]
        found[f"{name}_layers"] = sum(k > 1 for k, _, _, _ in path)
    found["times"] = found["resnet101"] / 224  # the side of the pictures that it takes
    found["resnet50_late"] = walk(resnet((3, 4, 6, 3), late=True))[-1][0]
    return found
