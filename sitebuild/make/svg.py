"""Makes a Matplotlib figure fit for a page: SVG in the page's colours and font, photographs as files of their own.

Matplotlib writes SVG that stands alone: fixed colours, its own fonts, ids that clash with those of the next figure,
pictures inside the text, where no browser could keep them, and style attributes, which the site's policy refuses. The
styles become classes, since the cells of a figure share a few of them; delivery/stylesheet.py writes their rules.
"""

import base64
import functools
import hashlib
import io
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sitebuild.core import cache
from sitebuild.core.project import CACHE, DOCS, ROOT
from sitebuild.language.labels import translator
from sitebuild.language.numbers import per_cent_left
from sitebuild.make import snippet
from sitebuild.make.job import Job, digest, sources

FONTS = DOCS / "assets" / "fonts"
FACES = ("vazirmatn-latin-wght-normal", "vazirmatn-arabic-wght-normal", "noto-sans-math")  # as figures.css names them
DIGIT = 0.72  # the height of a digit of these faces, as a part of their size
# How far a figure shrinks with its column before it scrolls. Two photographs then fit a screen of 320 px.
FITS = 0.847
# At the desk a figure is drawn larger, up to the column of the text, its cells and its words up to these.
COLUMN = 688  # px
CELL = 56  # px
WORDS = 16.5  # px: what drawing.FONT becomes there
TALL = 1010  # px
STEPS = re.compile(r"(?:steps|says):\d+-.*")  # as during() of snippets/shared/drawing.py writes it
CHANGES = {
    "data-steps",
    "data-moves",
    "data-sends",
    "data-beside",
}  # what a part has that changes its look or its place


def make(job: Job, labels: dict[str, str]) -> dict[str, Any]:
    """Return the figure of a snippet, drawn, and which labels it used."""
    import matplotlib
    from matplotlib.figure import Figure

    used: dict[str, str] = {}
    # A text keeps the face that is set when it is made. All else is as Matplotlib has it by itself: neither a style of
    # whoever builds the site nor what another snippet has set before may be seen.
    looks = {**matplotlib.rcParamsDefault, "backend": "agg", "font.family": faces()}
    with snippet.loaded(job, "figure") as module, matplotlib.rc_context(looks):
        figure = module.figure(translator(job.language, labels, used))
        if not isinstance(figure, Figure):
            raise TypeError(f"it returned {snippet.said(figure)}; end it with `return fig`")
        return {**drawn(figure, re.sub(r"\W+", "-", job.name)), "labels": used}


@functools.cache
def faces() -> list[str]:
    """Return the names of the faces that pages show figures in, which Matplotlib then knows: it measures what is seen.

    Matplotlib reads no WOFF2, and tells fonts apart by the names of their families, which the two of Vazirmatn share.
    """
    from matplotlib.font_manager import fontManager

    for name in FACES:
        folder = CACHE / "faces"
        key = digest(sources(Path(__file__)) | {FONTS / f"{name}.woff2"})
        kept = cache.recall(folder / f"{name}.json", key)
        if kept is None:
            kept = {"ttf": base64.b64encode(face(name)).decode()}
            cache.store(folder / f"{name}.json", key, kept)
        data, file = base64.b64decode(kept["ttf"]), folder / f"{name}.ttf"
        if not file.is_file() or file.read_bytes() != data:  # it may be damaged, as anything in the cache
            cache.write(file, data)
        fontManager.addfont(str(file))
    return [*FACES, "DejaVu Sans"]  # the last has what the site's own lack


