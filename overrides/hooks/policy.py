"""Writes into each page a Content-Security-Policy: it loads and runs what this site serves, and nothing else.

The few scripts that stand in a page, Material's that set the colours before the first paint among them, are allowed by
their hashes. A server could say the same in a header; a site that is copied anywhere has to say it itself.
"""

import base64
import hashlib
import re
from typing import Any

from mkdocs.plugins import event_priority

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
DATA = re.compile(r'\btype="application/(?:ld\+)?json"')  # read, not run
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


def hashes(page: str) -> list[str]:
    """Return a source for each script that stands in a page and is run."""
    codes = [
        match["code"]
        for match in SCRIPT.finditer(page)
        if " src=" not in match["attributes"] and not DATA.search(match["attributes"])
    ]
    digests = [hashlib.sha256(code.encode()).digest() for code in codes]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in dict.fromkeys(digests)]


def guarded(page: str) -> str:
    """Return a page that says its policy before anything that the policy is about."""
    head = START.search(page)
    assert head, "a page begins with its character set; what stands before it would escape the policy"
    allowed = {**DIRECTIVES, "script-src": " ".join(["'self'", *hashes(page)])}
    policy = "; ".join(f"{name} {sources}" for name, sources in allowed.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page[: head.end()] + meta + page[head.end() :]


serving = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is only looked at while it is written: MkDocs then adds a script to each answer."""
    global serving
    serving = command == "serve"


@event_priority(-130)  # the last: another byte in a script makes its hash wrong
def on_post_page(output: str, page: Any, config: Any) -> str:
    """Guard the page."""
    return output if serving else guarded(output)


@event_priority(-130)
def on_post_template(output: str, template_name: str, config: Any) -> str:
    """Guard the page that stands in for missing ones, which to MkDocs is no page."""
    return guarded(output) if template_name == "404.html" and not serving else output
