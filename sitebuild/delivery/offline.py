"""Makes an edition of the finished site that opens from a folder, without a server; the home pages offer it.

Material's own plugin for this adds ``.html`` to the addresses of the site itself, and handles only the theme's
scripts. A page that is opened from a folder may load no modules and no workers, and may not fetch. So the edition is
made of the finished site: addresses name files, docs/assets/javascripts/offline.js holds all scripts, and what they
would fetch lies in scripts too. The same site gives the same bytes. ``mkdocs serve`` makes no edition.
"""

import base64
import io
import json
import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitebuild.core.archive import zipped
from sitebuild.core.messages import line_where, stop
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.delivery import csp
from sitebuild.language.numbers import localised
from sitebuild.language.words import filled, word

NAME = "kernels-convolution-pooling"
OWN = "assets/javascripts/offline.js"
INDEX = "search/search_index.json"
# Files that the edition leaves out: they are for search engines and for messages that show a card.
SUFFIXES = {".xml", ".gz", ".js"}
# Run too: a browser starts no Python from a folder.
FOLDERS = (
    "assets/cards/",
    "assets/icons/icon.png",
    "assets/python/",
    "assets/run/harness.py",
    "404.html",
    f"{NAME}.zip",
)
BUNDLE = re.compile(r"assets/javascripts/bundle\.\w+\.min\.js")
SCRIPTS = (
    "assets/explorers/*.js",
    "assets/javascripts/*.js",
    "assets/run/files.js",
    "assets/javascripts/workers/*.js",
    "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
    "assets/javascripts/lunr/min/lunr.terms.min.js",
)
FETCHED = re.compile(r"assets/network/.+\.json")  # files that scripts alone fetch
# Files that scripts fetch and that readers may also save.
HELD = re.compile(
    r"assets/figures/.+\.py|assets/(?:photographs/|figures/kernels-first_look-).+\.webp"
    r"|(?:fa/)?labs/.+\.ipynb"
)

# The code of one figure, with all that it imports: the edition holds that of all figures once.
FIGURE_CODE = re.compile(r"assets/figures/(?P<figure>.+)\.zip")
ALL_CODE = "assets/figures/code.zip"
CODE_LINK = re.compile(r'(?<=\shref=")(?P<up>(?:\.\./)*)assets/figures/[^"]+\.zip(?=" download)')

OFFER = re.compile(rf'<a class="md-button" href="(?:\.\./)?{NAME}\.zip" download>([^<]*)</a>')

LINK = re.compile(r'(?<=\shref=")(?P<path>[^"#?:]+)(?P<rest>[#?][^"]*)?(?=")')
MODULE = re.compile(r'<script src="(?P<up>(?:\.\./)*)(?P<path>[^"]+)" type="module"></script>\n?')
# The site adds its scripts after the first paint; a page from a folder has nothing to wait for.
LATER = re.compile(r'<template id="scripts">(.*?)</template>\s*<script>.*?</script>', re.DOTALL)
# Tags for search engines and for sharing; the preload of the font works only from a server.
HEAD = re.compile(
    r'<meta (?:property="og:|name="twitter:)[^>]*>\n?'
    r'|<link rel="(?:apple-touch-icon|preload)"[^>]*>\n?'
    r'|<script type="(?:application/ld\+json|speculationrules)">.*?</script>\n?',
    re.DOTALL,
)
VERSION = re.compile(r'(?<=\.css)\?\w+(?=")')  # browsers do not cache files of a folder, so these need no version
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

START = r"(?:(?<=[;}])|^)"
IMPORT = re.compile(START + r'\s*import\s*(?:\{(?P<names>[^}]*)\}\s*from\s*)?"(?P<name>[^"]+)";?', re.MULTILINE)
EXPORT = re.compile(START + r"\s*export (?=(?:async )?(?:function\*?|class|const) ?([\w$]+))", re.MULTILINE)
# Python code inside a script also says `import`, but never in these forms.
STRANGE = re.compile(START + r'\s*(?:export\b|import\s*["{*]|import\s+\w+\s*(?:,|from\b))', re.MULTILINE)


