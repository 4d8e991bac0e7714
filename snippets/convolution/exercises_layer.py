"""Exercise: parameters and operations of a layer, whole and split."""

from snippets.convolution.layer_counts import multiply_adds, parameters

IN, OUT, K, SIDE = 24, 40, 5, 32


def facts():
    """Numbers that the pages quote."""
    whole = parameters(IN, OUT, K, bias=False)
    depthwise = parameters(IN, IN, K, groups=IN, bias=False)
    pointwise = parameters(IN, OUT, 1, bias=False)
    work = multiply_adds(IN, OUT, K, SIDE)
    return {
        "channels_in": IN,
        "channels_out": OUT,
        "k": K,
        "side": SIDE,
        "padding": K // 2,
        "parameters": rf"{OUT} \cdot ({IN} \cdot {K**2} + 1) = {parameters(IN, OUT, K)}",
        "work": rf"{whole} \cdot {SIDE**2} = {work}",
        "split": rf"{IN} \cdot {K**2} + {IN} \cdot {OUT} = {depthwise} + {pointwise} = {depthwise + pointwise}",
        "whole": whole,
        "share": (depthwise + pointwise) / whole,
        "rule": rf"\frac{{1}}{{{OUT}}} + \frac{{1}}{{{K**2}}}",
        "strided": multiply_adds(IN, OUT, K, SIDE // 2) / 1e6,
        "unstrided": work / 1e6,
    }
