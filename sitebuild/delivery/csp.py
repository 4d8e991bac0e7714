"""Writes into each page a Content-Security-Policy: it loads and runs what this site serves, and nothing else.

The few scripts that stand in a page, Material's that set the colours before the first paint among them, are allowed by
their hashes. They are known by their code, which stands in TEMPLATES: a script that got into a page in another way has
no hash, and stops the build. A server could say the same in a header; a site that is copied anywhere has to say it
itself.
"""

import base64
import functools
import hashlib
import re
from html import unescape
from importlib.metadata import distribution
from pathlib import Path

from sitebuild.core.messages import line_where, stop
from sitebuild.core.project import ROOT

# Whose scripts a page may hold. Of the theme's there are more, for what this site does not use.
THEME = Path(str(distribution("mkdocs-material").locate_file("material/templates/partials/javascripts")))
TEMPLATES = (
    ROOT / "overrides/main.html",
    ROOT / "overrides/404.html",
    *(THEME / f"{name}.html" for name in ("base", "palette", "content")),
)
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
DATA = re.compile(r'(?: id="\w+")? type="application/(?:ld\+)?json"')  # read, not run
RUN = re.compile(r'(?: type="speculationrules")?')
FILE = re.compile(r' src="(?![\w+.-]*:|//)[^"]*"(?: type="module")?')
FILLED = re.compile(r"\{\{.*?\}\}")  # what a template fills in is an address of this site
ADDRESS = r"[^\s\"'`<>\\]*"
# What no page of this site has, whoever writes it: pages/allowed_html.py says what an author may write, and this holds
# for what the theme makes of titles and settings too.
TAG = re.compile(r"""<(?P<name>[a-z][^\s/>]*)(?P<said>(?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?""")
NEVER = {"base", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "style"}
RUNS = re.compile(r"on\w+|srcdoc|style|formaction", re.IGNORECASE)
SCHEME = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
SPACE = re.compile(r"[\x00-\x20]")  # a browser passes over these in the scheme of an address
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",  # the theme's icons; the playground's picture
    "font-src": "'self'",
    "connect-src": "'self'",  # the search index, the twin of a section, the code of a figure
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
START = re.compile(r'<head>\s*<meta charset="utf-8">')


@functools.cache
def known() -> re.Pattern[str]:
    """Return what matches the code of a script of the templates, filled in, and no other code."""
    codes = [
        ADDRESS.join(re.escape(part) for part in FILLED.split(match["code"]))
        for template in TEMPLATES
        for match in SCRIPT.finditer(template.read_text("utf-8"))
        if RUN.fullmatch(match["attributes"])
    ]
    return re.compile("|".join(codes))


def hashes(page: str) -> list[str]:
    """Return a source for each script of the templates that stands in a page and is run."""
    codes = [
        match["code"]
        for match in SCRIPT.finditer(page)
        if RUN.fullmatch(match["attributes"]) and known().fullmatch(match["code"])
    ]
    digests = [hashlib.sha256(code.encode()).digest() for code in codes]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in dict.fromkeys(digests)]


def foreign(page: str) -> str | None:
    """Return the first thing in a finished page that could run and is not the site's own, or None."""

    def judged(match: re.Match[str]) -> str:
        """Take a script that may be there out of what is looked at next."""
        said, code = match["attributes"], match["code"]
        right = (
            (DATA.fullmatch(said) and "<" not in code)
            or (FILE.fullmatch(said) and not code.strip())
            or (RUN.fullmatch(said) and known().fullmatch(code))
        )
        return "" if right else match[0]

    rest = SCRIPT.sub(judged, page)
    if left := re.search(r"<script.{0,80}", rest, re.IGNORECASE | re.DOTALL):
        return left[0]
    for tag in TAG.finditer(rest):
        name = tag["name"].lower()
        if name in NEVER:
            return tag[0]
        for attribute in ATTRIBUTE.finditer(tag["said"]) if tag["said"].strip() else ():
            value = SPACE.sub("", unescape((attribute["value"] or "").strip("\"'")))
            refreshes = name == "meta" and attribute["name"].lower() == "http-equiv"
            if RUNS.fullmatch(attribute["name"]) or SCHEME.match(value) or refreshes:
                return tag[0]
    return None


def guarded(page: str, source: Path) -> str:
    """Return a page that says its policy before anything that the policy is about.

    Parameters
    ----------
    page : str
        A finished page.
    source : Path
        What it was made from.

    Raises
    ------
    PluginError
        If the page holds a script that no template gives, or something else that could run.
    """
    if found := foreign(page):
        seen = " ".join(found.split())[:100]
        raise stop(
            (source, line_where(source.read_text("utf-8") if source.is_file() else "", found[:20])),
            f"the page holds {seen}, which could run and is not of the theme or of overrides/",
            "take it out, here or in the fact, title, word or setting that it comes from; "
            "what a page runs is a file in docs/assets, and a script of a new version of the theme is named in "
            "sitebuild/delivery/csp.py",
        )
    head = START.search(page)
    assert head, "a page begins with its character set; what stands before it would escape the policy"
    allowed = {**DIRECTIVES, "script-src": " ".join(["'self'", *hashes(page)])}
    policy = "; ".join(f"{name} {sources}" for name, sources in allowed.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page[: head.end()] + meta + page[head.end() :]
