"""How everything in a figure looks: grids, windows, photograph panels and charts.

A figure is drawn in CSS pixels, once for a language. Colours are names of roles: each role has a placeholder that the
build turns into a CSS variable, so that one drawing serves the light and the dark scheme. Every role means one thing
on the whole site.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any, SupportsFloat

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Patch, Rectangle

# What each colour means. The order gives the placeholder; the values are in docs/assets/stylesheets/colours.css.
ROLES = (
    "ink",  # text and lines
    "muted",  # secondary text, axes, grid lines
    "paper",  # the page behind the figure
    "input",  # pixels of the input
    "output",  # pixels of the result
    "kernel",  # weights
    "padding",  # pixels that are not part of the picture
    "unseen",  # pixels that no window sees
    "window-1",  # a window, and whatever came out of it
    "window-2",
    "window-3",
    "window-4",
    "maximum",  # maximum pooling, in comparisons
    "mean",  # mean pooling, in comparisons
)
WINDOWS = ("window-1", "window-2", "window-3", "window-4")

CELL = 30  # px: one pixel of a drawn grid
FONT = 13  # px: labels; figures are never scaled below this size
SMALL = 11  # px: the smallest text of any figure
SIGN = 20  # px: the sign of an operation between two grids
MIDDLE = (0.5, 0.5)  # of a cell
ABOVE = 5  # what moves is drawn above what stands still
# What during() notes of a part: its steps, its place in each, where copies of it go, and the number that it brings.
NOTE = re.compile(r"(steps|says):(\d+)-(\d*)(?:@([^>=]*))?(?:>([^=]*))?(?:=(.*))?")
WIDE = re.compile(r"wide:([\d.]+),([\d.]+)")  # what a figure notes: its size at the desk, px
TALL = re.compile(r"tall:([\d.]+)")  # or how high it may become there
EXACT = "exact"  # and of a picture: every pixel is kept
BESIDE = re.compile(r"beside:(-?[\d.]+),(-?[\d.]+)")  # and of a part: how far it moves there, px


def colour(role: str) -> str:
    """Return the placeholder colour of a role.

    Parameters
    ----------
    role : str
        One of ``ROLES``.

    Returns
    -------
    str
        A colour that Matplotlib accepts, unique to the role.

    Raises
    ------
    ValueError
        If there is no such role.
    """
    if role not in ROLES:
        raise ValueError(f"role: no role is called {role!r}; the roles are {', '.join(ROLES)}")
    return f"#fe00{ROLES.index(role):02x}"


def canvas(columns: float, rows: float, cell: float = CELL, tall: float | None = None) -> tuple[Figure, Axes]:
    """Make an empty drawing whose unit is one grid cell, with the origin at the top left.

    Parameters
    ----------
    columns, rows : float
        Size in cells. Eleven columns fill a phone.
    cell : float
        Size of a cell, px. Text keeps its size, so cells under 24 px have no room for two digits.
    tall : float, optional
        How high it may become where it is shown larger, px; 690 fit a screen with the caption.

    Returns
    -------
    (Figure, Axes)
        The axes cover the whole figure; x grows to the right and y downwards.
    """
    fig = Figure(figsize=(columns * cell / 72, rows * cell / 72))
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, columns), ylim=(rows, 0))
    ax.axis("off")
    if tall:
        fig.set_gid(f"tall:{tall}")
    return fig, ax


def _add(ax: Axes, patch: Patch) -> None:
    """Add a shape that is not clipped: a drawing fills its figure, and clipping would double the size of its SVG."""
    patch.set_clip_on(False)
    ax.add_patch(patch)


def text(
    ax: Axes,
    x: float,
    y: float,
    label: str,
    *,
    role: str = "ink",
    size: float = FONT,
    ha: str = "center",
) -> None:
    """Write a label centred on a point (or starting at it, with ``ha="left"``)."""
    ax.text(x, y, label, color=colour(role), fontsize=size, ha=ha, va="center_baseline")


def grid(
    ax: Axes,
    values: np.ndarray | Sequence[Sequence[SupportsFloat | str]],
    x: float = 0,
    y: float = 0,
    *,
    role: str = "input",
    title: str | None = None,
    roles: dict[tuple[int, int], str] | None = None,
    fmt: str = "g",
    at: tuple[float, float] = MIDDLE,
) -> None:
    """Draw a grid of cells with their values.

    Parameters
    ----------
    values : 2-D array
        Numbers are written with ``fmt``; strings as they are; NaN leaves a cell empty.
    x, y : float
        Top left corner, in cells.
    role : str
        The meaning of the grid: ``input``, ``output``, ``kernel`` …
    title : str, optional
        Written above the grid, centred.
    roles : dict, optional
        Cells ``(row, column)`` that mean something else, such as ``{(0, 0): "window-1"}``.
    fmt : str
        Format of the numbers.
    at : (float, float)
        Where in its cell a number stands, across and down, as a part of the cell.
    """
    values = np.asarray(values, dtype=object)
    rows, columns = values.shape
    for r in range(rows):
        for c in range(columns):
            meaning = (roles or {}).get((r, c), role)
            cell(ax, x + c, y + r, values[r, c], role=meaning, fmt=fmt, at=at)
    _add(ax, Rectangle((x, y), columns, rows, fill=False, ec=colour("ink"), lw=1.2))
    if title is not None:
        text(ax, x + columns / 2, y - 0.45, title)


def cell(
    ax: Axes,
    x: float,
    y: float,
    value: SupportsFloat | str,
    *,
    role: str = "input",
    fmt: str = "g",
    at: tuple[float, float] = MIDDLE,
    size: float | None = None,
) -> None:
    """Draw one cell of a grid; padding is hatched, and a pixel that no window sees is crossed out."""
    _tile(ax, x, y, role)
    number(ax, x, y, value, role=role, fmt=fmt, at=at, size=size)


def _tile(ax: Axes, x: float, y: float, role: str) -> None:
    """Draw a cell without its value."""
    _add(ax, Rectangle((x, y), 1, 1, fc=(colour(role), 0.28), ec=colour("muted"), lw=0.6))
    if role == "unseen":
        along = np.array([0, 0.22, np.nan, 0.78, 1])  # the middle stays free for the value
        across = np.append(along, [np.nan, *along])
        down = np.append(along, [np.nan, *(1 - along)])
        ax.plot(x + across, y + down, color=colour("unseen"), lw=1.2, clip_on=False)


def number(
    ax: Axes,
    x: float,
    y: float,
    value: SupportsFloat | str,
    *,
    role: str = "input",
    fmt: str = "g",
    at: tuple[float, float] = MIDDLE,
    size: float | None = None,
) -> None:
    """Write the value of a cell, whose corner is told."""
    if isinstance(value, str):
        written = value
    elif np.isnan(number := float(value)):
        written = ""
    else:
        written = format(number, fmt).replace("-", "\N{MINUS SIGN}")
    if written:
        size = size or (FONT if len(written) <= 3 else SMALL)
        text(ax, x + at[0], y + at[1], written, size=size, role="muted" if role == "padding" else "ink")


def window(
    ax: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    role: str = "window-1",
    inset: float = 0.07,
    dashed: bool = False,
) -> None:
    """Draw the outline of a window; a larger inset keeps overlapping windows apart."""
    _add(
        ax,
        Rectangle(
            (x + inset, y + inset),
            width - 2 * inset,
            height - 2 * inset,
            fill=False,
            ec=colour(role),
            lw=2.4,
            ls=(0, (3, 2)) if dashed else "-",
            joinstyle="round",
        ),
    )


def glow(ax: Axes, x: float, y: float, *, role: str) -> None:
    """Draw light around a cell."""
    for width in (5, 9, 13):
        _add(ax, Rectangle((x, y), 1, 1, fill=False, ec=(colour(role), 0.16), lw=width, joinstyle="round"))


def arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    role: str = "ink",
    bend: float = 0,
) -> None:
    """Draw an arrow between two points."""
    _add(
        ax,
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=9,
            lw=1.3,
            color=colour(role),
            shrinkA=0,
            shrinkB=0,
            connectionstyle=f"arc3,rad={bend}",
        ),
    )


def line(ax: Axes, xs: Sequence[float], ys: Sequence[float], *, role: str = "ink", width: float = 1) -> None:
    """Draw a line through points, in cells."""
    ax.plot(xs, ys, color=colour(role), lw=width, clip_on=False)


def distance(ax: Axes, x: float, y: float, length: float, label: str) -> None:
    """Draw a horizontal dimension line of ``length`` cells with its label below."""
    _add(
        ax,
        FancyArrowPatch(
            (x, y),
            (x + length, y),
            arrowstyle="<|-|>",
            mutation_scale=7,
            lw=1,
            color=colour("ink"),
            shrinkA=0,
            shrinkB=0,
        ),
    )
    text(ax, x + length / 2, y + 0.42, label, size=SMALL)


def mark(ax: Axes, x: float, top: float, bottom: float) -> None:
    """Draw a thin vertical line that marks a column, such as the start of a window."""
    ax.plot([x, x], [top, bottom], color=colour("muted"), lw=0.8, ls=(0, (2, 2)), clip_on=False)


def picture(
    ax: Axes, values: np.ndarray, x: float, y: float, size: float, *, title: str | None = None, exact: bool = False
) -> None:
    """Draw a grey picture (0 to 255) into a drawing, each pixel sharp.

    Parameters
    ----------
    values : 2-D array
        Grey values. A picture that is not square keeps its shape.
    x, y : float
        Top left corner, in cells.
    size : float
        Width, in cells. Choose it so that a pixel of the picture is at least one px.
    title : str, optional
        Written above the picture, centred.
    exact : bool
        Whether the page keeps every pixel, because a script reads them. Others may change a little, and need less room.
    """
    limits = ax.get_xlim(), ax.get_ylim()
    height = size * values.shape[0] / values.shape[1]
    corners = (x, x + size, y + height, y)
    shown = ax.imshow(values, extent=corners, cmap="gray", vmin=0, vmax=255, interpolation="none", aspect="auto")
    shown.set_clip_on(False)
    if exact:
        shown.set_gid(EXACT)
    ax.set(xlim=limits[0], ylim=limits[1])
    if title is not None:
        text(ax, x + size / 2, y - 0.45, title)


def frame(ax: Axes, x: float, y: float, width: float, height: float) -> None:
    """Frame a part of a picture, so that it stands out from dark and light pixels alike."""
    for role, lw in (("paper", 3.2), ("ink", 1.2)):
        _add(ax, Rectangle((x, y), width, height, fill=False, ec=colour(role), lw=lw))


def photos(
    panels: Sequence[tuple[str, np.ndarray]],
    *,
    columns: int = 2,
    width: int = 165,
    limits: tuple[float, float] | None = (0, 255),
    cmap: str = "gray",
    framed: bool = False,
    wide: Sequence[tuple[int, int]] = (),
) -> Figure:
    """Lay out pictures as panels, each with its title above it.

    Parameters
    ----------
    panels : sequence of (title, picture)
        A picture is an ``(H, W)`` array of grey values or an ``(H, W, 3)`` array of colours. It is stored at its own
        size and enlarged by the reader's browser without smoothing, so a pooled picture shows its pixels.
    columns : int
        Panels in a row. Two of 165 px fill a phone.
    width : int
        Width of a panel, px. All panels of a figure are equally wide, and each is as high as its picture asks for.
    limits : (float, float), optional
        Values drawn as black and white; None takes each picture's own range.
    cmap : str
        Matplotlib colour map of grey pictures.
    framed : bool
        Draw a line around each panel: without it, a white picture has no border on a white page.
    wide : sequence of (column, row), optional
        Where each panel stands on a screen that has room for more of them in a row.
    """
    rows = -(-len(panels) // columns)
    gap, head = 10, 24
    height = max(round(width * p.shape[0] / p.shape[1]) for _, p in panels)
    total_w, total_h = (
        columns * width + (columns - 1) * gap,
        rows * (head + height) + (rows - 1) * gap,
    )
    fig = Figure(figsize=(total_w / 72, total_h / 72))
    low, high = limits or (None, None)
    for i, (title, picture) in enumerate(panels):
        left, top = (i % columns) * (width + gap), (i // columns) * (head + height + gap) + head
        tall = width * picture.shape[0] / picture.shape[1]
        ax = fig.add_axes((left / total_w, 1 - (top + tall) / total_h, width / total_w, tall / total_h))
        ax.axis("off")
        ax.imshow(picture, cmap=cmap, vmin=low, vmax=high, interpolation="none", aspect="auto")
        if framed:
            edge = Rectangle((0, 0), 1, 1, transform=ax.transAxes, fill=False, ec=colour("muted"))
            _add(ax, edge)
        label = fig.text(
            (left + width / 2) / total_w,
            1 - (top - head / 2) / total_h,
            title,
            color=colour("ink"),
            fontsize=FONT,
            ha="center",
            va="center_baseline",
        )
        if wide:
            column, row = wide[i]
            far = column * (width + gap) - left, row * (head + height + gap) + head - top
            for part in (ax, label):
                part.set_gid(f"beside:{far[0]},{far[1]}")
    if wide:
        columns, rows = (max(place[side] for place in wide) + 1 for side in (0, 1))
        fig.set_gid(f"wide:{columns * (width + gap) - gap},{rows * (head + height + gap) - gap}")
    return fig


def _steps(artist: Artist) -> tuple[int, int | None] | None:
    """Return the first and the last step in which an artist is visible; None if it is visible in all."""
    note = NOTE.fullmatch(artist.get_gid() or "")
    return (int(note[2]), int(note[3]) if note[3] else None) if note else None


@contextmanager
def during(
    ax: Axes,
    first: int = 1,
    last: int | None = None,
    *,
    kind: str = "steps",
    places: Sequence[tuple[float, float]] = (),
    sends: Mapping[int, tuple[float, float]] | None = None,
    lands: SupportsFloat | None = None,
) -> Iterator[None]:
    """Draw what is visible in some steps of a drawing only, or moves from step to step; the reader steps through them.

    Where nobody can step, the drawing shows its last step, with which it is complete: on paper, without scripts, in
    a file of its own. A drawing in which something moves is a scene: it begins with its first step.

    Parameters
    ----------
    first, last : int
        Steps, counted from one. Without ``last``, it stays to the end.
    kind : str
        ``steps``, or ``says`` for texts that are read out, see ``says``.
    places : sequence of (x, y)
        Where it is in each step, in cells; from the last of them on it stays. It is drawn within as it stands there.
    sends : dict, optional
        Steps in which a copy of it flies away, and how far, in cells to the right and down.
    lands : float, optional
        The number that it brings, which a reader may guess before.

    Raises
    ------
    ValueError
        If there are no such steps.
    """
    if first < 1 or (last is not None and last < first):
        raise ValueError(f"steps: {first} to {last} are none; steps count from 1, and the last is at least the first")
    note = f"{kind}:{first}-{'' if last is None else last}"
    if places:
        x, y = places[-1]
        note += "@" + ";".join(f"{start}:{_px(ax, c - x, r - y)}" for (start, _), (c, r) in _runs(places))
    if sends:
        note += ">" + ";".join(f"{step}:{_px(ax, *far)}" for step, far in sends.items())
    if lands is not None:
        note += f"={float(lands):g}"
    before = set(ax.get_children())
    yield
    for artist in ax.get_children():
        if artist not in before and artist.get_gid() is None:
            artist.set_gid(note)
            if places or sends:
                artist.set_zorder(ABOVE if places else 3)  # its shapes and its numbers are one part
    found = [(artist, steps) for artist in ax.get_children() if (steps := _steps(artist))]
    end = max((number for _, steps in found for number in steps if number), default=1)
    for artist, (_, until) in found:
        artist.set_visible(until is None or until >= end)


def _px(ax: Axes, x: float, y: float) -> str:
    """Return a way, given in cells, as ``x,y`` in px."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    size = 72 * figure.get_figwidth() / ax.get_xlim()[1]
    return f"{round(x * size, 1):g},{round(y * size, 1):g}"


