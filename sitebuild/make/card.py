"""Draws the card of a page: the picture beside its address in a message.

Material's own cards need Cairo, fetch a font from another server and know a page by its title alone. These are drawn by
what draws the figures, and show the page's own.
"""

import base64
import functools
import io
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from sitebuild.core.project import DOCS
from sitebuild.language.labels import translator
from sitebuild.make import logo, snippet
from sitebuild.make.colours import palette
from sitebuild.make.job import Job, Words

WIDTH, HEIGHT = 1200, 630  # px: the size that sites which show cards ask for
MARGIN = 64  # px of paper on each side
COLUMN = 496  # px: width of the place for the words
PICTURE = 508  # px: width of the place for the figure
TITLE = range(84, 38, -2)  # px: the title takes the first size at which it fits
LINES = 3  # of a title, at most
SMALL = 28  # px: the names of the chapter and of the site
ICON = 52  # px
LARGEST = 2  # how far a small figure is enlarged
SMALLEST = 1.08  # a figure that is too tall for this shows its upper part instead
FADE = 120  # px over which that part ends
LETTERING, PHOTOGRAPH = 32, 128  # colours of the words and of the picture

FONTS = DOCS / "assets" / "fonts"
REGULAR, BOLD = 400, 700
# Height of a line in sizes of its font; Persian letters reach further up and down.
LEADING = {"en": 1.2, "fa": 1.45}
PERSIAN = "[\u0600-\u06ff\u200c-\u200f]"  # what the font of Persian has; the Makefile lists it
Colour = tuple[int, ...]


# ---- words


