"""Windows of three with a stride of two, beside windows of two, along one line of pixels."""

from snippets.functions.pool2d import output_size
from snippets.shared import drawing

# --8<-- [start:sizes]
for n in (12, 13):
    for k in (2, 3):
        count = (n - k) // 2 + 1
        unseen = n - ((count - 1) * 2 + k)
        print(f"n={n} window {k}: {count} windows, {unseen} pixels unseen")
#> n=12 window 2: 6 windows, 0 pixels unseen
#> n=12 window 3: 5 windows, 1 pixels unseen
#> n=13 window 2: 6 windows, 1 pixels unseen
#> n=13 window 3: 6 windows, 0 pixels unseen
# --8<-- [end:sizes]

N = 13


def windows(n, k, s):
    """Return the pixels of each window."""
    return [range(start, start + k) for start in range(0, n - k + 1, s)]


def facts():
    """Numbers that the pages quote."""
    return {
        "read_two": 2 * 2,
        "read_three": 3 * 3,
        "even": 112,
        "even_floor": output_size(112, 3, 2),
        "even_ceil": output_size(112, 3, 2, ceil_mode=True),
        "even_padded": output_size(112, 3, 2, padding=1),
    }


def figure(t):
    """Draw the windows of both kinds under and over the same pixels."""
    fig, ax = drawing.canvas(N + 0.6, 8.6, cell=26)
    for top, k in ((1.3, 2), (5.1, 3)):
        drawing.text(ax, 0.3, top - 0.55, t("window {k}, stride {s}", k=k, s=2), ha="left")
        spans = windows(N, k, 2)
        for i in range(N):
            seen = sum(i in w for w in spans)
            drawing.cell(ax, 0.3 + i, top, seen, role="input" if seen else "unseen")
        for i, span in enumerate(spans):
            y = top + 1.15 + (i % 2) * 0.75 * (k == 3)
            role = drawing.WINDOWS[i % 4]
            drawing.window(ax, 0.3 + span[0], y, k, 0.6, role=role)
    return fig
