"""What a network's pooling is worth: five networks that differ in nothing else, trained with many seeds and compared.

The long runs are recorded in worth.json. This makes them again, in about five minutes on one core:

    OPENBLAS_NUM_THREADS=1 python -m snippets.networks.worth
"""

import functools
import json
from pathlib import Path

import numpy as np

from snippets.networks import digits, training
from snippets.shared import drawing

RECORD = Path(__file__).with_name("worth.json")
SEEDS = range(10)
SIZES = (300, 1000, 3000)  # drawings to learn from
STEPS = 600  # of training, for each size
TESTED = 1000  # drawings, the same for all
RATES = (0.02, 0.04, 0.08)  # of learning; each pooling gets the one that is best for it
TRIED = 100  # the seed with which the rates are tried, and which is not compared
AMOUNTS: dict[str, tuple[float, ...]] = {
    "noise": (0.2, 0.3, 0.4),  # standard deviation, where ink is 1
    "ink": (0.05, 0.1, 0.2),  # share of pixels that become ink
    "paper": (0.1, 0.2, 0.4),  # share of pixels that become paper
    "shift": (1, 2, 3),  # pixels in one of eight directions
}


def larger(x, axis):
    """Keep the larger of two neighbours along an axis, in windows that overlap."""
    a, b = x.take(range(x.shape[axis] - 1), axis), x.take(range(1, x.shape[axis]), axis)
    before = [(0, 0)] * axis + [(0, 1)] + [(0, 0)] * (3 - axis)
    after = [(0, 0)] * axis + [(1, 0)] + [(0, 0)] * (3 - axis)

    def back(d):
        return np.pad(d * (a >= b), before) + np.pad(d * (a < b), after)

    return np.maximum(a, b), back


