"""A kernel that slides over a picture, performed: the scene that opens a chapter."""

from types import SimpleNamespace

import numpy as np

from snippets.shared import drawing

PIXEL, WEIGHT = (0.33, 0.35), (0.66, 0.76)  # where in a cell a pixel stands, and the weight that lies on it
LEFT, TOP, WIDTH = 0.2, 1.0, 9.9  # in cells


def plan(image, kernel, *, turn=False):
    """Return where everything stands and when, in cells and steps.

    First the kernel stands beside the picture; a kernel that turns over does so in two steps. Then each position has
    two steps: the kernel comes and multiplies, the products add up. ``arrive`` holds the first of the two.
    """
    k = len(kernel)
    rows, columns = image.shape
    places = list(np.ndindex(rows - k + 1, columns - k + 1))
    begin = 3 if turn else 1
    below = TOP + rows + 1.05
    return SimpleNamespace(
        k=k,
        places=places,
        begin=begin,
        arrive=[begin + 1 + 2 * n for n in range(len(places))],
        home=(WIDTH - LEFT - k, TOP + (rows - k) / 2),
        products=(LEFT + 0.4, below),
        output=(WIDTH - LEFT - (columns - k + 1), below + (k - (rows - k + 1)) / 2),
        line=below + k + 0.6,
        height=below + k + 1,
    )


def draw_slide(t, image, kernel, cell, *, turn=False):
    """Draw a kernel that slides over an image: its products at each position, their sum, the output so far."""
    made = plan(image, kernel, turn=turn)
    k, begin = made.k, made.begin
    slid = kernel[::-1, ::-1] if turn else kernel
    fig, ax = drawing.canvas(WIDTH, made.height, cell=cell)
    drawing.grid(ax, image, LEFT, TOP, title=t("Input"), at=PIXEL)
    draw_kernel(t, ax, kernel, made, turn)
    (left, top), (across, down) = made.products, made.output
    drawing.grid(ax, np.full((k, k), np.nan), left, top, role="paper", title=t("Products"))
    middle = top + k / 2
    drawing.arrow(ax, (left + k + 0.2, middle), (across - 0.2, middle))
    drawing.text(ax, (left + k + across) / 2, middle - 0.45, t("add"), size=drawing.SMALL)
    shape = tuple(n - k + 1 for n in image.shape)
    drawing.grid(ax, np.full(shape, np.nan), across, down, role="output", title=t("Output"))

    for (r, c), arrive in zip(made.places, made.arrive, strict=True):
        products = image[r : r + k, c : c + k] * slid
        stays = arrive + 1 if arrive != made.arrive[-1] else None
        for i, j in np.ndindex(k, k):
            x, y = left + j, top + i
            lifted = [(LEFT + c + j, TOP + r + i)] * (arrive - 1) + [(x, y)]
            falls = {arrive + 1: (across + c - x, down + r - y)}
            with drawing.during(ax, arrive, stays, places=lifted, sends=falls):
                drawing.cell(ax, x, y, products[i, j], role="window-1")
        with drawing.during(ax, arrive + 1, lands=products.sum()):
            drawing.number(ax, across + c, down + r, products.sum())
        said = drawing.sums(products.ravel())
        drawing.says(ax, WIDTH / 2, made.line, said.partition("=")[0] + "= ?", arrive, arrive)
        drawing.says(ax, WIDTH / 2, made.line, said, arrive + 1, stays)

    corners = [made.home] * begin + [(LEFT + c, TOP + r) for r, c in made.places for _ in (1, 2)]
    with drawing.during(ax, begin + 1, places=corners):
        x, y = corners[-1]
        for i, j in np.ndindex(k, k):
            weight = f"×{slid[i, j]}".replace("-", "\N{MINUS SIGN}")
            drawing.cell(ax, x + j, y + i, weight, role="kernel", at=WEIGHT, size=drawing.SMALL)
        drawing.window(ax, x, y, k, k)
    results = [(across, down)] * begin + [(across + c, down + r) for r, c in made.places for _ in (1, 2)]
    with drawing.during(ax, begin + 1, places=results):
        drawing.window(ax, *results[-1], 1, 1)
    return fig


def draw_kernel(t, ax, kernel, made, turn):
    """Draw the kernel beside the picture; one that turns over goes upside down, and then from left to right."""
    (x, y), k = made.home, made.k
    if not turn:
        drawing.grid(ax, kernel, x, y, role="kernel", title=t("Kernel"))
        return
    drawing.grid(ax, np.full((k, k), np.nan), x, y, role="kernel")
    for i, j in np.ndindex(k, k):
        turned = x + k - 1 - j, y + k - 1 - i
        with drawing.during(ax, places=[(x + j, y + i), (x + j, turned[1]), turned]):
            drawing.number(ax, *turned, kernel[i, j])
    titles = [("Kernel", 1, 1), ("upside down", 2, 2), ("left to right", 3, 3), ("turned kernel", 4, None)]
    for title, first, last in titles:
        with drawing.during(ax, first, last, kind="says"):
            drawing.text(ax, x + k / 2, y - 0.45, t(title))
