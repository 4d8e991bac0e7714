"""The size of a transposed convolution, and the sizes that lead down to the same one."""


# --8<-- [start:sizes]
def size_down(n, kernel_size, stride):
    """Return how many windows fit into n pixels."""
    return (n - kernel_size) // stride + 1


def size_up(n, kernel_size, stride=1, padding=0, dilation=1,
            output_padding=0):
    """Return the size of a transposed convolution."""
    span = dilation * (kernel_size - 1) + 1
    return (n - 1) * stride - 2 * padding + span + output_padding


for n in (5, 6):
    small = size_down(n, kernel_size=3, stride=2)
    print(n, "->", small, "->", size_up(small, kernel_size=3, stride=2))
#> 5 -> 2 -> 5
#> 6 -> 2 -> 5
print(size_up(2, kernel_size=3, stride=2, output_padding=1))
#> 6
# --8<-- [end:sizes]

CASES = (  # n, k, s, p, d, output padding
    (4, 2, 2, 0, 1, 0),
    (4, 3, 2, 0, 1, 0),
    (4, 3, 2, 1, 1, 0),
    (4, 3, 2, 1, 1, 1),
    (4, 4, 2, 1, 1, 0),
    (4, 3, 1, 1, 1, 0),
    (4, 3, 1, 1, 2, 0),
)


def leads_down(n, kernel_size, stride, padding, dilation):
    """Return every size that a convolution with these settings brings to n, found by trying."""
    span = dilation * (kernel_size - 1) + 1
    return [m for m in range(1, 40) if m + 2 * padding >= span and size_down(m + 2 * padding, span, stride) == n]


def facts():
    """Sizes that the pages quote."""
    found: dict[str, object] = {}
    for n, k, s, p, d, extra in CASES:
        name = f"{n}_{k}_{s}_{p}_{d}_{extra}"
        found[f"case_{name}"] = rf"k = {k},\; s = {s},\; p = {p},\; d = {d}"
        found[f"extra_{name}"] = extra
        found[f"size_{name}"] = size_up(n, k, s, p, d, extra)
        found[f"from_{name}"] = r",\;".join(map(str, leads_down(n, k, s, p, d)))
    doubling = [case for case in CASES if all(size_up(n, *case[1:]) == 2 * n for n in range(1, 20))]
    return found | {"n": CASES[0][0], "doubling": len(doubling)}
