"""Says in words that the disk is full, whoever was writing."""

import traceback
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

import workshop
from project import shown


def target(error: OSError) -> str:
    """Return the file that was being written; MkDocs, which does not say, has it at hand as ``output_path``."""
    frames = [frame.f_locals for frame, _ in traceback.walk_tb(error.__traceback__)]
    known = next((f["output_path"] for f in reversed(frames) if f.get("output_path")), None)
    path = known or error.filename2 or error.filename  # of a copy, the first name is what was read
    return shown(Path(path)) if path else "a file"


def on_build_error(error: Exception, **_: Any) -> None:
    """Stop with a message in place of a traceback."""
    if isinstance(error, OSError) and error.errno in workshop.FULL:
        raise PluginError(
            f"{target(error)} cannot be written: {error.strerror}\n"
            "    To mend it: make room on that disk and build again; what was published is as it was"
        ) from error
