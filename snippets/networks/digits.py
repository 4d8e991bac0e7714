"""Digits drawn by strokes, as many as wanted: what the network of the lab learns from."""

import numpy as np

# --8<-- [start:shapes]
SIDE = 28  # pixels of a picture, each way
BOX = 20  # pixels of the longer side of a digit
# How people write: of each digit several ways, each some strokes, each
# stroke the points (x, y) it goes through. A corner begins a new stroke.
SHAPES = [
    [  # 0
        "50,0 20,20 12,50 20,80 50,100 80,80 88,50 80,20 50,0",
        "60,2 30,12 15,50 28,88 55,98 80,75 85,40 72,10 45,4",
    ],
    [  # 1: a bar, with a short flag, with a long one, with a foot
        "50,0 50,100",
        "22,28 50,0 | 50,0 50,100",
        "15,45 55,0 | 55,0 55,100",
        "28,22 50,0 | 50,0 50,100 | 25,100 75,100",
    ],
    [  # 2: with a corner, with a curve, with a loop
        "15,25 30,5 60,2 80,22 68,50 12,100 | 12,100 88,100",
        "18,18 50,0 80,25 60,62 12,98 | 12,98 40,90 65,98 90,92",
        "18,22 50,0 78,22 60,62 28,95 12,88 28,80 55,95 88,92",
    ],
    [  # 3: round, with a corner, flat above
        "18,14 48,0 76,22 42,46 | 42,46 84,72 50,100 12,86",
        "15,10 50,0 78,22 48,47 80,75 48,100 12,90",
        "15,0 80,0 | 80,0 42,40 | 42,40 84,66 50,100 12,88",
    ],
    [  # 4: open, closed, round
        "25,0 12,60 | 12,60 90,60 | 68,20 66,100",
        "65,0 8,68 | 8,68 92,68 | 65,0 65,100",
        "20,0 15,40 40,55 75,45 | 80,0 75,45 70,100",
    ],
    [  # 5
        "82,0 24,0 | 24,0 18,44 | 18,44 52,34 84,66 52,100 12,90",
        "85,4 50,2 26,8 22,42 | 22,42 58,40 82,66 55,96 10,94",
    ],
    [  # 6
        "74,2 36,28 16,68 44,100 80,78 56,52 18,70",
        "50,0 20,50 22,90 60,98 78,70 50,55 20,75",
    ],
    [  # 7: plain, with a bar, with a hook, round
        "12,0 88,0 | 88,0 38,100",
        "12,0 88,0 | 88,0 38,100 | 28,50 80,50",
        "12,18 14,2 | 14,2 88,2 | 88,2 55,45 45,100",
        "10,8 50,2 85,6 62,45 48,100",
    ],
    [  # 8: without lifting the pen, as two rings
        "50,46 22,22 50,0 78,22 50,46 16,76 50,100 84,76 50,46",
        "76,14 50,0 24,20 50,46 82,76 50,100 18,76 50,46 80,20 72,8",
        "50,0 24,22 50,46 76,22 50,0 | 50,46 16,74 50,100 84,74 50,46",
    ],
    [  # 9: straight, bent
        "80,26 52,0 20,28 48,54 80,26 | 80,26 76,60 70,100",
        "80,26 52,0 20,28 48,54 80,26 | 80,26 82,70 55,100 18,90",
        "78,12 45,2 20,28 46,52 80,20 | 80,20 62,100",
    ],
]


def read(way):
    """Return the strokes of one way to write a digit, as points."""
    strokes = [stroke.split() for stroke in way.split("|")]
    return [np.array([p.split(",") for p in s], float) for s in strokes]


# --8<-- [end:shapes]


# --8<-- [start:curve]
def curve(points, steps=4):
    """Return a smooth line through points (Catmull and Rom)."""
    closed = len(points) > 2 and np.array_equal(points[0], points[-1])
    ends = (points[-2:-1], points[1:2]) if closed else (points[:1], points[-1:])
    around = np.concatenate([ends[0], points, ends[1]])
    a, b, c, d = (around[i : i + len(points) - 1] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None, None]
    bend = 2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)
    line = b + t * (c - a + t * bend) / 2  # from b to c
    return np.concatenate([line.swapaxes(0, 1).reshape(-1, 2), points[-1:]])


# --8<-- [end:curve]


