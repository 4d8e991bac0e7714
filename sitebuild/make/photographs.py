"""Cuts the photographs of the explorers to 512 x 512 grey pixels: `make photographs`. No build does.

A part of each, 216 x 216, is that of the arena, where three pictures stand side by side; a part of the portrait is that
of the dive.

The portrait is the one of the lessons, which comes with Matplotlib. The others come with scikit-image, a large package
that only this command needs; it is read as a file, not installed.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

from matplotlib.cbook import get_sample_data
from PIL import Image

from sitebuild.core.project import ROOT
from snippets.convolution.field_photo import LEFT, SIZE, TOP

FOLDER = ROOT / "docs/assets/photographs"
SIDE = 512
SMALL = 216
PARTS = {"portrait": (74, 156), "photographer": (60, 130), "bricks": (0, 0)}  # first row and column of the arena's part
ABOVE = 40  # rows of the portrait that are left out
FACE = LEFT, TOP - ABOVE, LEFT + SIZE, TOP - ABOVE + SIZE  # of the portrait, the part that VGG-16 is shown
# With their SHA-256: each system has a package of its own, with these same two pictures.
FROM_SCIKIT_IMAGE = {
    "photographer": ("skimage/data/camera.png", "b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a"),
    "bricks": ("skimage/data/brick.png", "7966caf324f6ba843118d98f7a07746d22f6a343430add0233eca5f6eaaa8fcf"),
}


def cut(picture: Image.Image, top: int = 0) -> Image.Image:
    """Return a square of the picture's rows from `top` on, in grey."""
    return picture.convert("L").crop((0, top, SIDE, top + SIDE))


def main(wheel: Path) -> None:
    """Write every photograph as WebP, which is a fifth of the bytes of PNG."""
    photographs = {"portrait": cut(Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)), ABOVE)}
    with zipfile.ZipFile(wheel) as package:
        for name, (path, known) in FROM_SCIKIT_IMAGE.items():
            data = package.read(path)
            if hashlib.sha256(data).hexdigest() != known:
                raise SystemExit(f"{path} of {wheel.name} is not the picture whose sum is known here")
            photographs[name] = cut(Image.open(io.BytesIO(data)))
    FOLDER.mkdir(exist_ok=True)
    for name, photograph in photographs.items():
        photograph.save(FOLDER / f"{name}.webp", quality=80, method=6)
        top, left = PARTS[name]
        part = photograph.crop((left, top, left + SMALL, top + SMALL))
        part.save(FOLDER / f"{name}-small.webp", quality=80, method=6)
    photographs["portrait"].crop(FACE).save(FOLDER / "portrait-face.webp", quality=80, method=6)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