def addressed(page: str, folder: str, base: str) -> str:
    """Return a page of a folder whose links name files: a browser looks for no index.html by itself.

    Paths from the root of the server, which the home pages have, begin with `base`, the path of the site.
    """

    def named(match: re.Match[str]) -> str:
        path, rest = match["path"], match["rest"] or ""
        if path.startswith(base):
            path = posixpath.relpath(path.removeprefix(base) or ".", folder) + "/"
        if path.rsplit("/", 1)[-1] not in ("", ".", ".."):
            return match[0]
        return posixpath.normpath(posixpath.join(path, "index.html")) + rest

    return LINK.sub(named, page)


def enclosed(page: str) -> str:
    """Return a page that runs the edition's script in place of the site's modules, and asks no network for anything."""
    page, found = LATER.subn(r"\1", page)
    assert found == 1, "the scripts are not where they were"
    modules = list(MODULE.finditer(page))
    names = " ".join(match["path"] for match in modules)
    page = VERSION.sub("", HEAD.sub("", MODULE.sub("", page)))
    bundle = f'<script src="{modules[0]["up"]}assets/javascripts/bundle.'
    assert bundle in page, "the theme's script is not where it was"
    page = page.replace(bundle, f'<script src="{modules[0]["up"]}{OWN}" data-scripts="{names}"></script>\n{bundle}')
    # Browsers do not agree whether a folder is 'self'. The frame is the one in which offline.js reads another page.
    sources = {
        **csp.DIRECTIVES,
        "script-src": " ".join(["'self'", *csp.hashes(page)]),
        "connect-src": "data:",
        "worker-src": "blob:",
        "frame-src": "'self'",
    }
    said = "; ".join(f"{name} {allowed}" for name, allowed in sources.items()).replace("'self'", "'self' file:")
    page, found = POLICY.subn(f'<meta http-equiv="Content-Security-Policy" content="{said}">', page)
    assert found == 1, "a page says its policy once"
    return page


def joined(scripts: dict[str, str]) -> str:
    """Return a JavaScript object with a function in place of each script; that of a module returns its exports.

    Raises
    ------
    PluginError
        If a module imports or exports in a way that this does not know.
    """
    exports = {path: EXPORT.findall(code) for path, code in scripts.items()}
    parts = []
    for path, code in scripts.items():
        source = DOCS / path

        def needed(match: re.Match[str], path: str = path, source: Path = source) -> str:
            other = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["name"]))
            call = f'$need("{match["name"]}");'
            names = [name.strip() for name in (match["names"] or "").split(",") if name.strip()]
            for name in names:
                if name not in exports.get(other, ()):
                    raise stop(
                        (source, written(source, name)),
                        f"{name} is not found in {other}",
                        "export it there as a function, class or const, and import it by that name",
                    )
            return f"const{{{','.join(names)}}}={call}" if names else call

        module = bool(IMPORT.search(code) or exports[path] or "import(" in code)
        code = EXPORT.sub("", IMPORT.sub(needed, code))
        if strange := STRANGE.search(code):
            raise stop(
                (source, written(source, strange[0].strip(" \n;}"))),
                "the edition for taking away cannot join this script",
                'write import { name } from "./file.js"; and export before a function, class or const',
            )
        code = re.sub(r"\bimport\(", "$need(", code).replace("import.meta.url", "$address")
        start = '"use strict";' if module else ""
        end = f"\nreturn{{{','.join(exports[path])}}}" if exports[path] else "\n"
        parts.append(f"{json.dumps(path)}:function($need,$address){{{start}{code}{end}}}")
    return "{" + ",\n".join(parts) + "}"


def written(source: Path, text: str) -> int:
    """Return the first line of a script that holds a text, or 1 for a script that the build makes."""
    code = source.read_text("utf-8") if source.is_file() else ""
    return line_where(code, text)


def indexed(index: dict[str, Any]) -> str:
    """Return a search index as a script, whose addresses name files."""
    for entry in index["docs"]:
        page, mark, section = entry["location"].partition("#")
        entry["location"] = f"{page}index.html{mark}{section}"
    return f"var __index={compact(index)}"


