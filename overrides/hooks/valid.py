"""Mends what the theme writes and HTML does not allow; tests/site/test_valid.py asks a checker whether all is mended.

The theme has no blocks around these places, so that a template could.
"""

import re
from typing import Any

from mkdocs.plugins import event_priority

# What the browser remembers of a box when a page is loaded again is for a form to say, and these belong to none: a menu
# that was open would be so again.
FORM = '<form id="__toggles" autocomplete="off" hidden></form>'
MENDED = (
    (re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off">'), r'\1 form="__toggles">'),
    (re.compile(r'(<label class="md-nav__link[^>]*) tabindex="">'), r"\1>"),
    # What md_in_html leaves of its mark where another extension has been at the list within.
    (re.compile(r"(<div class=\"[\w ]+\") markdown>"), r"\1>"),
)
BODY = re.compile(r"<body\b[^>]*>")
CONTENTS = ' for="__toc"'


def valid(page: str) -> str:
    """Return a page that says the same in HTML."""
    for wrong, right in MENDED:
        page = wrong.sub(right, page)
    if 'id="__toc"' not in page:  # chapters, whose contents no box opens
        page = page.replace(CONTENTS, "")
    return BODY.sub(rf"\g<0>{FORM}", page, count=1)


@event_priority(-118)  # when the page is finished, before others count its bytes and hashes
def on_post_page(output: str, page: Any, config: Any) -> str:
    """Mend the page."""
    return valid(output)


@event_priority(-118)
def on_post_template(output: str, template_name: str, config: Any) -> str:
    """Mend the page that stands in for missing ones."""
    return valid(output) if template_name == "404.html" else output
