"""Compares built sites."""

from pathlib import Path


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that two folders do not both have with the same bytes."""
    first, second = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (one, other)
    )
    assert first, f"{one} holds no file"
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
