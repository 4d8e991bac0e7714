"""Fetches what runs Python in the page, as docs/runtime.yml names it, and puts it into the site.

Each file is fetched once, compared with its sum from wherever it came, and kept in ``.cache/python/`` as it is served:
compressed, since hosts do not agree on what they compress, and readers are told how many bytes come. A package becomes
a tar without what no page asks for. That is a quarter less, and a browser unpacks it without Python.
"""

import gzip
import hashlib
import http.client
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitebuild.core import cache, yaml_file
from sitebuild.core.messages import problem, stop
from sitebuild.core.project import CACHE, DOCS
from sitebuild.core.schema import Field, list_of, mapping_of, number, one_of, record, text
from sitebuild.core.script import set_value
from sitebuild.core.sources import read as source
from sitebuild.core.yaml_file import Node

SOURCE = DOCS / "runtime.yml"
KEPT = CACHE / "python"
SCRIPT = "assets/run/files.js"
PLACE = 'export const files = { folder: "", python: "", abi: "", copy: "", start: [], matplotlib: [] };'
HARNESS = "assets/run/harness.js"
HARNESS_PLACE = 'export const harness = "";'
# What a copy of Python's memory depends on, beside the release; the name of the copy changes with these.
COPIED = ("assets/run/harness.py", "assets/run/memory.js", "assets/run/worker.js")
PARTS = ("start", "matplotlib")
PATIENCE = 5  # seconds for an address that may not be reachable from here
# A host may take a file that is named .gz for one that it has compressed itself, and say so.
PACKED = ".packed"
# Of the packages: their notes about themselves, fonts that no figure of a lesson uses, what compiles and what tests.
LEFT_OUT = re.compile(
    r"[^/]+\.dist-info/(?!LICEN[CS]E|licen[cs]e|COPYING|METADATA)|.*\.(?:pyi|pxd|c|h|npz\.txt|afm|svg|pdf)$|.*/tests/"
    r"|numpy/(?:f2py|distutils|_core/include|random/lib)/|matplotlib/(?:backends/web_backend|mpl-data/fonts/pdfcorefonts)/"
    r"|matplotlib/mpl-data/fonts/ttf/(?:DejaVuSerif|STIX(?!General\.ttf|SizOneSymReg))|matplotlib/mpl-data/images/"
)

LANGUAGES_MEND = "say what it is in both languages"
FETCHED = record(
    {
        "size": Field(number, "write its bytes", True),
        "sha256": Field(text, "write its SHA-256 sum", True),
    }
)
PACKAGE = record(
    {
        "name": Field(text, "write what it is called", True),
        "is": Field(record({one: Field(text, LANGUAGES_MEND, True) for one in ("en", "fa")}), LANGUAGES_MEND, True),
        "by": Field(text, "write who made it", True),
        "licence": Field(text, "write its name in the list of SPDX, such as MIT", True),
        "home": Field(text, "write the address of its home page", True),
        "from": Field(text, "write the release that it comes in", True),
        "part": Field(one_of(PARTS), f"write one of {', '.join(PARTS)}", True),
        "fetched": Field(mapping_of(FETCHED, "a mapping from files to sizes and sums"), "write its files", True),
    }
)
ADDRESS = record({"address": Field(text, "write an address that ends in a slash", True)})
WHEEL = record(
    {
        "package": Field(text, "write a package with its version", True),
        "folder": Field(text, "write the folder in the package", True),
    }
)


def place(node: Node, mend: str) -> dict[str, str]:
    """Return where files are: an address, or a package and a folder in it."""
    is_package = isinstance(node.value, dict) and {"package", "folder"} & node.value.keys()
    found: dict[str, str] = (WHEEL if is_package else ADDRESS)(node, mend)
    return found


SCHEMA = record(
    {
        "release": Field(text, "write the release of Pyodide", True),
        "python": Field(text, "write the version of its Python", True),
        "abi": Field(text, "write its platform, as its own pyodide-lock.json does", True),
        "places": Field(
            list_of(place, "a list of places"), "write where the files are: an address, or a package and a folder", True
        ),
        "packages": Field(list_of(PACKAGE, "a list of packages"), "write what is fetched", True),
    }
)


@dataclass(frozen=True)
class File:
    """A file that is fetched."""

    name: str
    part: str
    size: int
    sum: str


class Unreachable(Exception):
    """A place does not give a file."""


def lock() -> dict[str, Any]:
    """Return what docs/runtime.yml says.

    Raises
    ------
    PluginError
        If it is not YAML, or lacks something.
    """
    found: dict[str, Any] = SCHEMA(yaml_file.read(SOURCE, source(SOURCE)), "write it as it was")
    return found


def files() -> list[File]:
    """Return every file that is fetched."""
    return [
        File(name, package["part"], int(said["size"]), said["sha256"])
        for package in lock()["packages"]
        for name, said in package["fetched"].items()
    ]


