"""Maximum and mean pooling, measured on a photograph, terrain and drawn strokes."""

# --8<-- [start:pictures]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

file = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(file).mean(axis=2)

file = get_sample_data("jacksboro_fault_dem.npz", asfileobj=False)
heights = np.load(file)["elevation"]
terrain = 255 * (heights - float(heights.min())) / np.ptp(heights)

letter = np.zeros((64, 64))  # a K in strokes of one pixel
i = np.arange(22)
letter[10:54, 20] = 255
letter[31 - i, 21 + i] = 255
letter[32 + i, 21 + i] = 255
letters = np.tile(letter, (4, 4))  # a page of sixteen

pictures = {
    "photograph": photo,
    "its negative": 255 - photo,
    "terrain": terrain,
    "terrain, negative": 255 - terrain,
    "bright letters": letters,
    "dark letters": 255 - letters,
}
for name, picture in pictures.items():
    print(f"{name:18} {picture.shape}  mean {picture.mean():5.1f}")
# --8<-- [end:pictures]

plt.switch_backend("agg")  # the build imports this file, and must not open a window


# --8<-- [start:pool]
def windows(picture, k):
    """Return the k*k pixels of each window; a remainder is dropped."""
    rows, columns = picture.shape[0] // k, picture.shape[1] // k
    whole = picture[: rows * k, : columns * k]
    tiles = whole.reshape(rows, k, columns, k).swapaxes(1, 2)
    return tiles.reshape(rows, columns, k * k)


def maximum(picture, k=2):
    return windows(picture, k).max(axis=2)


def mean(picture, k=2):
    return windows(picture, k).mean(axis=2)


P = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])
assert (maximum(P) == [[6, 5], [7, 9]]).all()
assert (mean(P) == [[3.5, 2], [2.5, 6]]).all()
# --8<-- [end:pool]


# --8<-- [start:show]
def show(title, picture, k):
    """Draw a picture and what the two poolings make of it."""
    panels = {
        title: picture,
        f"maximum, {k}×{k}": maximum(picture, k),
        f"mean, {k}×{k}": mean(picture, k),
    }
    fig, axes = plt.subplots(1, 3, figsize=(4.8, 1.9))
    for ax, (label, panel) in zip(axes, panels.items(), strict=True):
        ax.imshow(panel, cmap="gray", vmin=0, vmax=255)
        ax.set_title(label)
        ax.set(xticks=[], yticks=[])
    fig.tight_layout()
    plt.show()


def tell(what, high, even, form="5.1f"):
    """Print what the maximum gave and what the mean gave."""
    print(f"{what:25} max {high:{form}}  mean {even:{form}}")


face = photo[20:340, 90:410]
show("photograph", face, 8)
# --8<-- [end:show]

# --8<-- [start:brightness]
level = photo.mean()
level_max, level_mean = maximum(photo).mean(), mean(photo).mean()
print(f"mean of the photograph        {level:.1f}")
tell("after pooling", level_max, level_mean)

assert np.isclose(level_mean, level)  # the size divides by two
assert level_max > level
# --8<-- [end:brightness]

# --8<-- [start:contrast]
cases = [(name, k) for name in pictures for k in (2, 4, 8)]
raised = raised_relative = 0
for name, k in cases:
    picture = pictures[name]
    high, even = maximum(picture, k), mean(picture, k)
    if k == 2:
        tell(f"{name} ({picture.std():.1f})", high.std(), even.std())
    gain = high.std() / picture.std()
    raised += int(gain > 1)
    raised_relative += int(gain > high.mean() / picture.mean())
    assert even.std() < picture.std()

print(f"the maximum raised it in {raised} of {len(cases)} cases")
print(f"and raised the spread over the mean in {raised_relative}")

spread = photo.std()
spread_max, spread_mean = maximum(photo).std(), mean(photo).std()
relative = spread / level
relative_max = spread_max / level_max
relative_mean = spread_mean / level_mean
tell(f"over mean ({relative:.2f})", relative_max, relative_mean, "5.2f")
negative_max = maximum(255 - photo).std()
letters_before, letters_max = letters.std(), maximum(letters).std()
assert negative_max < spread_mean < spread < spread_max
assert raised_relative == 0

grey = 100 + letters / 2  # the letters on a grey ground
high = maximum(grey)
assert high.std() / high.mean() > grey.std() / grey.mean()
# --8<-- [end:contrast]


# --8<-- [start:sharp]
def steepness(picture):
    """Return the mean length of the gradient."""
    down, right = np.gradient(picture)
    return np.hypot(down, right).mean()


steeper = 0
for name, k in cases:
    high = steepness(maximum(pictures[name], k))
    even = steepness(mean(pictures[name], k))
    steeper += int(high > even)
    if k == 2:
        tell(name, high, even)

