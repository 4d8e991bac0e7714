"""Writes into each page a Content-Security-Policy: it loads and runs what this site serves, and nothing else.

The few scripts that stand in a page, Material's that set the colours before the first paint among them, are allowed by
their hashes. A server could say the same in a header; a site that is copied anywhere has to say it itself.
"""

import base64
import hashlib
import re

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
