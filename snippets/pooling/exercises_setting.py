"""Exercise: find the window and the stride from sizes."""


# --8<-- [start:search]
def output_size(n, kernel_size, stride):
    return (n - kernel_size) // stride + 1


before, after = 21, 10
other = 20
for k in range(1, 5):
    for s in range(1, 5):
        if output_size(before, k, s) == after:
            print(k, s, "makes", output_size(other, k, s), "of", other)
#> 2 2 makes 10 of 20
#> 3 2 makes 9 of 20
# --8<-- [end:search]

LARGEST, OTHER_AFTER = 4, 9

choices = range(1, LARGEST + 1)
possible = [(k, s) for k in choices for s in choices if output_size(before, k, s) == after]
(answer,) = [(k, s) for k, s in possible if output_size(other, k, s) == OTHER_AFTER]


def facts():
    """Sizes of the question, and the settings that make them."""
    return {
        "largest": LARGEST,
        "before": before,
        "after": after,
        "other": other,
        "other_after": OTHER_AFTER,
        "possible": len(possible),
        "window": answer[0],
        "stride": answer[1],
    }
