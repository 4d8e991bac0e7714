"""To write: the receptive field of a stack of layers."""

from math import prod

from snippets.shared.checking import Exercise


# --8<-- [start:signature]
def receptive_field(layers):
    """Return how many input pixels in a row one output number depends on.

    Parameters
    ----------
    layers : list of (int, int)
        Of each layer the kernel size and the stride, the layer at the
        input first. There may be none.

    Returns
    -------
    int
        The receptive field along one axis.
    """
    # --8<-- [end:signature]
    # --8<-- [start:body]
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step *= stride
    return field
    # --8<-- [end:body]


# --8<-- [start:use]
print(receptive_field([(3, 1), (3, 1)]), receptive_field([(3, 2), (3, 2)]))
#> 5 7
# --8<-- [end:use]

CASES = [
    ([(3, 1)],),
    ([(5, 2)],),
    ([(3, 1), (3, 1)],),
    ([(3, 2), (5, 1)],),
    ([(3, 2), (3, 2), (2, 3)],),
    ([(7, 2), (3, 2), (3, 1), (3, 2), (1, 1)],),
    ([],),
]


def strides_before(layers, i):
    """Return the product of the strides of the layers before one."""
    return prod(stride for _, stride in layers[:i])


def added(layers, start=1, less=1, step=strides_before):
    """Return the sum of what each layer adds, by another rule."""
    return start + sum((kernel_size - less) * step(layers, i) for i, (kernel_size, _) in enumerate(layers))


WRONG = {
    "no_strides": lambda layers: added(layers, step=lambda layers, i: 1),
    "own_stride": lambda layers: added(layers, step=lambda layers, i: strides_before(layers, i + 1)),
    "own_alone": lambda layers: added(layers, step=lambda layers, i: layers[i][1]),
    "last_alone": lambda layers: added(layers, step=lambda layers, i: layers[i - 1][1] if i else 1),
    "strides_added": lambda layers: added(layers, step=lambda layers, i: sum(s for _, s in layers[:i]) or 1),
    "whole_kernel": lambda layers: added(layers, less=0),
    "kernels_added": lambda layers: sum(k for k, _ in layers),
    "kernels_multiplied": lambda layers: prod(k for k, _ in layers),
    "from_zero": lambda layers: added(layers, start=0),
    "backwards": lambda layers: receptive_field(layers[::-1]),
}
EXERCISE = Exercise(receptive_field, CASES, WRONG)