def face(name: str) -> bytes:
    """Return a face of the site as Matplotlib can read it, with its own name as that of its family."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / f"{name}.woff2", recalcTimestamp=False)
    font.flavor = None
    # Matplotlib centres a line by the height that the face says of it. Vazirmatn leaves room for marks above Persian
    # letters, with which a digit would stand too low in its cell.
    font["hhea"].ascent = font["OS/2"].sTypoAscender = round(DIGIT * font["head"].unitsPerEm)
    for record in font["name"].names:
        if record.nameID in (1, 16):  # the family
            record.string = name
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def drawn(figure: Any, prefix: str) -> dict[str, Any]:
    """Return a Matplotlib figure as SVG for a page, and its photographs as files of their own."""
    import matplotlib

    from snippets.shared.drawing import EXACT

    rc: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": prefix}
    rc["text.parse_math"] = False  # it neither shapes nor orders Persian
    for artist in figure.findobj(lambda a: STEPS.fullmatch(a.get_gid() or "")):
        artist.set_visible(True)  # the page shows each in its steps
    out = io.StringIO()
    with matplotlib.rc_context(rc):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    images: dict[str, str] = {}

    def extracted(match: re.Match[str]) -> str:
        name, data = webp(base64.b64decode(match["png"]), prefix, exact=match["id"] == EXACT)
        images[name] = base64.b64encode(data).decode()
        return f'href="{{assets}}{name}"'

    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'(?:xlink:)?href="data:image/png;base64,\s*(?P<png>[^"]+)"(?: id="(?P<id>[^"]*)")?', extracted, svg)
    svg, styles = tidy(svg, prefix, enlarged(figure))
    return {"svg": svg, "images": images, "styles": styles}


def enlarged(figure: Any) -> float:
    """Return how many times as large a figure is shown where there is room for it.

    Axes that fill their figure are a canvas() of snippets/shared/drawing.py, whose unit is a cell.
    """
    from snippets.shared import drawing

    width, height = 72 * figure.get_size_inches()
    said = figure.get_gid() or ""
    wide, tall = drawing.WIDE.fullmatch(said), drawing.TALL.fullmatch(said)
    limits = [COLUMN / float(wide[1]), TALL / float(wide[2])] if wide else [COLUMN / width, TALL / height]
    if tall:
        limits.append(float(tall[1]) / height)
    for ax in figure.axes:
        if ax.get_position().bounds == (0, 0, 1, 1):
            left, right = ax.get_xlim()
            limits.append(CELL * (right - left) / width)
    return min(limits) if wide else max(1, min(limits))


def webp(png: bytes, prefix: str, *, exact: bool = False) -> tuple[str, bytes]:
    """Return a picture as WebP, with a name made of its content.

    Small pictures keep every pixel, as do those that a script reads, and those that need fewer bytes that way, such as
    black edges on white. The larger one is, the smaller it is drawn beside its size, and the less a single pixel shows.
    """
    from PIL import Image

    def saved(**how: Any) -> bytes:
        out = io.BytesIO()
        picture.save(out, "WEBP", **how)
        return out.getvalue()

    picture: Image.Image = Image.open(io.BytesIO(png))
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    area = picture.width * picture.height
    if exact or area <= 96 * 96:
        data = saved(lossless=True, quality=100, method=6)
    else:
        quality = 90 if area <= 128 * 128 else 76 if area <= 320 * 320 else 60
        data = min(saved(quality=quality, method=6), saved(lossless=True, quality=75, method=4), key=len)
    return f"{prefix}-{hashlib.sha256(data).hexdigest()[:8]}.webp", data


def tidy(svg: str, prefix: str, scale: float = 1) -> tuple[str, dict[str, str]]:
    """Make Matplotlib's SVG fit for a page: colours become variables, ids unique, numbers short, text the page's.

    Parameters
    ----------
    svg : str
        The drawing as Matplotlib writes it.
    prefix : str
        What its ids begin with.
    scale : float
        How many times as large it is shown at the desk.

    Returns
    -------
    svg : str
        The drawing.
    styles : dict
        The style that each of its classes stands for.
    """
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from snippets.shared.drawing import FONT, ROLES

    svg = re.sub(r' xmlns(:\w+)?="[^"]*"|xlink:', "", svg)
    root = ElementTree.fromstring(re.sub(r"<(metadata|style)\b.*?</\1>", "", svg, flags=re.DOTALL))
    width, height = (f"{float(n):g}" for n in root.attrib["viewBox"].split()[2:])
    rearranged = beside(root, float(width), float(height))
    last, scene = stepped(root)
    used = set(re.findall(r"#([\w-]+)", " ".join(re.findall(r'url\(#[^)]*|href="#[^"]*', svg))))
    for element in root.iter():
        if element.tag == "text" and element.text:
            element.text = per_cent_left(element.text)
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            value = re.sub(
                r"#fe00([0-9a-f]{2})", lambda m: f"var(--fig-{ROLES[int(m[1], 16)]})", " ".join(value.split())
            )
            value = re.sub(
                r"font: (?:[\w-]+ )*?([\d.]+px) [^;]*|font-family: [^;]*;? ?",
                r"font-size: \1" * ("font: " in value),
                value,
            )
            # By these, a photograph of 600 rows is made smaller, and a drawing of 600 px brought to another size.
            digits = 6 if value.startswith(("matrix(", "--beside")) else 2
            value = re.sub(rf"(?<=\d)\.(\d{{{digits}}})\d+", r".\1", value).replace("; stroke-linejoin: miter", "")
            if name in ("id", "clip-path", "href"):
                value = re.sub(r"^(url\(#|#|)(?!\{)", rf"\1{prefix}-", value)
            element.set(name, value)
        if element.tag == "text":
            centre(element)
    flatten(root)
    gather(root)
    looks = [f"min-width: {FITS * float(width):.0f}px", f"--fine: {WORDS / (FONT * scale):.2f}"]
    if rearranged:
        looks += [f"--wide: {scale * rearranged[0]:.0f}px", f"--wide-shape: {rearranged[0]:g}/{rearranged[1]:g}"]
    else:
        looks.append(f"--wide: {scale * float(width):.0f}px")
    root.set("style", "; ".join(looks))
    styles = classed(root)
    inside = "".join(ElementTree.tostring(child, "unicode").strip() for child in root)
    head = f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head += f' class="{root.attrib["class"]}" role="img"' + ' preserveAspectRatio="xMinYMin"' * bool(rearranged)
    if last:
        head += f' data-last="{last}"' + ' data-scene=""' * scene
    return f"{head}{{described}}>{inside}</svg>", styles


def beside(root: ElementTree.Element, width: float, height: float) -> tuple[float, float] | None:
    """Mark the parts of a drawing that stand elsewhere at the desk; return its size there, or None if none do.

    The view box stays, and the browser fits it into the other shape, left and top. From this size the parts are brought
    to theirs, and each to its place.
    """
    from snippets.shared.drawing import BESIDE, WIDE

    sizes = [(float(found[1]), float(found[2])) for e in root.iter() if (found := WIDE.fullmatch(e.get("id", "")))]
    if not sizes:
        return None
    ((across, down),) = sizes
    bring = max(width / across, height / down)
    for element in root.iter():
        if place := BESIDE.fullmatch(element.get("id", "")):
            element.set("data-beside", "")
            element.set("style", f"--beside: scale({bring:.4f}) translate({place[1]}px, {place[2]}px)")
    return across, down


def centre(text: ElementTree.Element) -> None:
    """Have a text stand where it stands in any size: it is placed by the middle of its digits, not by its base line.

    The stylesheet sets words and numbers each in their size.
    """
    size = re.search(r"font-size: ([\d.]+)px", text.get("style", ""))
    assert size, text.attrib
    text.set("y", f"{float(text.get('y', 0)) - DIGIT / 2 * float(size[1]):.2f}")
    text.set("dy", f"{DIGIT / 2}em")
    kind = "numbers" if re.fullmatch(r"[^\W_a-z]{1,2}|[\W\d]{1,5}", text.text or "") else "words"
    shown = f"{size[1]}px*var(--{kind},1)"
    # A long number has no room in its cell to be larger.
    is_long = kind == "numbers" and len(text.text or "") > 3
    shown = f"calc({shown})" if is_long else f"max({shown},var(--least,0px))"
    text.set("style", text.attrib["style"].replace(size[0], f"font-size: {shown}"))


def classed(root: ElementTree.Element) -> dict[str, str]:
    """Give each element a class in place of its style attribute; return what each class stands for.

    A name is made of its style, so that a browser that still has the last stylesheet shows no other colour.
    """
    styles: dict[str, str] = {}
    for element in root.iter():
        if style := element.attrib.pop("style", ""):
            style = re.sub(r"\s*([;:,])\s*", r"\1", style.strip().rstrip(";"))
            name = "s" + hashlib.sha256(style.encode()).hexdigest()[:6]
            assert styles.setdefault(name, style) == style, f"two styles have one name: {style!r}, {styles[name]!r}"
            element.attrib = {"class": name, **element.attrib}
    return styles


def flatten(element: ElementTree.Element) -> None:
    """Take out the groups that carry nothing and the space between elements."""
    children = []
    for child in element:
        flatten(child)
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    element[:] = [c for c in children if c.tag not in ("defs", "g") or len(c)]
    if element.tag != "text":
        element.text = None
    element.tail = None


def stepped(root: ElementTree.Element) -> tuple[int, bool]:
    """Mark what changes in the steps with what it does in them; return the last step, and whether something moves.

    What the last step does not show is hidden. Where something moves, the drawing begins with its first step instead.
    """
    from snippets.shared.drawing import NOTE

    found = [(e, match) for e in root.iter() if (match := NOTE.fullmatch(e.get("id", "")))]
    numbers = [n for _, match in found for n in (match[2], match[3], *re.findall(r"(\d+):", match[4] or "")) if n]
    last = max(map(int, numbers), default=0)
    scene = any(match[4] or match[5] for _, match in found)
    for element, match in found:
        kind, first, until, moves, sends, lands = match.groups()
        until = "" if until == str(last) else until
        if kind == "says":
            element.set("data-says", first)
        if first != "1" or until:
            element.set("data-steps", f"{first}-{until}")
        if moves:
            element.set("data-moves", moves)
            element.set("transform", f"translate({moves.split(';')[0].split(':')[1]})")
        for name, value in (("data-sends", sends), ("data-lands", lands)):
            if value:
                element.set(name, value)
        if first != "1" if scene else until:
            element.set("visibility", "hidden")
    return last, scene


def gather(root: ElementTree.Element) -> None:
    """Make one group of neighbours that do the same in the same steps, and one path of those that look the same."""
    for element in list(root.iter()):
        children: list[ElementTree.Element] = []
        for child in element:
            steps = children[-1].attrib if children else {}
            # Text that is read out keeps a group for each line.
            if CHANGES & steps.keys() and "data-says" not in steps and steps == child.attrib:
                children[-1].extend(child)
            else:
                children.append(child)
        element[:] = children
    for group in root.iter("g"):
        if CHANGES & group.attrib.keys():
            paths: list[ElementTree.Element] = []
            for child in group:
                before = paths[-1].attrib if paths else {}
                if child.tag == "path" and {**before, "d": ""} == {**child.attrib, "d": ""}:
                    before["d"] += " " + child.attrib["d"]
                else:
                    paths.append(child)
            group[:] = paths
