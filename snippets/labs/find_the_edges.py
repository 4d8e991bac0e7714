"""Edges of a photograph: Sobel, thresholds, noise, and a small Canny."""

# --8<-- [start:pictures]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

file = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(file).mean(axis=2).round()[170:278, 204:312]  # grey

rows, columns = np.mgrid[-48:48, -48:48] + 0.5  # from the centre
disc = 80 + 80 * np.clip(30.5 - np.hypot(rows, columns), 0, 1)


def show(**panels):
    """Draw pictures side by side; what is True is black on white."""
    fig, axes = plt.subplots(1, len(panels), figsize=(4.8, 1.9))
    for ax, (title, picture) in zip(axes, panels.items(), strict=True):
        edges = picture.dtype == bool
        ax.imshow(
            255 * ~picture if edges else picture,
            cmap="gray",
            interpolation="nearest" if edges else None,
            vmin=0,
            vmax=255,
        )
        ax.set_title(title.replace("_", " "))
        ax.set(xticks=[], yticks=[])
    fig.tight_layout()
    plt.show()


# --8<-- [end:pictures]

plt.switch_backend("agg")  # the build imports this file, and must not open a window


# --8<-- [start:sobel]
def views(picture):
    """Return the nine shifted views of a picture, [row][column]."""
    rows, columns = picture.shape
    padded = np.pad(picture, 1, mode="edge")
    return [
        [padded[r : r + rows, c : c + columns] for c in range(3)]
        for r in range(3)
    ]


def sobel(picture):
    """Return the slope down and to the right, in grey levels a pixel."""
    (a, b, c), (d, _, e), (f, g, h) = views(picture)
    down = (f + 2 * g + h) - (a + 2 * b + c)
    right = (c + 2 * e + h) - (a + 2 * d + f)
    return down / 8, right / 8


ramp = 3.0 * np.arange(8)[:, np.newaxis] + 4.0 * np.arange(8)
down, right = sobel(ramp)
assert (down[1:-1, 1:-1] == 3).all()
assert (right[1:-1, 1:-1] == 4).all()

down, right = sobel(photo)
show(
    photograph=photo,
    slope_to_the_right=128 + 2 * right,
    slope_down=128 + 2 * down,
)
# --8<-- [end:sobel]

# --8<-- [start:direction]
steepness = np.hypot(down, right)
strength = np.minimum(steepness / 40, 1)
hue = np.arctan2(down, right) / (2 * np.pi) % 1
coloured = 255 * plt.cm.hsv(hue)[..., :3] * strength[..., np.newaxis]
show(steepness=255 * strength, with_direction=coloured.astype(np.uint8))

# On a bright disc the way up is the way to its centre.
slopes = sobel(disc)
edge = np.hypot(*slopes) > 10
up = np.arctan2(*slopes)[edge]
off = np.angle(np.exp(1j * (up - np.arctan2(-rows, -columns)[edge])), deg=True)
print(f"on the disc, off by {abs(off).mean():.1f} degrees on average")
assert abs(off).mean() < 3
# --8<-- [end:direction]

# --8<-- [start:threshold]
counts = {}
for threshold in (4, 12, 36):
    edges = steepness > threshold
    counts[threshold] = edges.sum()
    share = edges.mean()
    print(f"threshold {threshold:2}: {share:3.0%} of the pixels")

show(**{f"threshold_{t}": steepness > t for t in counts})
assert counts[4] > 4 * counts[36]
# --8<-- [end:threshold]


# --8<-- [start:score]
def grow(mask):
    """Return the pixels that are set or have a set neighbour."""
    return np.any(views(mask), axis=(0, 1))


inside = disc > 120
rim = grow(inside) & grow(~inside)  # the edge runs between its pixels


def score(edges):
    """Return precision and recall, with one pixel of tolerance."""
    right = (edges & grow(rim)).sum() / max(edges.sum(), 1)
    found = (rim & grow(edges)).sum() / rim.sum()
    return right, found


clean = np.hypot(*sobel(disc)) > 10
assert score(clean) == (1, 1)

noisy = disc + np.random.default_rng(0).normal(0, 40, disc.shape)
steep = np.hypot(*sobel(noisy))
for threshold in (15, 30, 45):
    right, found = score(steep > threshold)
    print(f"threshold {threshold}: {right:.0%} right, {found:.0%} found")

