"""Makes of the finished site an edition that opens from a folder, without a server, and offers it on the home pages.

Material's own plugin for this adds ``.html`` to the addresses of the site itself, and knows neither modules nor workers
that are not its own: pages opened from a folder may use none, and may not fetch. So the edition is made of the finished
site: addresses name files, docs/assets/javascripts/offline.js holds all scripts, and what they would fetch lies in
scripts too. The same site gives the same bytes. ``mkdocs serve`` makes none.
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

from mkdocs.plugins import event_priority

import policy
from project import DOCS, LANGUAGES, line_of, localised, stop

NAME = "kernels-convolution-pooling"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say
OWN = "assets/javascripts/offline.js"
INDEX = "search/search_index.json"
# What an edition does without: search engines, messages that show a card.
SUFFIXES = {".xml", ".gz", ".js", ".zip"}
FOLDERS = ("assets/cards/", "assets/icons/icon.png", "404.html")
BUNDLE = re.compile(r"assets/javascripts/bundle\.\w+\.min\.js")
SCRIPTS = (
    "assets/explorers/*.js",
    "assets/javascripts/*.js",
    "assets/javascripts/workers/*.js",
    "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
    "assets/javascripts/lunr/min/lunr.terms.min.js",
)
# What scripts fetch and readers keep.
HELD = re.compile(r"assets/figures/.+\.py|assets/photographs/.+\.webp|(?:fa/)?labs/.+\.ipynb")

WORDS = {
    "en": {
        "size": "{} MB",
        "here": "You are reading it.",
        "readme": "Unpack this folder, then open index.html in a browser. It needs no connection.",
    },
    "fa": {
        "size": "{} مگابایت",
        "here": "همین نسخه پیش روی شماست.",
        "readme": "این پوشه را از حالت فشرده درآورید و fa/index.html را در مرورگر باز کنید. به اینترنت نیازی نیست.",
    },
}
OFFER = re.compile(rf'<a class="md-button" href="(?:\.\./)?{NAME}\.zip" download>([^<]*)</a>')

LINK = re.compile(r'(?<=\shref=")(?P<path>[^"#?:]+)(?P<rest>[#?][^"]*)?(?=")')
MODULE = re.compile(r'<script src="(?P<up>(?:\.\./)*)(?P<path>[^"]+)" type="module"></script>\n?')
# A page from a folder has nothing to wait for.
LATER = re.compile(r'<template id="scripts">(.*?)</template>\s*<script>.*?</script>', re.DOTALL)
# For those who find a page or share it; the font is asked for as a server would be.
HEAD = re.compile(
    r'<meta (?:property="og:|name="twitter:)[^>]*>\n?'
    r'|<link rel="(?:apple-touch-icon|preload)"[^>]*>\n?'
    r'|<script type="(?:application/ld\+json|speculationrules)">.*?</script>\n?',
    re.DOTALL,
)
VERSION = re.compile(r'(?<=\.css)\?\w+(?=")')  # no browser keeps files of a folder
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

START = r"(?:(?<=[;}])|^)"
IMPORT = re.compile(START + r'\s*import\s*(?:\{(?P<names>[^}]*)\}\s*from\s*)?"(?P<name>[^"]+)";?', re.MULTILINE)
EXPORT = re.compile(START + r"\s*export (?=(?:async )?(?:function\*?|class|const) ?([\w$]+))", re.MULTILINE)
# Python in a script also says `import`, but never so.
STRANGE = re.compile(START + r'\s*(?:export\b|import\s*["{*]|import\s+\w+\s*(?:,|from\b))', re.MULTILINE)


def addressed(page: str, folder: str, base: str) -> str:
    """Return a page of a folder whose links name files: a browser looks for no index.html by itself.

    A path that begins at the root of the server begins at `base`, where the site is; the home pages have such.
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
    # Browsers do not agree whether a folder is 'self'. A frame is what another page is read in.
    sources = {
        **policy.DIRECTIVES,
        "script-src": " ".join(["'self'", *policy.hashes(page)]),
        "connect-src": "data:",
        "worker-src": "blob:",
        "frame-src": "'self'",
    }
    said = "; ".join(f"{name} {allowed}" for name, allowed in sources.items()).replace("'self'", "'self' file:")
    page, found = POLICY.subn(f'<meta http-equiv="Content-Security-Policy" content="{said}">', page)
    assert found == 1, "a page says its policy once"
    return page


