"""Reads the colours of the site where they stand, in a stylesheet, for what is drawn without one."""

import re

from sitebuild.core import sources
from sitebuild.core.cache import remember
from sitebuild.core.project import DOCS

SHEET = DOCS / "assets" / "stylesheets" / "colours.css"
SCHEMES = {"light": ":root", "dark": '[data-md-color-scheme="slate"]'}


def palette(scheme: str) -> dict[str, str]:
    """Return the colour of each role of ``snippets/shared/drawing.py`` in the scheme ``light`` or ``dark``."""
    return read(sources.read(SHEET), scheme)


@remember
def read(sheet: str, scheme: str) -> dict[str, str]:
    """Return the colours of a scheme from the text of the stylesheet."""
    rule = re.search(re.escape(SCHEMES[scheme]) + r" \{(.*?)\}", sheet, re.DOTALL)
    assert rule, f"{SHEET.name} has no rule for {SCHEMES[scheme]}"
    return dict(re.findall(r"--fig-([\w-]+): (#[0-9a-f]{6});", rule[1]))
