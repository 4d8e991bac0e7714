"""The zeros that "same" puts at the start and at the end of a row."""


# --8<-- [start:same]
def same_padding(n, k, s=1, d=1):
    """Return the zeros before and after, as in TensorFlow."""
    windows = -(-n // s)  # n / s, rounded up
    total = (windows - 1) * s + d * (k - 1) + 1 - n
    total = max(total, 0)
    return total // 2, total - total // 2


print(same_padding(5, k=3))
#> (1, 1)
print(same_padding(5, k=4))
#> (1, 2)
print(same_padding(224, k=7, s=2))
#> (2, 3)
# --8<-- [end:same]
