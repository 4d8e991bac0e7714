"""The cells of the lab that trains a network to tell digits apart; the code of networks/ stands between them."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np

# --8<-- [end:imports]
from snippets.networks.digits import draw_many
from snippets.networks.training import accuracy, backward, forward, fresh, given, loss_of, train

plt.switch_backend("agg")  # the build imports this file, and must not open a window


# --8<-- [start:show]
def show(panels, columns, titles=None, limit=None):
    """Draw small pictures, ink black; with a limit, 0 is the middle grey."""
    rows = -(-len(panels) // columns)
    size = 5.4 / columns
    height = rows * (size if titles is None else 1.25 * size)
    fig, axes = plt.subplots(rows, columns, figsize=(5.4, height))
    for ax in axes.flat:
        ax.axis("off")
    colours = "gray" if limit else "gray_r"
    titles = titles or [""] * len(panels)
    for ax, panel, title in zip(axes.flat, panels, titles, strict=False):
        ax.imshow(panel, colours, vmin=limit and -limit, vmax=limit)
        ax.set_title(title, fontsize=9)
    fig.tight_layout(pad=0.3)
    plt.show()


pictures, digits = draw_many(6000, seed=1)
held_out, held_out_digits = draw_many(2000, seed=2)
show(pictures[:30], 10)
# --8<-- [end:show]


# --8<-- [start:check]
def slopes(function, numbers, places, h=1e-5):
    """Return the slope at some places: a little more, a little less."""
    found = []
    for place in places:
        middle = numbers[place]
        numbers[place] = middle + h
        above = function()
        numbers[place] = middle - h
        found.append((above - function()) / (2 * h))
        numbers[place] = middle
    return np.array(found)


def furthest(pooling, rng):
    """Return how far differences and gradient are apart, at most."""
    few, wanted = rng.random((4, 28, 28)), np.array([3, 1, 4, 1])
    network = fresh(pooling, seed=0)
    gradients = backward(forward(network, few, pooling), wanted)
    apart = []

    def loss():
        return loss_of(given(network, few, pooling), wanted)

    for part, gradient in zip(network, gradients, strict=True):
        places = [tuple(rng.integers(part.shape)) for _ in range(5)]
        found = slopes(loss, part, places)
        apart += list(abs(found - [gradient[place] for place in places]))
    return max(apart)


for pooling in ("max", "mean", "stride"):
    count = sum(part.size for part in fresh(pooling, seed=0))
    print(f"{pooling:6} {count} numbers, some of them checked")
    assert furthest(pooling, np.random.default_rng(0)) < 1e-7
# --8<-- [end:check]

# --8<-- [start:train]
network = fresh("max", seed=0)
losses = train(network, pictures, digits, "max")

fig, ax = plt.subplots(figsize=(5.4, 2.4), layout="constrained")
ax.semilogy(losses, color="0.8")
ax.semilogy(np.convolve(losses, np.ones(50) / 50, "valid"), "k")
ax.set(xlabel="step", ylabel="loss")
plt.show()

seen = accuracy(network, pictures, digits, "max")
unseen = accuracy(network, held_out, held_out_digits, "max")
print(f"accuracy: learned from {seen:.1%}, held out {unseen:.1%}")
assert unseen > 0.97
# --8<-- [end:train]

# --8<-- [start:filters]
filters = network[0][:, 0]
show([*fresh("max", seed=0)[0][:, 0], *filters], 8, limit=abs(filters).max())
# --8<-- [end:filters]

# --8<-- [start:confusion]
answers = given(network, held_out, "max").argmax(axis=1)
table = np.zeros((10, 10), int)
np.add.at(table, (held_out_digits, answers), 1)
print("drawn  answered 0   1   2   3   4   5   6   7   8   9")
for digit, row in enumerate(table):
    print(f"{digit:5}     ", "".join(f"{count:4}" for count in row))
# --8<-- [end:confusion]

# --8<-- [start:errors]
wrong = np.flatnonzero(answers != held_out_digits)[:14]
said = [f"{held_out_digits[i]} as {answers[i]}" for i in wrong]
show(held_out[wrong], 7, said)
# --8<-- [end:errors]

plt.close("all")