def from_address(address: str, names: list[str]) -> dict[str, bytes]:
    """Return files that stand at an address."""
    found = {}
    for name in names:
        try:
            with urllib.request.urlopen(address + name, timeout=PATIENCE) as answer:
                found[name] = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{address}{name}: {error!r}") from error
    return found


def from_package(package: str, folder: str, names: list[str]) -> dict[str, bytes]:
    """Return files that stand in a wheel, which pip fetches from wherever this machine has its packages."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "download"]
    with tempfile.TemporaryDirectory(dir=KEPT) as into:
        options = ["--no-deps", "--only-binary", ":all:", "--dest", into, package]
        done = subprocess.run([*command, *options], capture_output=True, text=True)
        if done.returncode:
            raise Unreachable(f"pip download {package}: {(done.stderr.strip().splitlines() or ['it failed'])[-1]}")
        try:
            (file,) = Path(into).glob("*.whl")
            with zipfile.ZipFile(file) as wheel:
                return {name: wheel.read(folder + name) for name in names}
        except (ValueError, KeyError, OSError, zipfile.BadZipFile, zlib.error) as error:
            raise Unreachable(f"pip download {package}: {error!r}") from error


def asked(where: dict[str, str]) -> Callable[[list[str]], dict[str, bytes]]:
    """Return what asks a place for files."""
    if "address" in where:
        return lambda names: from_address(where["address"], names)
    return lambda names: from_package(where["package"], where["folder"], names)


def kept(file: File) -> Path:
    """Return where a file is kept as it is served; another name for other sums, and for another way of packing."""
    name = file.name.replace(".whl", ".tar") + PACKED
    key = hashlib.sha256(f"{file.sum} {LEFT_OUT.pattern}".encode()).hexdigest()[:12]
    return KEPT / key / name


def is_kept(file: File) -> bool:
    """Return whether the cache has a file, undamaged: packed data holds a sum of its own."""
    try:
        gzip.decompress(kept(file).read_bytes())
    except (OSError, EOFError, ValueError, zlib.error):
        return False
    return True


def fetch() -> list[str]:
    """Fetch what is not there yet; return what is wrong, in words, if no place gives it.

    Raises
    ------
    PluginError
        If a place gives another file than the one that is named.
    """
    missing = [file for file in files() if not is_kept(file)]
    if not missing:
        return []
    KEPT.mkdir(parents=True, exist_ok=True)
    refused = []
    for where in lock()["places"]:
        try:
            found = asked(where)([file.name for file in missing])
        except Unreachable as error:
            refused.append(str(error))
            continue
        for file in missing:
            if hashlib.sha256(found[file.name]).hexdigest() != file.sum:
                raise stop(
                    (SOURCE, line(file.name)),
                    f"{file.name} from {' '.join(where.values())} has another sum than the one that stands here",
                    "find out why before anything else: what is fetched runs in the readers' browsers",
                )
            data = found[file.name]
            cache.write(kept(file), packed(tarred(data) if file.name.endswith(".whl") else data))
        return []
    return [
        problem(
            (SOURCE, None),
            "what runs Python in the page could not be fetched, and the pages have no Run:\n    "
            + "\n    ".join(refused),
            "connect to one of these places and build again, or name another under `places`",
        )
    ]


def line(name: str) -> int:
    """Return the line that names a file."""
    before, _, _ = source(SOURCE).partition(name)
    return before.count("\n") + 1


def packed(data: bytes) -> bytes:
    """Return data compressed; the same data gives the same bytes."""
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(data)
    return stream.getvalue()


def tarred(wheel: bytes) -> bytes:
    """Return a package as a tar of what pages may ask for."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(wheel)) as package,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for name in package.namelist():
            if not name.endswith("/") and not LEFT_OUT.match(name):
                entry = tarfile.TarInfo(name)
                data = package.read(name)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def write(site: Path) -> None:
    """Put the files into the site, and into its scripts where they are; without all of them, none."""
    harness = source(DOCS / HARNESS.replace(".js", ".py"))
    (site / HARNESS).write_text(set_value(source(DOCS / HARNESS), HARNESS_PLACE, harness), "utf-8")
    if not all(kept(file).is_file() for file in files()):
        return
    said = lock()
    folder = f"assets/python/{said['release']}/"
    (site / folder).mkdir(parents=True, exist_ok=True)
    copied = hashlib.sha256("".join(source(DOCS / one) for one in COPIED).encode()).hexdigest()[:12]
    told: dict[str, Any] = {"folder": folder, "python": said["python"], "abi": said["abi"], "copy": f"copy.{copied}"}
    for file in files():
        there = site / folder / kept(file).name
        there.unlink(missing_ok=True)
        try:
            os.link(kept(file), there)  # 17 MB that need not be written again in each build
        except OSError:
            there.write_bytes(kept(file).read_bytes())
        told.setdefault(file.part, []).append([there.name, there.stat().st_size])
    (site / SCRIPT).write_text(set_value(source(DOCS / SCRIPT), PLACE, told), "utf-8")