def says(ax: Axes, x: float, y: float, label: str, first: int, last: int | None = None, *, ha: str = "center") -> None:
    """Write what happens in step ``first``; screen readers speak it when that step begins. It stays until ``last``."""
    with during(ax, first, last, kind="says"):
        text(ax, x, y, label, size=SMALL, ha=ha)


def sums(numbers: Sequence[float] | np.ndarray) -> str:
    """Return numbers and their sum as a line of maths, such as ``1 − 3 = −2``."""
    written = " + ".join(format(float(n), "g") for n in numbers).replace("+ -", "- ")
    return f"{written} = {float(np.sum(numbers)):g}".replace("-", "\N{MINUS SIGN}")


def _runs(looks: Sequence[object]) -> Iterator[tuple[tuple[int, int | None], Any]]:
    """Yield the steps in which something looks the same, first and last, and how it looks."""
    start = 1
    for look, run in groupby(looks):
        stop = start + len(list(run))
        yield (start, None if stop > len(looks) else stop - 1), look
        start = stop


def changing(
    ax: Axes,
    values: Sequence[np.ndarray],
    x: float,
    y: float,
    *,
    role: str = "input",
    roles: Sequence[dict[tuple[int, int], str]],
    title: str | None = None,
) -> None:
    """Draw a grid whose values or colours change from step to step.

    Parameters
    ----------
    values : sequence of 2-D arrays
        The values in each step; NaN leaves a cell empty.
    x, y, role, title
        As in ``grid``.
    roles : sequence of dict
        The cells that mean something else in each step.
    """
    rows, columns = values[0].shape
    parts = defaultdict(list)  # what is drawn, by its first and last step
    for r, c in np.ndindex(rows, columns):
        place = ax, x + c, y + r
        tiles = [cells.get((r, c), role) for cells in roles]
        numbers = ["" if np.isnan(step[r, c]) else step[r, c] for step in values]
        # Colours and numbers are drawn apart, so that a change of one does not draw the other again.
        for span, meaning in _runs(tiles):
            parts[span].append(partial(_tile, *place, meaning))
        for span, value in _runs(numbers):
            parts[span].append(partial(number, *place, value, role=tiles[0]))
    for (first, last), drawn in sorted(parts.items(), key=lambda part: (part[0][0], part[0][1] or len(values))):
        with during(ax, first, last):
            for draw in drawn:
                draw()
    _add(ax, Rectangle((x, y), columns, rows, fill=False, ec=colour("ink"), lw=1.2))
    if title is not None:
        text(ax, x + columns / 2, y - 0.45, title)


def chart(width: int = 340, height: int = 220) -> tuple[Figure, Axes]:
    """Make an empty chart, in px, with axes that look alike in all charts; colour its lines with ``colour(role)``."""
    fig = Figure(figsize=(width / 72, height / 72), layout="constrained")
    ax = fig.add_subplot()
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(colour("muted"))
    ax.tick_params(colors=colour("muted"), labelcolor=colour("ink"), labelsize=SMALL)
    ax.xaxis.label.set(color=colour("ink"), fontsize=FONT)
    ax.yaxis.label.set(color=colour("ink"), fontsize=FONT)
    ax.yaxis.labelpad = 8  # px: the numbers beside it are set larger on a phone
    ax.title.set(color=colour("ink"), fontsize=FONT)
    return fig, ax
