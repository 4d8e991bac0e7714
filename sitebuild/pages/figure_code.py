"""Offers the code of each figure: the snippet file itself, and a zip in which it runs without the rest of the project.

The zip holds the snippet, what it imports of ``snippets/``, what that reads, such as a photograph, and a script that
draws the figure in the site's light colours. Galleries offer their example file alone, which here would stop at its
first import.
"""

from pathlib import Path

from sitebuild.core import cache
from sitebuild.core.archive import zipped
from sitebuild.core.messages import stop
from sitebuild.core.project import ROOT, SNIPPETS
from sitebuild.core.sources import read
from sitebuild.make.colours import palette
from sitebuild.make.job import sources
from sitebuild.pages import includes
from sitebuild.pages.figures import FOLDER

DPI = 144  # two pixels for each px of the figure on the page
DRAW = '''\
"""Draws {name}.png, the figure that the page shows: `python draw.py`. It needs NumPy and Matplotlib."""

import matplotlib

matplotlib.use("agg")  # draw into files, without a window

from {package} import {name}
from {drawing} import drawing

COLOURS = {colours}


def t(label, **values):
    """Fill values into a label, which on the page is also translated."""
    return label.format(**{{key: str(value).replace("-", "\\N{{MINUS SIGN}}") for key, value in values.items()}})


drawing.colour = COLOURS.__getitem__  # on the page, a colour is a name that the stylesheet knows
matplotlib.rcParams["text.parse_math"] = False  # labels are plain text
{name}.figure(t).savefig("{name}.png", dpi={dpi}, transparent=True, facecolor=COLOURS["paper"])
'''


def plain(source: Path) -> str:
    """Return a snippet file without the marks of its regions, which say something to pages only."""
    lines = read(source).splitlines()
    return "\n".join(line for line in lines if not includes.START.match(line) and not includes.END.match(line)) + "\n"


def held(path: Path) -> bytes:
    """Return a file as the zip holds it: code, or a photograph that the code reads."""
    return plain(path).encode() if path.suffix == ".py" else path.read_bytes()


def folder(name: str) -> dict[str, bytes]:
    """Return the files of the zip of a figure by their paths."""
    source = SNIPPETS / f"{name}.py"
    needed = sorted(path for path in sources(source) if path.is_relative_to(SNIPPETS) or path.suffix == ".webp")
    drawing = next((path.parent.relative_to(ROOT) for path in needed if path.name == "drawing.py"), None)
    if drawing is None:
        what = "the figure is drawn without snippets/shared/drawing.py, which knows the site's colours"
        raise stop((source, 1), what, "import it, and draw with it: from snippets.shared import drawing")
    stem = source.stem
    script = DRAW.format(
        name=stem,
        package=".".join(source.parent.relative_to(ROOT).parts),
        drawing=".".join(drawing.parts),
        colours="{\n" + "".join(f'    "{role}": "{code}",\n' for role, code in palette("light").items()) + "}",
        dpi=DPI,
    )
    files = {f"{stem}/draw.py": script.encode()}
    return files | {f"{stem}/{path.relative_to(ROOT).as_posix()}": held(path) for path in needed}


def write(names: set[str], site: Path) -> None:
    """Write the code of some figures into the site."""
    for name in sorted(names):
        target = site / FOLDER / name
        if not target.with_suffix(".zip").exists():
            cache.write(target.with_suffix(".py"), plain(SNIPPETS / f"{name}.py").encode())
            cache.write(target.with_suffix(".zip"), zipped(folder(name)))
