"""Draws the mark of the site, a window on a grid, as the logo and the icons that browsers and phones ask for.

Its shapes stand here once, in numbers, and become an SVG and pictures of each size.
"""

import io
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from sitebuild.make.colours import palette

SIDE = 24  # of the drawing; all lengths below are in its units
CELLS = [(3 + 6.5 * column, 3 + 6.5 * row) for row in range(3) for column in range(3)]
CELL = 5
SEEN = {0, 1, 3, 4}  # the cells that the window is on
WINDOW = (1.9, 1.9, 15.6, 15.6)
STROKE = 1.6
FAINT = 0.45  # opacity of the cells outside the window

FOLDER = "assets/icons/"


def colours() -> tuple[str, str, str]:
    """Return the colours of the tile, of the cells on it and of the window: those of the windows in the figures."""
    return palette("light")["window-1"], "white", palette("dark")["window-2"]


def svg(tile: bool) -> str:
    """Return the mark as SVG: on a tile, a file of its own; or for a page, in the page's colours."""
    blue, white, orange = colours()
    x0, y0, x1, y1 = WINDOW
    back = f'<rect width="{SIDE}" height="{SIDE}" rx="4" fill="{blue}"/>' if tile else ""
    ink, line = (white, orange) if tile else ("var(--fig-ink)", "var(--fig-window-2)")
    head = 'xmlns="http://www.w3.org/2000/svg"' if tile else 'aria-hidden="true"'
    cells = "".join(
        f'<path fill="{ink}" fill-opacity="{opacity}" d="'
        + "".join(f"M{x:g} {y:g}h{CELL}v{CELL}h-{CELL}z" for i, (x, y) in enumerate(CELLS) if (i in SEEN) == seen)
        + '"/>'
        for seen, opacity in ((True, 1), (False, FAINT))
    )
    window = (
        f'<rect x="{x0}" y="{y0}" width="{x1 - x0:g}" height="{y1 - y0:g}" rx="1.6" fill="none" '
        f'stroke="{line}" stroke-width="{STROKE}"/>'
    )
    return f'<svg {head} viewBox="0 0 {SIDE} {SIDE}">{back}{cells}{window}</svg>'


def png(size: int) -> bytes:
    """Return the mark on its tile as PNG; phones round its corners themselves."""
    scale = 4 * size / SIDE  # four times too large, then shrunk, so that edges are smooth
    blue, white, orange = colours()
    picture = Image.new("RGB", (4 * size, 4 * size), blue)
    draw = ImageDraw.Draw(picture)
    ink, tile = ImageColor.getrgb(white), ImageColor.getrgb(blue)
    faint = tuple(round(FAINT * a + (1 - FAINT) * b) for a, b in zip(ink, tile, strict=True))
    for i, (x, y) in enumerate(CELLS):
        box = [scale * v for v in (x, y, x + CELL, y + CELL)]
        draw.rounded_rectangle(box, 0.7 * scale, fill=white if i in SEEN else faint)
    half = STROKE / 2
    outer = [scale * v for v in (WINDOW[0] - half, WINDOW[1] - half, WINDOW[2] + half, WINDOW[3] + half)]
    draw.rounded_rectangle(outer, 1.6 * scale, outline=orange, width=round(STROKE * scale))
    out = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def write(site: Path) -> None:
    """Write the files that browsers and phones ask for beside the other assets."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "icon.svg").write_text(svg(tile=True) + "\n", "utf-8")
    (folder / "icon.png").write_bytes(png(180))  # what phones take for their home screen
