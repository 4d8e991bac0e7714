"""A stack of layers worked out: sizes, receptive fields, parameters and work. The calculator puts its own layers in."""

# --8<-- [start:stack]
from math import prod

size, channels = [32, 32], 1
# kind, channels out, kernel size, stride, padding, dilation, groups, bias,
# and output padding or rounding up
layers = [
    ("convolution", 6, 5, 1, 0, 1, 1, 1, 0),
    ("average", 0, 2, 2, 0, 1, 1, 0, 0),
    ("convolution", 16, 5, 1, 0, 1, 1, 1, 0),
    ("average", 0, 2, 2, 0, 1, 1, 0, 0),
    ("convolution", 120, 5, 1, 0, 1, 1, 1, 0),
]

def output_size(n, kind, k, s, p, d, more):
    reach = d * (k - 1) + 1
    if kind == "transposed":
        return (n - 1) * s - 2 * p + reach + more
    if more:  # rounded up, but no window starts in the padding at the end
        return min(-((reach - n - 2 * p) // s), (n + p - 1) // s) + 1
    return (n + 2 * p - reach) // s + 1

def field(output, layers):
    first = last = output  # go back to the first and the last pixel behind it
    for kind, _, k, s, p, d, *_ in reversed(layers):
        if kind == "transposed":
            pixels = range(first, last + 1)
            places = [i + p - d * tap for i in pixels for tap in range(k)]
            found = [i // s for i in places if i % s == 0]
            if not found:
                return 0
            first, last = min(found), max(found)
        else:
            first, last = first * s - p, last * s - p + d * (k - 1)
    return last - first + 1

jump, turns = 1.0, 1  # outputs of transposed layers see differently much
total = total_work = 0
for depth, (kind, out, k, s, p, d, groups, bias, more) in enumerate(layers, 1):
    before, size = size, [output_size(n, kind, k, s, p, d, more) for n in size]
    weights = out * channels // groups * k * k
    channels = out or channels  # pooling keeps them
    parameters = weights + bias * out
    work = weights * prod(size)
    jump *= s
    if kind == "transposed":
        work = weights * prod(before)
        jump /= s * s
        turns *= s
    sees = max(field(output, layers[:depth]) for output in range(turns))
    shape = f"{size[0]}x{size[1]}x{channels}"
    print(f"{shape}: sees {sees}, jump {jump:g}", end=", ")
    print(f"{parameters} parameters, {work} multiply-adds")
    total += parameters
    total_work += work
#> 28x28x6: sees 5, jump 1, 156 parameters, 117600 multiply-adds
#> 14x14x6: sees 6, jump 2, 0 parameters, 0 multiply-adds
#> 10x10x16: sees 14, jump 2, 2416 parameters, 240000 multiply-adds
#> 5x5x16: sees 16, jump 4, 0 parameters, 0 multiply-adds
#> 1x1x120: sees 32, jump 4, 48120 parameters, 48000 multiply-adds
print(f"in all: {total} parameters, {total_work} multiply-adds")
#> in all: 50692 parameters, 405600 multiply-adds
# --8<-- [end:stack]
