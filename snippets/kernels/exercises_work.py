"""Exercise: multiplications, all at once and in two passes."""

ROWS, COLUMNS, SIDE = 400, 600, 11


def facts():
    """Sizes and counts, with the kernel wholly on the picture."""
    rows, columns = ROWS - SIDE + 1, COLUMNS - SIDE + 1
    once = rows * columns * SIDE**2
    first, second = rows * COLUMNS * SIDE, rows * columns * SIDE
    return {
        "rows": ROWS,
        "columns": COLUMNS,
        "side": SIDE,
        "rows_after": rows,
        "columns_after": columns,
        "weights": SIDE**2,
        "once": once,
        "first": first,
        "second": second,
        "passes": first + second,
        "times": once / (first + second),
        "two_sides": 2 * SIDE,
        "limit": SIDE / 2,
        "highest": (SIDE - 1) // 2,
    }
