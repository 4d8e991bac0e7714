"""How much each pixel of the receptive field counts: the gradient of one output."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:gradient]
gradient = np.ones((1, 1))  # of one output, by itself
for _ in range(20):  # back through 3x3 layers of equal weights
    size = len(gradient)
    wider = np.zeros((size + 2, size + 2))
    for r in range(3):
        for c in range(3):
            wider[r : r + size, c : c + size] += gradient / 9
    gradient = wider

print(gradient.shape)
#> (41, 41)
print(f"{gradient[12:29, 12:29].sum():.0%} in the central 17x17")
#> 96% in the central 17x17
print(f"{gradient[0, 0] / gradient[20, 20]:.0e} corner over centre")
#> 7e-18 corner over centre
# --8<-- [end:gradient]

LAYERS, CHANNELS, DRAWS = 20, 8, 30
SIDE = 17  # of the central part


def random_gradient(rng, relu):
    """Return the squared gradient of one output of a network with random weights, summed over the input's channels."""
    x = rng.normal(size=(CHANNELS, 2 * LAYERS + 1, 2 * LAYERS + 1))
    weights, open_ = [], []
    for _ in range(LAYERS):
        w = rng.normal(0, np.sqrt(2 / (9 * CHANNELS)), (CHANNELS, CHANNELS, 3, 3))
        n = x.shape[1] - 2
        views = [x[:, r : r + n, c : c + n] for r in range(3) for c in range(3)]
        x = sum(np.tensordot(w[:, :, i // 3, i % 3], view, 1) for i, view in enumerate(views))
        weights.append(w)
        open_.append(x > 0 if relu else np.ones_like(x))
        x = x * open_[-1]
    back = np.zeros((CHANNELS, 1, 1))
    back[0] = 1
    for depth in reversed(range(LAYERS)):
        if depth < LAYERS - 1:  # the output itself is read before its ReLU
            back = back * open_[depth]
        n = back.shape[1]
        wider = np.zeros((CHANNELS, n + 2, n + 2))
        for r in range(3):
            for c in range(3):
                wider[:, r : r + n, c : c + n] += np.tensordot(weights[depth][:, :, r, c].T, back, 1)
        back = wider
    return (back**2).sum(axis=0)


def random_map(relu):
    """Return the mean squared gradient of many networks, made to sum to one."""
    rng = np.random.default_rng(0)
    # Every network counts equally, however large its gradient is.
    maps = [found / found.sum() for found in (random_gradient(rng, relu) for _ in range(DRAWS))]
    return np.mean(maps, axis=0)


def central(weight):
    """Return the share of the weight in the central part."""
    edge = (len(weight) - SIDE) // 2
    return weight[edge:-edge, edge:-edge].sum() / weight.sum()


def facts():
    """Numbers that the pages quote."""
    return {
        "layers": LAYERS,
        "area": SIDE**2 / len(gradient) ** 2,
        "share": central(gradient),
        "share_random": central(random_map(relu=True)),
        "channels": CHANNELS,
        "draws": DRAWS,
        "spread": np.sqrt(2 * LAYERS / 3),
    }


def figure(t):
    """Show the receptive field, and the weight in it for equal and for random weights."""
    whole = np.ones_like(gradient)
    one = random_gradient(np.random.default_rng(0), relu=True)
    panels = [
        (t("theoretical"), whole),
        (t("equal weights"), gradient),
        (t("one random network"), one),
        (t("mean of {n} networks", n=DRAWS), random_map(relu=True)),
    ]
    return drawing.photos([(title, 1 - x / x.max()) for title, x in panels], limits=(0, 1), framed=True)
