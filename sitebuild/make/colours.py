"""Reads the colours of the site where they stand, in the stylesheet, for what is drawn without one."""

import re
from functools import cache

from sitebuild.core.project import DOCS

SHEET = DOCS / "assets" / "stylesheets" / "figures.css"
SCHEMES = {"light": ":root", "dark": '[data-md-color-scheme="slate"]'}


@cache
def palette(scheme: str) -> dict[str, str]:
    """Return the colour of each role of ``snippets/drawing.py`` in the scheme ``light`` or ``dark``."""
    sheet = SHEET.read_text("utf-8")
    rule = re.search(re.escape(SCHEMES[scheme]) + r" \{(.*?)\}", sheet, re.DOTALL)
    assert rule, f"{SHEET.name} has no rule for {SCHEMES[scheme]}"
    return dict(re.findall(r"--fig-([\w-]+): (#[0-9a-f]{6});", rule[1]))
