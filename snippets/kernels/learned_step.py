"""One step of training, small enough to follow by hand."""

# --8<-- [start:numpy]
import numpy as np

# --8<-- [end:numpy]
from snippets.shared import drawing

# --8<-- [start:step]
image = np.array([[1, 0, 2], [3, 1, 0], [0, 2, 4]])
kernel = np.array([[1, 2], [0, -1]])
target = np.array([[-3, 1], [0, 1]])


def slide(grid, weights):
    """Slide the weights over the grid, multiply and add."""
    output = np.zeros((2, 2))
    for r in range(2):
        for c in range(2):
            output[r, c] = np.sum(grid[r:r + 2, c:c + 2] * weights)
    return output


error = slide(image, kernel) - target
gradient = slide(image, error)
after = kernel - 0.1 * gradient
loss = np.sum(error**2) / 2
loss_after = np.sum((slide(image, after) - target) ** 2) / 2

print(error)
#> [[ 3.  3.]
#>  [ 3. -4.]]
print(gradient)
#> [[ 8.  9.]
#>  [ 4. -7.]]
print(after)
#> [[ 0.2  1.1]
#>  [-0.4 -0.3]]
print(f"loss {loss:.2f}, afterwards {loss_after:.2f}")
#> loss 21.50, afterwards 6.29
# --8<-- [end:step]

WEIGHTS = ((0, 0), (0, 1), (1, 0), (1, 1))


def products(row, column):
    """Return error times pixel at each position, for one weight."""
    return (error * image[row : row + 2, column : column + 2]).ravel().astype(int)


def facts():
    """Numbers that the pages quote."""
    names = ("first", "second", "third", "fourth")
    return {
        **{f"{name}_product": product for name, product in zip(names, products(0, 0), strict=True)},
        "first_gradient": gradient[0, 0],
        "bias_gradient": error.sum(),
        "loss": loss,
        "loss_after": loss_after,
    }


def figure(t):
    """Show the error, the four pixels that each weight met, and the step."""
    fig, ax = drawing.canvas(13.4, 15.4, cell=26)
    grids = (
        (0.1, t("Input"), image, "input"),
        (4, t("Output"), slide(image, kernel), "output"),
        (7.7, t("Target"), target, "output"),
        (11.3, t("Error"), error, "output"),
    )
    for x, title, values, role in grids:
        drawing.grid(ax, values, x, 1.2, role=role, title=title)
    for x, sign in ((3.55, "→"), (6.85, "\N{MINUS SIGN}"), (10.5, "=")):
        drawing.text(ax, x, 2.2, sign, size=drawing.FONT if sign == "→" else drawing.SIGN)

    drawing.text(ax, 6.7, 5.5, t("the pixels that each weight met"))
    colours = dict(zip(WEIGHTS, drawing.WINDOWS, strict=True))
    for place, (row, column) in enumerate(WEIGHTS):
        x, role = 0.1 + 3.4 * place, colours[row, column]
        drawing.grid(ax, image, x, 6.1, roles={(row + r, column + c): role for r, c in WEIGHTS})
        drawing.window(ax, x + column, 6.1 + row, 2, 2, role=role)
        terms = "".join(f"{n:+d}" for n in products(row, column)).removeprefix("+")
        total = f"{terms} = {gradient[row, column]:.0f}".replace("-", "\N{MINUS SIGN}")
        drawing.text(ax, x + 1.5, 9.65, total, size=drawing.SMALL)

    drawing.grid(ax, kernel, 0.9, 12.4, role="kernel", title=t("Kernel"))
    drawing.text(ax, 4.2, 13.4, "\N{MINUS SIGN} 0.1 ×", size=16)
    drawing.grid(ax, gradient, 5.6, 12.4, roles=colours, title=t("Gradient"))
    drawing.text(ax, 8.7, 13.4, "=", size=drawing.SIGN)
    drawing.grid(ax, after, 9.9, 12.4, role="kernel", title=t("New kernel"))
    return fig
