"""The built pages as trees, each read once for all tests of a process; a test that changes one takes a copy."""

import functools
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

from bs4 import BeautifulSoup


@functools.cache
def read(file: Path) -> BeautifulSoup:
    """Read a page."""
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


class Trees(Mapping):
    """Pages by whatever a test calls them, each read when it is asked for."""

    def __init__(self, files: dict[Hashable, Path]) -> None:
        self.files = files

    def __getitem__(self, name: Hashable) -> BeautifulSoup:
        return read(self.files[name])

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)