show(noisy_disc=noisy, threshold_45=steep > 45)
# --8<-- [end:score]


# --8<-- [start:smooth]
def smooth(picture, sigma):
    """Blur with a Gaussian, along the rows and then along the columns."""
    reach = round(3 * sigma)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    for _ in range(2):
        padded = np.pad(picture, [(0, 0), (reach, reach)], mode="edge")
        n = picture.shape[1]
        moved = (w * padded[:, i : i + n] for i, w in enumerate(weights))
        picture = sum(moved).T
    return picture


def best(picture):
    """Return the best F1 of all thresholds, with its precision and recall."""
    steep = np.hypot(*sobel(picture))
    tried = []
    for threshold in np.linspace(0, steep.max(), 200, endpoint=False):
        right, found = score(steep > threshold)
        f1 = 2 * right * found / max(right + found, 1e-9)
        tried.append((f1, right, found))
    return max(tried)


balance = {}
for sigma in (0, 0.5, 1, 2, 4, 8):
    blurred = smooth(noisy, sigma) if sigma else noisy
    f1, right, found = best(blurred)
    balance[sigma] = f1
    print(f"sigma {sigma:3}: {right:4.0%} right, {found:4.0%} found, {f1:.2f}")

show(**{f"sigma_{s}": smooth(noisy, s) for s in (1, 2, 8)})
assert balance[2] > 0.95 > max(balance[0], balance[8])
# --8<-- [end:smooth]


# --8<-- [start:thin]
def thin(down, right):
    """Keep the steepness of ridges: nothing along the slope is steeper."""
    steep = np.hypot(down, right)
    (a, b, c), (d, _, e), (f, g, h) = views(steep)
    step = np.round(np.arctan2(down, right) / (np.pi / 4)).astype(int) % 4
    ahead = np.choose(step, [e, h, g, f])
    behind = np.choose(step, [d, a, b, c])
    return np.where((steep > behind) & (steep >= ahead), steep, 0)


slopes = sobel(smooth(photo, 1))
thick, ridge = np.hypot(*slopes), thin(*slopes)
for threshold in (4, 12):
    before, after = (thick > threshold).mean(), (ridge > threshold).mean()
    print(f"above {threshold:2}: {before:.0%} of the pixels, thinned {after:.0%}")
    assert after < before / 2
show(thick=thick > 12, thinned=ridge > 12, thinned_above_4=ridge > 4)
# --8<-- [end:thin]


# --8<-- [start:canny]
def canny(picture, sigma, low, high):
    """Return the ridges above low that hang together with one above high."""
    ridge = thin(*sobel(smooth(picture, sigma)))
    edges = ridge > high
    while True:
        grown = grow(edges) & (ridge > low)
        if (grown == edges).all():
            return edges
        edges = grown


edges = canny(photo, 1, 4, 12)
strong, weak = ridge > 12, ridge > 4
print(f"{strong.mean():.0%} strong, {edges.mean():.0%} kept, {weak.mean():.0%} weak")
assert edges[strong].all()
assert weak[edges].all()
show(steep_pixels=thick > 12, edges=edges)
# --8<-- [end:canny]

# --8<-- [start:disc]
def contest(picture, low=6, high=14):
    """Return scores and edges of high alone, low alone, and Canny."""
    ridge = thin(*sobel(smooth(picture, 2)))
    tried = ridge > high, ridge > low, canny(picture, 2, low, high)
    return [score(edges) for edges in tried], tried


scores, tried = contest(noisy)
for name, (right, found) in zip(["high", "low", "Canny"], scores, strict=True):
    print(f"{name:5} {right:4.0%} right, {found:4.0%} found")
show(high_alone=tried[0], low_alone=tried[1], Canny=tried[2])

worst = []
for seed in range(1, 21):  # twenty other draws of the noise
    noise = np.random.default_rng(seed).normal(0, 40, disc.shape)
    scores, _ = contest(disc + noise)
    worst.append([min(pair) for pair in scores])
high, low, both = np.mean(worst, axis=0)
print(f"the worse of the two: {high:.0%}, {low:.0%}, {both:.0%}")
assert both > 0.95 > max(high, low)
# --8<-- [end:disc]

plt.close("all")