def joined(scripts: dict[str, str]) -> str:
    """Return an object of functions in the place of scripts; a module returns what it exports.

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
    """Return the line of a script in which a text stands first; 1 where it is made by the build."""
    code = source.read_text("utf-8") if source.is_file() else ""
    return line_of(code, max(code.find(text), 0))


def indexed(index: dict[str, Any]) -> str:
    """Return a search index as a script, in which places are files."""
    for entry in index["docs"]:
        page, mark, section = entry["location"].partition("#")
        entry["location"] = f"{page}index.html{mark}{section}"
    return f"var __index={compact(index)}"


def compact(value: object) -> str:
    """Return a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shelves(files: dict[str, bytes]) -> dict[str, str]:
    """Return scripts that hold what may be fetched, one for each second folder: texts, and pictures as data."""
    held: dict[str, dict[str, str]] = {}
    for name, data in files.items():
        if HELD.fullmatch(name):
            image = f"data:image/webp;base64,{base64.b64encode(data).decode()}" if name.endswith(".webp") else ""
            held.setdefault("/".join(name.split("/")[:2]), {})[name] = image or data.decode()
    return {f"{folder}.js": f"edition[{compact(folder)}]={compact(shelf)}" for folder, shelf in held.items()}


def edition(site: Path, base: str = "/") -> dict[str, bytes]:
    """Return the files of the edition of a finished site, made for the path `base`, by their names, in order."""
    files: dict[str, bytes] = {}
    texts = {"README.txt": "\r\n".join(WORDS[language]["readme"] for language in LANGUAGES) + "\r\n"}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or (path.suffix in SUFFIXES and not BUNDLE.fullmatch(name)) or name.startswith(FOLDERS):
            continue
        if path.suffix == ".html":
            page = enclosed(addressed(path.read_text("utf-8"), posixpath.dirname(name), base))
            language = "fa" if name.startswith("fa/") else "en"
            texts[name] = OFFER.sub(f"<strong>{WORDS[language]['here']}</strong>", page)
        elif name.endswith(INDEX):
            texts[name.removesuffix("on")] = indexed(json.loads(path.read_text("utf-8")))
        else:
            files[name] = path.read_bytes()
    found = sorted(path for pattern in SCRIPTS for path in site.glob(pattern))
    scripts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in found}
    own = scripts.pop(OWN)
    theirs = {name: code for name, code in scripts.items() if not BUNDLE.fullmatch(name)}
    place = "edition.scripts = () => ({});"
    assert place in own, f"{OWN} has no place for scripts"
    texts[OWN] = own.replace(place, f"edition.scripts = () => ({joined(theirs)});")
    texts.update(shelves(files))
    files.update({name: text.encode() for name, text in texts.items()})
    return dict(sorted(files.items()))


def packed(files: dict[str, bytes]) -> bytes:
    """Return a zip of files, in one folder, that says nothing about when and where it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on whatever system it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def offered(page: str, size: int, language: str) -> str:
    """Return a home page whose offer says how large the zip is."""
    said = WORDS[language]["size"].format(localised(f"{size / 1e6:.1f}", language))
    page, found = OFFER.subn(lambda match: match[0].replace("</a>", f" ({said})</a>"), page)
    if not found:
        source = DOCS / language / "index.md"
        raise stop((source, 1), "the edition for taking away is not offered", f"link to {NAME}.zip under #offline")
    return page


serving = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is only looked at while it is written."""
    global serving
    serving = command == "serve"


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Offer no zip where none is made."""
    return OFFER.sub(r"<strong>\1</strong>", output) if serving else output


@event_priority(-1000)  # when all else is finished
def on_post_build(config: Any) -> None:
    """Make the edition, once both languages are built, and say its size where it is offered."""
    if serving or config.plugins["i18n"].building:
        return
    site = Path(config.site_dir)
    archive = packed(edition(site, urlsplit(config.site_url).path or "/"))
    (site / f"{NAME}.zip").write_bytes(archive)
    for language, folder in zip(LANGUAGES, ("", "fa"), strict=True):
        home = site / folder / "index.html"
        home.write_text(offered(home.read_text("utf-8"), len(archive), language), "utf-8")
