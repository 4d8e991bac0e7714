"""Writes into a script what only the build knows: a script that needs it has a place for it, with nothing in it."""

import json
from typing import Any


def set_value(script: str, place: str, what: Any) -> str:
    """Return a script with a value in a place of it, such as ``export const files = {};``."""
    assert place in script, f"a script has no {place!r} to write into"
    name = place.partition(" = ")[0]
    return script.replace(place, f"{name} = {json.dumps(what, ensure_ascii=False, separators=(',', ':'))};")