def blur(size, dtype):
    """Return the weights of a quarter, a half and a quarter around every second pixel, mirrored at the ends."""
    weights = np.zeros((size // 2 + 1, size), dtype)
    for row, middle in enumerate(range(0, size, 2)):
        for place, share in ((middle - 1, 0.25), (middle, 0.5), (middle + 1, 0.25)):
            weights[row, size - 1 - abs(size - 1 - abs(place))] += share
    return weights


def blur_pool(x):
    """Take the maximum of all 2x2 windows, then blur and keep every second pixel (Zhang, 2019)."""
    y, back_down = larger(x, 2)
    y, back_along = larger(y, 3)
    weights = blur(y.shape[2], x.dtype)
    return weights @ y @ weights.T, lambda d: (back_down(back_along(weights.T @ d @ weights)),)


POOLINGS = ("max", "mean", "stride", "none", "blur")
training.POOLS["blur"] = blur_pool


def disturbed(pictures, kind, amount):
    """Return pictures with noise, with outliers, or moved; always the same way."""
    rng = np.random.default_rng(9)
    if kind == "noise":
        return np.clip(pictures + rng.normal(0, amount, pictures.shape), 0, 1).astype(pictures.dtype)
    if kind in ("ink", "paper"):
        return np.where(rng.random(pictures.shape) < amount, pictures.dtype.type(kind == "ink"), pictures)
    ways = [(down, along) for down in (-1, 0, 1) for along in (-1, 0, 1) if down or along]
    wide = np.pad(pictures, ((0, 0), (amount, amount), (amount, amount)))
    side = pictures.shape[1]
    places = [(amount - amount * down, amount - amount * along) for down, along in ways]
    return np.array(
        [picture[r : r + side, c : c + side] for picture, (r, c) in zip(wide, places * len(wide), strict=False)]
    )


@functools.cache
def drawn(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return drawings in single precision, which is enough here, and their digits."""
    pictures, answers = digits.draw_many(count, seed)
    return pictures.astype(np.float32), answers


def drawings(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return so many drawings of a seed; fewer are the first of more."""
    pictures, answers = drawn(max(count, SIZES[-1]), seed)
    return pictures[:count], answers[:count]


def learned(pooling, size, seed, rate, steps=STEPS):
    """Return a network that has learned from so many drawings of a seed."""
    network = [part.astype(np.float32) for part in training.fresh(pooling, seed)]
    pictures, answers = drawings(size, 1000 + seed)
    epochs = steps * 20 // size
    training.train(network, pictures, answers, pooling, seed, epochs=epochs, rate=np.float32(rate))
    return network


def measured(network, pooling, tested):
    """Return the accuracy on drawings as they are and with each disturbance."""
    pictures, answers = tested
    found = {"clean": [float(training.accuracy(network, pictures, answers, pooling))]}
    for kind, amounts in AMOUNTS.items():
        found[kind] = [
            float(training.accuracy(network, disturbed(pictures, kind, amount), answers, pooling))
            for amount in amounts
        ]
    return found


DUELS = (
    ("max", "none", "clean"),
    ("max", "none", "shift"),
    ("max", "none", "sizes"),
    ("max", "mean", "clean"),
    ("mean", "max", "ink"),
    ("blur", "max", "shift"),
)
# What the page shows: a kind of test, and which of its amounts (of the sizes, the fewest drawings).
SHOWN = {"clean": 0, "noise": 1, "ink": 1, "paper": 1, "shift": 2, "sizes": 0}


def recorded():
    """Return what the long runs gave."""
    return json.loads(RECORD.read_text("utf-8"))


def results(runs, kind):
    """Return the accuracy of each run in one of the tests that the page shows."""
    return np.array([run[kind][SHOWN[kind]] for run in runs])


def facts():
    runs = recorded()["runs"]
    found: dict[str, float] = {
        "seeds": len(runs["max"]),
        "tested": TESTED,
        "steps": STEPS,
        "most": SIZES[-1],
        "fewest": SIZES[0],
        **{kind: AMOUNTS[kind][place] for kind, place in SHOWN.items() if kind in AMOUNTS},
        "more_weights": sum(8 * 8 * 4 * factor + 8 * root for factor, root in ((1, 1), (4, 2))),
    }
    for pooling, each in runs.items():
        for kind in SHOWN:
            rate = results(each, kind)
            found[f"{pooling}_{kind}"] = 100 * rate.mean()
            found[f"{pooling}_{kind}_spread"] = 100 * rate.std(ddof=1)
    for one, other, kind in DUELS:
        better = results(runs[one], kind) > results(runs[other], kind)
        found[f"{one}_over_{other}_{kind}"] = int(better.sum())  # of runs with the same drawings
    return found


def figure(t):
    """Draw a point for each run, a row for each pooling, a group for each test."""
    runs = recorded()["runs"]
    names = {
        "max": t("maximum"),
        "mean": t("mean"),
        "blur": t("blurred maximum"),
        "stride": t("strided convolution"),
        "none": t("larger stride"),
    }
    titles = {
        "clean": t("as they are"),
        "noise": t("noise, deviation {n}", n=AMOUNTS["noise"][SHOWN["noise"]]),
        "ink": t("{n}% of pixels ink", n=round(100 * AMOUNTS["ink"][SHOWN["ink"]])),
        "paper": t("{n}% of pixels paper", n=round(100 * AMOUNTS["paper"][SHOWN["paper"]])),
        "shift": t("moved by {n} pixels", n=AMOUNTS["shift"][SHOWN["shift"]]),
        "sizes": t("learned from {n} drawings", n=SIZES[0]),
    }
    fig, ax = drawing.chart(340, 660)
    y = 0.0
    for kind, title in titles.items():
        ax.text(0.5, y, title, transform=ax.get_yaxis_transform(), ha="center", va="center", fontsize=drawing.FONT,
                color=drawing.colour("ink"))
        for pooling, name in names.items():
            y += 1.0
            role = {"max": "maximum", "mean": "mean"}.get(pooling, "ink")
            rate = 100 * results(runs[pooling], kind)
            ax.plot(rate, np.full(len(rate), y), "o", ms=3, mew=0, alpha=0.5, color=drawing.colour(role))
            ax.plot([rate.mean()] * 2, [y - 0.4, y + 0.4], lw=2, color=drawing.colour(role))
            ax.text(-0.02, y, name, transform=ax.get_yaxis_transform(), ha="right", va="center",
                    fontsize=drawing.SMALL, color=drawing.colour(role))
        y += 1.5
    ax.set(ylim=(y - 0.7, -0.7), yticks=[])
    fig.set_layout_engine("constrained", rect=(0.07, 0, 0.93, 1))  # the page's font is wider than the one measured here
    ax.set_xlabel(t("right answers, %"))
    ax.xaxis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    return fig


def main():
    """Make all runs and record them."""
    tested = drawings(TESTED, 2)
    rates = {}
    for pooling in POOLINGS:
        tries = [training.accuracy(learned(pooling, 1000, TRIED, rate), *tested, pooling) for rate in RATES]
        rates[pooling] = RATES[int(np.argmax(tries))]
    runs: dict[str, list] = {pooling: [] for pooling in POOLINGS}
    for seed in SEEDS:
        for pooling in POOLINGS:
            sizes = [learned(pooling, size, seed, rates[pooling]) for size in SIZES]
            found = measured(sizes[-1], pooling, tested)
            found["sizes"] = [float(training.accuracy(network, *tested, pooling)) for network in sizes]
            runs[pooling].append(found)
            print(seed, pooling, found, flush=True)
    RECORD.write_text(json.dumps({"rates": rates, "runs": runs}, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
