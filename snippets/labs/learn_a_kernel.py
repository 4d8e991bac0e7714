"""A kernel recovered by gradient descent, and a small network that learns to tell shapes apart."""

# --8<-- [start:pictures]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

file = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(file)[::4, ::4].mean(axis=2) / 255 - 0.5

file = get_sample_data("jacksboro_fault_dem.npz", asfileobj=False)
heights = np.load(file)["elevation"][::4, ::4].astype(float)
terrain = (heights - heights.min()) / np.ptp(heights) - 0.5


def patches(count):
    """Cut squares of 16x16 pixels out of the photograph."""
    corners = np.subtract(photo.shape, 15)  # where a patch may start
    places = np.random.default_rng(0).integers(corners, size=(count, 2))
    return np.array([photo[r : r + 16, c : c + 16] for r, c in places])


def windows(pictures, k):
    """Return the k*k pixels under a kernel, at each of its positions."""
    cut = sliding_window_view(pictures, (k, k), axis=(-2, -1))
    return cut.reshape(*cut.shape[:-2], k * k)


sobel = np.array([-1, 0, 1, -2, 0, 2, -1, 0, 1])  # row after row
X = windows(patches(32), 3).reshape(-1, 9)  # one window a row
Y = X @ sobel
print("windows", X.shape, "targets", Y.shape)
# --8<-- [end:pictures]

plt.switch_backend("agg")  # the build imports this file, and must not open a window