print(f"the maximum is steeper in {steeper} of {len(cases)} cases")

steep_max = steepness(maximum(photo))
steep_mean = steepness(mean(photo))
steep_one = steepness(photo[::2, ::2])  # the first pixel of each window
print(f"photograph, no pooling, every second pixel: {steep_one:.1f}")
assert steep_one > steep_max > steep_mean
# --8<-- [end:sharp]

# --8<-- [start:lines]
line = np.zeros((8, 8))
line[:, 3] = 1  # one pixel wide
bright_max, bright_mean = np.ptp(maximum(line)), np.ptp(mean(line))
line = 1 - line
dark_max, dark_mean = np.ptp(maximum(line)), np.ptp(mean(line))
tell("bright line, height kept", bright_max, bright_mean, "4.0%")
tell("dark line, height kept", dark_max, dark_mean, "4.0%")

show("dark strokes", 255 - letter, 2)
assert (maximum(255 - letters) == 255).all()  # not one stroke is left
# --8<-- [end:lines]

# --8<-- [start:sparse]
rng = np.random.default_rng(0)
points = np.where(rng.random((512, 512)) < 0.01, 1.0, 0)
high, even = maximum(points), mean(points)

active = (points > 0).mean()
active_pooled = (high > 0).mean()
print(f"active: {active:.1%}, after pooling {active_pooled:.1%}")

height_max, height_mean = high[high > 0].mean(), even[even > 0].mean()
tell("height of active windows", height_max, height_mean, "4.0%")

assert ((high > 0) == (even > 0)).all()
assert np.isclose(active_pooled, 1 - 0.99**4, atol=0.002)
# --8<-- [end:sparse]

# --8<-- [start:noise]
noise = np.random.default_rng(0).normal(size=(1000, 1000))
high, even = maximum(noise), mean(noise)
noise_mean_max = high.mean()
noise_var = noise.var()
noise_var_max, noise_var_mean = high.var(), even.var()
tell("mean of pooled noise", noise_mean_max, abs(even.mean()), "5.2f")
tell("variance of pooled noise", noise_var_max, noise_var_mean, "5.2f")

exact_mean = 3 / np.sqrt(np.pi) * (1 / 2 + np.arcsin(1 / 3) / np.pi)
exact_var = 1 + np.sqrt(3) / np.pi - exact_mean**2
print(f"exactly: mean {exact_mean:.4f}, variance {exact_var:.4f}")

assert np.isclose(noise_mean_max, exact_mean, atol=0.01)
assert np.isclose(noise_var_max, exact_var, atol=0.01)
assert np.isclose(even.mean(), 0, atol=0.01)
assert np.isclose(noise_var_mean, 1 / 4, atol=0.01)
# --8<-- [end:noise]


# --8<-- [start:errors]
def noisy(picture):
    rng = np.random.default_rng(1)
    return picture + rng.normal(0, 25, picture.shape)


def bright_outliers(picture):
    hit = np.random.default_rng(2).random(picture.shape) < 0.01
    return np.where(hit, 255, picture)


def dark_outliers(picture):
    hit = np.random.default_rng(3).random(picture.shape) < 0.01
    return np.where(hit, 0, picture)


def error(pool, disturb):
    """Return the RMS of pooled disturbed minus pooled clean."""
    return np.sqrt(np.mean((pool(disturb(photo)) - pool(photo)) ** 2))


noise_error_max = error(maximum, noisy)
noise_error_mean = error(mean, noisy)
bright_error_max = error(maximum, bright_outliers)
bright_error_mean = error(mean, bright_outliers)
dark_error_max = error(maximum, dark_outliers)
dark_error_mean = error(mean, dark_outliers)
tell("noise", noise_error_max, noise_error_mean)
tell("bright outliers", bright_error_max, bright_error_mean)
tell("dark outliers", dark_error_max, dark_error_mean)

assert noise_error_max > 2 * noise_error_mean
assert bright_error_max > 3 * bright_error_mean
assert dark_error_mean > 3 * dark_error_max
show("bright outliers", bright_outliers(face), 4)
# --8<-- [end:errors]


# --8<-- [start:learning]
def learned_weight(pool, disturb):
    """Fit clean = weight * disturbed + bias by least squares."""
    disturbed, clean = pool(disturb(photo)), pool(photo)
    return np.polyfit(disturbed.ravel(), clean.ravel(), 1)[0]


weight_max = learned_weight(maximum, bright_outliers)
weight_mean = learned_weight(mean, bright_outliers)
dark_weight_max = learned_weight(maximum, dark_outliers)
dark_weight_mean = learned_weight(mean, dark_outliers)
tell("weight, bright outliers", weight_max, weight_mean, "6.3f")
tell("weight, dark outliers", dark_weight_max, dark_weight_mean, "6.3f")