# --8<-- [start:fit]
def fit(strokes):
    """Move strokes to the middle of the picture, the longer side BOX."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = BOX / max((high - low).max(), 1e-9)
    return [(s - (low + high) / 2) * scale + SIDE / 2 for s in strokes]


# --8<-- [end:fit]


def resampling(size, low, high, scale):
    """Return the weights with which SIDE pixels are made of `size`."""
    middle = np.arange(SIDE) + 0.5 - SIDE / 2
    far = abs((middle / scale + (low + high) / 2)[:, None] - np.arange(size) - 0.5)
    reach = max(1, 1 / scale)  # of a pixel; one that is made of many takes the mean
    return np.maximum(1 - far / reach, 0) / reach


def fit_picture(ink):
    """Move the ink of a picture to the middle, as large as `fit` would.

    The ink of a line reaches about a pixel further than the line.
    """
    dark = ink > ink.max() / 4
    rows, columns = (np.flatnonzero(dark.any(axis=axis)) for axis in (1, 0))
    box = [(rows[0], rows[-1] + 1), (columns[0], columns[-1] + 1)]
    scale = (BOX + 2) / max(high - low for low, high in box)
    down, along = (resampling(size, *part, scale) for size, part in zip(ink.shape, box, strict=True))
    picture = down @ ink @ along.T
    return picture / picture.max()


# --8<-- [start:render]
def render(strokes, width=2.2, soft=1.0):
    """Return the ink of strokes: full near a line, none far away."""
    start = np.concatenate([s[:-1] for s in strokes], dtype=np.float32)
    along = np.concatenate([s[1:] for s in strokes], dtype=np.float32) - start
    middle = np.arange(SIDE, dtype=np.float32) + np.float32(0.5)  # of the pixels
    x, y = middle - start[:, :1], middle - start[:, 1:]
    length = np.maximum((along**2).sum(axis=1), np.float32(1e-9))[:, None, None]
    # At t = 0 a pixel is nearest to the start of a segment, at 1 to its end.
    dot = (y * along[:, 1:])[:, :, None] + (x * along[:, :1])[:, None, :]
    t = np.clip(dot / length, 0, 1)
    far = (y * y)[:, :, None] + (x * x)[:, None, :] + t * (t * length - 2 * dot)
    far = np.sqrt(np.maximum(far.min(axis=0), 0))
    return np.clip((width / 2 - far) / soft + 0.5, 0, 1, dtype=np.float32)


# --8<-- [end:render]


# --8<-- [start:draw]
def write(digit, rng):
    """Return the lines of a digit, as one hand writes it once."""
    ways = SHAPES[digit]
    strokes = read(ways[rng.integers(len(ways))])
    # Move each point; strokes that meet in a point still meet there.
    points = np.concatenate(strokes)
    points, which = np.unique(points, axis=0, return_inverse=True)
    points = (points + rng.normal(0, 4.5, points.shape))[which.ravel()]
    ends = np.cumsum([len(stroke) for stroke in strokes])[:-1]
    strokes = [curve(stroke) for stroke in np.split(points, ends)]
    angle = np.deg2rad(rng.uniform(-15, 15))
    turn = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    slant = [[rng.uniform(0.6, 1.3), rng.uniform(-0.4, 0.15)], [0, 1]]
    strokes = fit([stroke @ np.dot(turn, slant).T for stroke in strokes])
    # A reader's drawing fits exactly. These do not, so that it matters less.
    scale, shift = rng.uniform(0.85, 1.1), rng.uniform(-2, 2, 2)
    return [(s - SIDE / 2) * scale + SIDE / 2 + shift for s in strokes]


def with_gap(strokes, rng):
    """Return the lines without a piece of one: the pen left the paper."""
    chosen = rng.integers(len(strokes))
    start = rng.integers(len(strokes[chosen]))
    pieces = strokes[chosen][:start], strokes[chosen][start + 1 :]
    left = [piece for piece in pieces if len(piece) > 1] or [strokes[chosen]]
    return strokes[:chosen] + left + strokes[chosen + 1 :]


def draw(digit, rng):
    """Return a picture of a digit; two are never the same."""
    strokes = write(digit, rng)
    if rng.random() < 0.2:
        strokes = with_gap(strokes, rng)
    ink = render(strokes, rng.uniform(1.4, 4.5), rng.uniform(1, 3.5))
    noise = rng.uniform(0, 0.15) if rng.random() < 0.5 else 0
    return np.clip(ink + noise * rng.standard_normal(ink.shape), 0, 1)


def draw_many(count, seed):
    """Return pictures (count, 28, 28), the digits taking turns; and which."""
    rng = np.random.default_rng(seed)
    digits = np.arange(count) % 10
    return np.array([draw(digit, rng) for digit in digits]), digits


# --8<-- [end:draw]