# --8<-- [start:show]
def show(panels, columns, titles, limit=None):
    """Draw small pictures; with a limit, 0 is the middle grey."""
    rows = -(-len(panels) // columns)
    fig, axes = plt.subplots(rows, columns, figsize=(4.4, 0.95 * rows))
    for ax in axes.flat:
        ax.axis("off")
    for ax, panel, title in zip(axes.flat, panels, titles, strict=False):
        ax.imshow(panel, "gray", vmin=limit and -limit, vmax=limit)
        ax.set_title(title, fontsize=11)
    fig.tight_layout()
    plt.show()


targets = Y.reshape(32, 14, 14)
show([*patches(6), *targets[:6]], 6, ["patch"] * 6 + ["target"] * 6)
# --8<-- [end:show]


# --8<-- [start:gradient]
def loss(kernel, X, Y):
    return np.mean((X @ kernel - Y) ** 2) / 2


def gradient(kernel, X, Y):
    """Return the mean of error times pixel, for each weight."""
    return X.T @ (X @ kernel - Y) / len(X)


def by_differences(function, numbers, h=1e-5):
    """Return the slope in each number: a little more, a little less."""
    slopes = np.zeros_like(numbers)
    for place in np.ndindex(numbers.shape):
        middle = numbers[place]
        numbers[place] = middle + h
        above = function()
        numbers[place] = middle - h
        slopes[place] = (above - function()) / (2 * h)
        numbers[place] = middle
    return slopes


def difference(a, b):
    return np.linalg.norm(a - b) / np.linalg.norm(b)


kernel = np.random.default_rng(0).normal(size=9)
slopes = by_differences(lambda: loss(kernel, X, Y), kernel)
print("formula    ", gradient(kernel, X, Y)[:4].round(6))
print("differences", slopes[:4].round(6))
assert difference(gradient(kernel, X, Y), slopes) < 1e-7
# --8<-- [end:gradient]


# --8<-- [start:descend]
def descend(X, Y, steps=1000, rate=1.0):
    """Start with random weights and walk downhill."""
    kernel = np.random.default_rng(0).normal(size=(9, *Y.shape[1:]))
    losses = []
    for _ in range(steps):
        losses.append(loss(kernel, X, Y))
        kernel -= rate * gradient(kernel, X, Y)
    return kernel, losses


kernel, losses = descend(X, Y)
for row in range(0, 9, 3):
    learned = " ".join(f"{w:7.4f}" for w in kernel[row : row + 3])
    print(learned, "  Sobel", sobel[row : row + 3])

furthest = np.abs(kernel - sobel).max()
best = np.linalg.lstsq(X, Y)[0]  # where the walk is going
assert np.allclose(best, sobel)
assert furthest < 0.01
assert losses[-1] < 1e-6 * losses[0]
assert np.all(np.diff(losses) < 0)  # downhill at each step

fig, ax = plt.subplots(figsize=(4.6, 2.6), layout="constrained")
ax.loglog(np.arange(1, len(losses) + 1), losses)
ax.set(xlabel="step", ylabel="loss")
plt.show()
# --8<-- [end:descend]

# --8<-- [start:elsewhere]
there = windows(terrain, 3)
wrong = difference(there @ kernel, there @ sobel)
print(f"difference on the terrain: {wrong:.2%}")
assert wrong < 0.01
# --8<-- [end:elsewhere]

# --8<-- [start:noise]
SIGMA = 0.2  # of the noise in the targets
rng = np.random.default_rng(1)
for count in (8, 32, 128):
    X = windows(patches(count), 3).reshape(-1, 9)
    noise = rng.normal(0, SIGMA, (len(X), 50))  # fifty draws
    lowest = np.linalg.lstsq(X, (X @ sobel)[:, np.newaxis] + noise)[0]
    off = np.sqrt(np.mean((lowest - sobel[:, np.newaxis]) ** 2))
    expected = SIGMA * np.sqrt(np.linalg.inv(X.T @ X).trace() / 9)
    print(f"{count:3} patches: off by {off:.3f}, expected {expected:.3f}")
    assert np.isclose(off, expected, rtol=0.2)
# --8<-- [end:noise]

# --8<-- [start:shapes]
KINDS = ["circle", "square", "triangle", "cross"]


def draw(kind, rng):
    """Draw one shape on 20x20 pixels: random place, size and noise."""
    x, y = np.meshgrid(np.arange(20.0), np.arange(20.0))
    x, y = abs(x - rng.uniform(7, 12)), y - rng.uniform(7, 12)
    size = rng.uniform(4, 6.5)
    square = np.maximum(x, abs(y))
    far = {  # how far out a pixel lies; the outline is at `size`
        "circle": np.hypot(x, y),
        "square": square,
        "triangle": np.maximum(y, (np.sqrt(3) * x - y) / 2) + 0.4 * size,
        "cross": np.where(square <= size, size + np.minimum(x, abs(y)), 99),
    }
    ink = np.clip(1.4 - abs(far[kind] - size), 0, 1)
    return ink + rng.normal(0, 0.3, ink.shape)


def draw_many(count, seed):
    rng = np.random.default_rng(seed)
    answers = np.arange(count) % 4
    return np.array([draw(KINDS[a], rng) for a in answers]), answers


train, train_answers = draw_many(800, seed=1)
test, test_answers = draw_many(400, seed=2)
show(train[:12], 6, [KINDS[a] for a in train_answers])
# --8<-- [end:shapes]


# --8<-- [start:forward]
FILTERS = 6


def fresh(seed):
    """Return random kernels and weights; biases start at 0."""
    rng = np.random.default_rng(seed)
    kernels = rng.normal(0, 1 / 5, (25, FILTERS))
    weights = rng.normal(0, 0.1, (4 * FILTERS, 4))
    return [kernels, np.zeros(FILTERS), weights, np.zeros(4)]


def forward(network, pictures):
    kernels, bias, weights, offset = network
    X = windows(pictures, 5)  # 16x16 positions a picture
    maps = np.maximum(X @ kernels + bias, 0)  # convolution, then ReLU
    tiles = maps.reshape(len(pictures), 2, 8, 2, 8, FILTERS)
    top = tiles.max(axis=(2, 4), keepdims=True)  # 8x8 max pooling
    scores = top.reshape(len(pictures), -1) @ weights + offset
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return X, tiles, top, powers / powers.sum(axis=1, keepdims=True)


def network_loss(network, pictures, answers):
    chances = forward(network, pictures)[-1]
    return -np.log(chances[np.arange(len(answers)), answers]).mean()


# --8<-- [end:forward]


# --8<-- [start:backward]
def backward(network, pictures, answers):
    """Return the gradient of the loss, in the order of the network."""
    X, tiles, top, chances = forward(network, pictures)
    wanted = np.eye(4)[answers]
    d_scores = (chances - wanted) / len(answers)
    d_weights = top.reshape(len(answers), -1).T @ d_scores
    d_top = (d_scores @ network[2].T).reshape(top.shape)
    d_tiles = d_top * (tiles == top) * (tiles > 0)  # pooling, ReLU
    d_maps = d_tiles.reshape(-1, FILTERS)
    d_kernels = X.reshape(-1, 25).T @ d_maps
    return [d_kernels, d_maps.sum(0), d_weights, d_scores.sum(0)]


network = fresh(seed=0)
few = train[:8], train_answers[:8]
for part, formula in zip(network, backward(network, *few), strict=True):
    slopes = by_differences(lambda: network_loss(network, *few), part)
    assert difference(formula, slopes) < 1e-6
    print(f"{part.size:3} numbers checked")
# --8<-- [end:backward]


# --8<-- [start:train]
def fit(network, learning, epochs=12, batch=20, rate=0.2):
    """Train the parts of the network that `learning` names, in place."""
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        for chosen in rng.permutation(800).reshape(-1, batch):
            slopes = backward(network, train[chosen], train_answers[chosen])
            for i in learning:
                network[i] -= rate * slopes[i]


def accuracy(network, pictures, answers):
    return (forward(network, pictures)[-1].argmax(1) == answers).mean()


fit(network, learning=[0, 1, 2, 3])
seen = accuracy(network, train, train_answers)
held_out = accuracy(network, test, test_answers)

control = fresh(seed=0)
fit(control, learning=[2, 3])  # the kernels stay random
control_out = accuracy(control, test, test_answers)

print(f"learned kernels: training {seen:.0%}, held out {held_out:.0%}")
print(f"random kernels:  held out {control_out:.0%}")
assert held_out > 0.9
assert held_out > control_out + 0.1
# --8<-- [end:train]

# --8<-- [start:learned]
pairs = [*fresh(seed=0)[0].T, *network[0].T]
titles = ["random"] * FILTERS + ["learned"] * FILTERS
show([kernel.reshape(5, 5) for kernel in pairs], FILTERS, titles, 0.8)
# --8<-- [end:learned]

# --8<-- [start:answers]
guesses = forward(network, test)[-1].argmax(axis=1)
show(test[:12], 6, [KINDS[guess] for guess in guesses])

table = np.zeros((4, 4), int)
np.add.at(table, (test_answers, guesses), 1)
print("drawn     answered", *KINDS)
for kind, line in zip(KINDS, table, strict=True):
    print(f"{kind:17} {line[0]:7} {line[1]:6} {line[2]:8} {line[3]:5}")
assert (table.argmax(axis=1) == np.arange(4)).all()
# --8<-- [end:answers]

plt.close("all")


def facts():
    """Numbers that the pages quote: the variables that the cells computed."""
    return {
        "furthest": np.ceil(1000 * furthest) / 1000,  # a bound: it may be too large, and not too small
        "numbers": sum(part.size for part in network),
        "pictures": len(train),
        "tested": len(test),
        "held_out": held_out,
        "control_out": control_out,
    }
