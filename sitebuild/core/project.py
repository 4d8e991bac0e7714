"""Where things are in the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SNIPPETS = ROOT / "snippets"
CACHE = ROOT / ".cache"
LANGUAGES = ("en", "fa")  # the first is the one that pages are written in first, and has no folder in an address