@functools.cache
def font(script: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    """Return the font of a script as the site serves it, in a size and a weight."""
    file = FONTS / f"vazirmatn-{script}-wght-normal.woff2"
    found = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
    found.set_variation_by_axes([weight])
    return found


def runs(text: str) -> list[tuple[str, str]]:
    """Split a Persian text into stretches, each with the script whose font has its signs.

    The Persian font has neither a space nor signs that both scripts use, such as a colon. Each of these is a stretch of
    its own, since a line is drawn stretch by stretch in the order of reading.
    """
    found = re.findall(rf"{PERSIAN}+|[A-Za-z](?:[ -~]*[A-Za-z0-9])?|[0-9]+|.", text)
    return [(stretch, "arabic" if re.match(PERSIAN, stretch) else "latin") for stretch in found]


class Line:
    """A line of words of a card."""

    def __init__(self, text: str, language: str, size: float, weight: int) -> None:
        self.rtl = language == "fa"
        parts = runs(text) if self.rtl else [(text, "latin")]
        self.parts = [(part, font(script, size, weight)) for part, script in parts]
        self.width = sum(face.getlength(part, **shaping(part)) for part, face in self.parts)

    def draw(self, draw: ImageDraw.ImageDraw, edge: float, y: float, colour: str) -> tuple[float, float, float, float]:
        """Draw the line from the edge where reading begins, on a base line; return left, top, right and bottom."""
        x = edge - self.width if self.rtl else edge
        boxes = []
        for part, face in reversed(self.parts):  # from left to right, whatever the order of reading
            boxes.append(draw.textbbox((x, y), part, face, "ls", **shaping(part)))
            draw.text((x, y), part, colour, face, "ls", **shaping(part))
            x += face.getlength(part, **shaping(part))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def shaping(part: str) -> dict[str, Any]:
    """Return how a stretch is shaped: from left to right if it has Latin letters or digits."""
    latin = re.search("[A-Za-z0-9]", part)
    return {"direction": "ltr", "language": "en"} if latin else {"direction": "rtl", "language": "fa"}


# ---- the title


def broken(title: str, lines: int) -> Iterator[list[str]]:
    """Yield every way to set a title in so many lines; a word with a hyphen may be broken after it."""
    words = title.replace("-", "- ").split()
    for ends in combinations(range(1, len(words)), lines - 1):
        parts = zip((0, *ends), (*ends, len(words)), strict=True)
        yield [" ".join(words[a:b]).replace("- ", "-") for a, b in parts]


def fitted(title: str, width: Callable[[str], float], leading: float, height: float) -> tuple[int, list[str]]:
    """Return the size of a title and its lines: as large as it fits, in lines that are as equal as they can be.

    Parameters
    ----------
    title : str
        The title.
    width : callable
        Gives the width of a line at a size of one.
    leading, height : float
        Height of a line at a size of one; what all lines have together.

    Raises
    ------
    ValueError
        If it is too long for the smallest size.
    """
    ways = [way for lines in range(1, LINES + 1) for way in broken(title, lines)]
    widest = [max(width(line) for line in way) for way in ways]
    for size in TITLE:
        fits = [i for i, way in enumerate(ways) if size * widest[i] <= COLUMN and size * leading * len(way) <= height]
        if fits:
            best = min(fits, key=lambda i: (len(ways[i]), widest[i]))
            return size, ways[best]
    raise ValueError(f"the title {title!r} does not fit on a card in {LINES} lines; shorten it")


# ---- drawing


def lettering(words: Words) -> tuple[Image.Image, list[tuple[float, float, float, float]]]:
    """Return a card with its words alone, and where each line of them stands: left, top, right and bottom, px."""
    colours = palette("light")
    persian = words.language == "fa"
    edge = WIDTH - MARGIN if persian else MARGIN
    card = Image.new("RGB", (WIDTH, HEIGHT), colours["paper"])
    draw = ImageDraw.Draw(card)

    def width(text: str) -> float:
        return Line(text, words.language, 100, BOLD).width / 100

    def written(
        x: float, y: float, text: str, size: float, role: str, weight: int
    ) -> tuple[float, float, float, float]:
        return Line(text, words.language, size, weight).draw(draw, x, y, colours[role])

    leading = LEADING[words.language]
    foot = HEIGHT - MARGIN - ICON
    above = 2 * SMALL if words.chapter else 0
    size, lines = fitted(words.title, width, leading, foot - MARGIN - above - SMALL)
    top = (MARGIN + foot - SMALL - above - size * leading * len(lines)) / 2
    boxes = []
    if words.chapter:
        boxes.append(written(edge, top + SMALL, words.chapter, SMALL, "window-1", BOLD))
    for i, line in enumerate(lines):
        boxes.append(written(edge, top + above + size * (leading * (i + 0.5) + 0.35), line, size, "ink", BOLD))
    if words.site:
        beside = edge + (-1 if persian else 1) * (ICON + 18)
        boxes.append(written(beside, foot + ICON / 2 + 0.35 * SMALL, words.site, SMALL, "muted", REGULAR))
    icon = rounded(logo.png(4 * ICON)).resize((ICON, ICON), Image.Resampling.LANCZOS)
    card.paste(icon, (edge - ICON if persian else edge, foot), icon)
    return card, boxes


def rounded(png: bytes) -> Image.Image:
    """Return a square picture with round corners."""
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    corners = Image.new("L", picture.size)
    side = picture.width
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, side - 1, side - 1), side / 6, fill=255)
    picture.putalpha(corners)
    return picture


def pictured(figure: Callable[[], Any]) -> Image.Image:
    """Return a figure of the page as large as its place, or its upper part where it is tall.

    Parameters
    ----------
    figure : callable
        Draws it, with ``drawing.colour`` giving colours and no placeholders.
    """
    import matplotlib
    from matplotlib.transforms import Bbox

    from snippets.shared import drawing

    module: Any = drawing
    colours = palette("light")
    place = HEIGHT - 2 * MARGIN
    placeholder = module.colour
    with matplotlib.rc_context({"text.parse_math": False}):
        module.colour = colours.__getitem__
        try:
            shown = figure()
            width, height = 72 * shown.get_size_inches()
            scale = min(PICTURE / width, LARGEST)
            if height * scale > place:
                scale = place / height if place / height >= SMALLEST else scale
            out = io.BytesIO()
            # Without this margin a line on the edge would be cut in half; the rest of it is trimmed below.
            whole = Bbox.from_bounds(0, 0, width / 72, height / 72).padded(2 / 72)
            shown.savefig(out, format="png", dpi=72 * scale, facecolor=colours["paper"], bbox_inches=whole)
        finally:
            module.colour = placeholder
    picture = Image.open(out).convert("RGB")
    paper = ImageColor.getrgb(colours["paper"])
    return trimmed(shortened(picture, place, paper), paper)