assert abs(weight_max - 1) > 10 * abs(weight_mean - 1)
assert abs(dark_weight_max - 1) < abs(dark_weight_mean - 1)
# --8<-- [end:learning]

# --8<-- [start:found]
rng = np.random.default_rng(0)
sigmas = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2]
found_max, found_mean = [], []
for sigma in sigmas:
    empty = rng.normal(0, sigma, (200_000, 4))
    point = rng.normal(0, sigma, (200_000, 4))
    point[:, 0] += 1  # one of the four pixels is a bright point
    high = (point.max(axis=1) > empty.max(axis=1)).mean()
    even = (point.mean(axis=1) > empty.mean(axis=1)).mean()
    assert (high > even) == (sigma <= 1)
    tell(f"found at noise {sigma}", high, even, "6.1%")
    found_max.append(high)
    found_mean.append(even)

faint, faint_max, faint_mean = sigmas[2], found_max[2], found_mean[2]
# --8<-- [end:found]


# --8<-- [start:score]
def relative_error(pool, disturb, picture):
    """Return the spread of the error over that of the clean result."""
    clean = pool(picture)
    if np.ptp(clean) == 0:
        return np.inf  # nothing is left of the picture
    return (pool(disturb(picture)) - clean).std() / clean.std()


compared = won_max = 0
for name, picture in pictures.items():
    for disturb in (noisy, bright_outliers, dark_outliers):
        high = relative_error(maximum, disturb, picture)
        even = relative_error(mean, disturb, picture)
        compared += 1
        won_max += int(high < even)
        what = disturb.__name__.replace("_outliers", "")
        tell(f"{name}, {what}", high, even, "5.3f")

print(f"the maximum is nearer in {won_max} of {compared} cases")
# --8<-- [end:score]


# --8<-- [start:shift]
def change(pool, step):
    """Return how much a shift changes, over the spread."""
    before, after = pool(photo), pool(np.roll(photo, step, axis=1))
    return np.sqrt(np.mean((after - before) ** 2)) / before.std()


shift_max, shift_mean = change(maximum, 1), change(mean, 1)
tell("shift by one pixel", shift_max, shift_mean, "4.0%")

row = np.array([[0, 0, 1, 1, 0, 0, 1, 1]] * 2)
shifted = np.roll(row, 1, axis=1)
row_max, row_mean = maximum(row)[0], mean(row)[0]
shifted_max, shifted_mean = maximum(shifted)[0], mean(shifted)[0]
print("row    ", row_max, row_mean)
print("shifted", shifted_max, shifted_mean)

moved = np.roll(photo, 2, axis=1)  # the result moves along
assert (maximum(moved) == np.roll(maximum(photo), 1, axis=1)).all()
assert (mean(moved) == np.roll(mean(photo), 1, axis=1)).all()
# --8<-- [end:shift]


# --8<-- [start:gradient]
def ties(picture):
    """Return the share of windows with more than one maximum."""
    four = windows(picture, 2)
    largest = four.max(axis=2, keepdims=True)
    return ((four == largest).sum(axis=2) > 1).mean()


tied, tied_letters = ties(photo), ties(letters)
print(f"ties: photograph {tied:.0%}, letters {tied_letters:.0%}")


def caught(disturb):
    """Return how often an outlier gets the gradient of its window."""
    struck = windows(disturb(photo) != photo, 2)  # who is an outlier
    winner = windows(disturb(photo), 2).argmax(axis=2)[..., np.newaxis]
    wins = np.take_along_axis(struck, winner, axis=2)
    return wins[struck.any(axis=2)].mean()


caught_bright = caught(bright_outliers)
caught_dark = caught(dark_outliers)
print(f"winners: bright {caught_bright:.1%}, dark {caught_dark:.1%}")
assert caught_bright > 0.99 > 0.05 > caught_dark
# --8<-- [end:gradient]

plt.close("all")


def facts():
    """Numbers that the pages quote: the variables that the cells computed."""
    names = """
        level level_max level_mean
        spread spread_max spread_mean negative_max letters_before letters_max
        relative relative_max relative_mean raised raised_relative
        steep_max steep_mean steep_one steeper bright_max bright_mean dark_max dark_mean
        active active_pooled height_max height_mean
        noise_mean_max noise_var noise_var_max noise_var_mean exact_mean exact_var
        noise_error_max noise_error_mean
        bright_error_max bright_error_mean dark_error_max dark_error_mean
        weight_max weight_mean dark_weight_max dark_weight_mean
        faint faint_max faint_mean compared won_max
        shift_max shift_mean row_max shifted_max shifted_mean
        tied tied_letters caught_bright caught_dark
    """
    return {"cases": len(cases), **{name: globals()[name] for name in names.split()}}
