"""Mends what the theme writes and HTML does not allow; tests/site/test_valid.py asks a checker whether all is mended.

The theme has no blocks around these places, so that a template could.
"""

import re

from sitebuild.core.patches import patched

# What the browser remembers of a box when a page is loaded again is for a form to say, and these belong to none: a menu
# that was open would be so again.
FORM = '<form id="__toggles" autocomplete="off" hidden></form>'
TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off">')
LABEL = re.compile(r'(<label class="md-nav__link[^>]*) tabindex="">')
# What md_in_html leaves of its mark where another extension has been at the list within.
MARK = re.compile(r"(<div class=\"[\w ]+\") markdown>")
# What Markdown writes into the cells of a column of numbers; the site's policy refuses styles inside a page.
RIGHT = re.compile(r'<(t[hd]) style="text-align: right;">')
BODY = re.compile(r"<body\b[^>]*>")
CONTENTS = ' for="__toc"'


def valid(page: str) -> str:
    """Return a page that says the same in HTML."""
    page = patched(page, "toggles-own-form", TOGGLE, r'\1 form="__toggles">')
    page = patched(page, "labels-no-tabindex", LABEL, r"\1>")
    page = RIGHT.sub(r'<\1 class="align-right">', MARK.sub(r"\1>", page))
    if 'id="__toc"' not in page:  # chapters, whose contents no box opens
        page = page.replace(CONTENTS, "")
    return BODY.sub(rf"\g<0>{FORM}", page, count=1)