def trimmed(picture: Image.Image, paper: Colour) -> Image.Image:
    """Return a picture without the paper around it, so that what is drawn stands in the middle of its place."""
    return picture.crop(ImageChops.difference(picture, Image.new("RGB", picture.size, paper)).getbbox())


def shortened(picture: Image.Image, height: int, paper: Colour) -> Image.Image:
    """Return as much of a picture as the height holds: its upper rows of panels, or a part that fades into paper."""
    if trimmed(picture, paper).height <= height:
        return picture
    import numpy as np

    empty = np.all(np.asarray(picture)[:height] == paper, axis=(1, 2))
    edges = np.flatnonzero(np.diff(empty, prepend=False, append=False))
    gaps = [(end - start, start) for start, end in zip(edges[::2], edges[1::2], strict=True) if start > height / 2]
    if gaps:  # the widest is between panels; narrower ones are between a panel and its title
        return picture.crop((0, 0, picture.width, int(max(gaps)[1])))
    kept = picture.crop((0, 0, picture.width, height))
    veil = Image.linear_gradient("L").resize((picture.width, FADE))
    kept.paste(Image.new("RGB", (picture.width, FADE), paper), (0, height - FADE), veil)
    return kept


def grid(side: int) -> Image.Image:
    """Return the mark without its tile, for a page that has no figure."""
    colours, (blue, _, orange) = palette("light"), logo.colours()
    whole = 4 * side  # drawn larger and shrunk, so that edges are smooth
    picture = Image.new("RGB", (whole, whole), colours["paper"])
    draw = ImageDraw.Draw(picture)
    first, last = logo.WINDOW[0] - logo.STROKE / 2, logo.CELLS[-1][0] + logo.CELL
    unit = whole / (last - first)
    ink, paper = ImageColor.getrgb(blue), ImageColor.getrgb(colours["paper"])
    faint = tuple(round(0.3 * a + 0.7 * b) for a, b in zip(ink, paper, strict=True))
    for i, (x, y) in enumerate(logo.CELLS):
        box = [unit * (v - first) for v in (x, y, x + logo.CELL, y + logo.CELL)]
        draw.rounded_rectangle(box, 0.7 * unit, fill=ink if i in logo.SEEN else faint)
    window = [0.0, 0.0, *(unit * (v + logo.STROKE / 2 - first) for v in logo.WINDOW[2:])]
    draw.rounded_rectangle(window, 1.6 * unit, outline=orange, width=round(logo.STROKE * unit))
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def make(job: Job, labels: dict[str, str]) -> dict[str, Any]:
    """Return the card of a page as PNG in Base64, which the cache can hold, and which labels its figure used."""
    assert job.words, "a card has words"
    used: dict[str, str] = {}
    card, _ = lettering(job.words)
    if job.name:
        with snippet.loaded(job, "figure") as module:
            t = translator(job.language, labels, used)
            picture = pictured(lambda: module.figure(t))
    else:
        picture = grid(420)
    middle = MARGIN + PICTURE // 2 if job.language == "fa" else WIDTH - MARGIN - PICTURE // 2
    place = (middle - picture.width // 2, (HEIGHT - picture.height) // 2)
    return {"png": packed(card, picture, place), "labels": used}


def packed(card: Image.Image, picture: Image.Image, place: tuple[int, int]) -> str:
    """Return a card with its picture as a PNG of few colours, in Base64.

    The words and the picture have colours of their own: a photograph would take all and turn the mark grey.
    """
    words = card.quantize(LETTERING, dither=Image.Dither.NONE)
    shown = picture.quantize(PHOTOGRAPH, dither=Image.Dither.NONE)
    colours = (words.getpalette() or [])[: 3 * LETTERING]
    colours += [0] * (3 * LETTERING - len(colours)) + (shown.getpalette() or [])[: 3 * PHOTOGRAPH]
    words.paste(shown.point([min(i + LETTERING, 255) for i in range(256)]), place)
    words.putpalette(colours)
    out = io.BytesIO()
    words.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()