def together(archives: dict[str, bytes]) -> bytes:
    """Return the code of all figures as one zip, which holds what several import once; a script draws each figure."""
    held: dict[str, bytes] = {}
    for figure, data in archives.items():
        script = f"draw_{figure.replace('/', '_')}.py"
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                path = name.partition("/")[2]
                if path == "draw.py":
                    held[script] = archive.read(name).replace(b"python draw.py", f"python {script}".encode())
                else:
                    held[path] = archive.read(name)
    return zipped({f"code/{path}": data for path, data in sorted(held.items())})


def compact(value: object) -> str:
    """Return a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shelves(files: dict[str, bytes]) -> dict[str, str]:
    """Return scripts that hold what scripts fetch: one for each folder of the second level, pictures as data."""
    held: dict[str, dict[str, str]] = {}
    for name, data in sorted(files.items()):
        if HELD.fullmatch(name) or FETCHED.fullmatch(name):
            image = f"data:image/webp;base64,{base64.b64encode(data).decode()}" if name.endswith(".webp") else ""
            held.setdefault("/".join(name.split("/")[:2]), {})[name] = image or data.decode()
    return {f"{folder}.js": f"edition[{compact(folder)}]={compact(shelf)}" for folder, shelf in held.items()}


def edition(site: Path, base: str = "/") -> dict[str, bytes]:
    """Return the files of the edition of a finished site, made for the path `base`, by their names, in order."""
    files: dict[str, bytes] = {}
    code: dict[str, bytes] = {}
    texts = {"README.txt": "\r\n".join(word(language, "offline", "readme") for language in LANGUAGES) + "\r\n"}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or (path.suffix in SUFFIXES and not BUNDLE.fullmatch(name)) or name.startswith(FOLDERS):
            continue
        if path.suffix == ".html":
            page = enclosed(addressed(path.read_text("utf-8"), posixpath.dirname(name), base))
            page = CODE_LINK.sub(rf"\g<up>{ALL_CODE}", page)
            language = "fa" if name.startswith("fa/") else "en"
            texts[name] = OFFER.sub(f"<strong>{word(language, 'offline', 'here')}</strong>", page)
        elif name.endswith(INDEX):
            texts[name.removesuffix("on")] = indexed(json.loads(path.read_text("utf-8")))
        elif drawn := FIGURE_CODE.fullmatch(name):
            code[drawn["figure"]] = path.read_bytes()
        else:
            files[name] = path.read_bytes()
    files[ALL_CODE] = together(code)
    found = sorted(path for pattern in SCRIPTS for path in site.glob(pattern))
    scripts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in found}
    own = scripts.pop(OWN)
    theirs = {name: code for name, code in scripts.items() if not BUNDLE.fullmatch(name)}
    place = "edition.scripts = () => ({});"
    assert place in own, f"{OWN} has no place for scripts"
    texts[OWN] = own.replace(place, f"edition.scripts = () => ({joined(theirs)});")
    texts.update(shelves(files))
    files.update({name: text.encode() for name, text in texts.items()})
    return {name: data for name, data in sorted(files.items()) if not FETCHED.fullmatch(name)}


def offered(page: str, size: int, language: str) -> str:
    """Return a home page whose offer says how large the zip is."""
    said = filled(language, "offline", "size", n=localised(f"{size / 1e6:.1f}", language))
    page, found = OFFER.subn(lambda match: match[0].replace("</a>", f" ({said})</a>"), page)
    if not found:
        source = DOCS / language / "index.md"
        raise stop((source, 1), "the edition for taking away is not offered", f"link to {NAME}.zip under #offline")
    return page


def unoffered(page: str) -> str:
    """Return a page that offers no zip, for `make serve`, which makes none."""
    return OFFER.sub(r"<strong>\1</strong>", page)


def write(site: Path, address: str) -> None:
    """Write the edition of a finished site as a zip, and its size into the home pages, which offer it."""
    files = edition(site, urlsplit(address).path or "/")
    archive = zipped({f"{NAME}/{name}": data for name, data in files.items()})
    (site / f"{NAME}.zip").write_bytes(archive)
    for language, folder in zip(LANGUAGES, ("", "fa"), strict=True):
        home = site / folder / "index.html"
        home.write_text(offered(home.read_text("utf-8"), len(archive), language), "utf-8")
