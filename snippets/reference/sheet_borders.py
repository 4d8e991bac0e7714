"""What each border mode puts around four pixels, and what libraries call it."""

import numpy as np

from snippets.convolution.border_modes import LIBRARIES, NAMES


def around(mode, more=3):
    """Write the pixels a, b, c, d between what a mode of `numpy.pad` puts around them."""
    places = np.pad(np.arange(1, 5), more, mode)
    letters = ["0abcd"[place] for place in places]
    parts = letters[:more], letters[more:-more], letters[-more:]
    return "|".join("".join(part) for part in parts)


def facts():
    """Return what each mode puts around the pixels, and its names; those of OpenCV without ``BORDER_``."""
    found = {}
    for idea, names in NAMES.items():
        found[idea] = around(names[0])
        for library, name in zip(LIBRARIES, names, strict=True):
            if name is not None:
                found[f"{idea}_{library}"] = name.removeprefix("BORDER_")
    return found
