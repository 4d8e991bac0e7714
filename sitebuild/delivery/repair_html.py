"""Mends what the theme writes and HTML does not allow; tests/site/test_valid.py asks a checker whether all is mended.

The theme has no template blocks around these places, so a template cannot mend them.
"""

import re

from sitebuild.core.patches import patched
from sitebuild.language.words import word

# Browsers restore the state of a box after a reload unless its form forbids it. The theme's boxes have no form, and a
# menu that was open would open again, so they get one here.
FORM = '<form id="__toggles" autocomplete="off" hidden></form>'
TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off">')
LABEL = re.compile(r'(<label class="md-nav__link[^>]*) tabindex="">')
# md_in_html leaves its attribute behind where another extension has changed the list inside.
MARK = re.compile(r"(<div class=\"[\w ]+\") markdown>")
# Markdown aligns the cells of a column of numbers by a style attribute, which the site's policy refuses.
RIGHT = re.compile(r'<(t[hd]) style="text-align: right;">')
BODY = re.compile(r"<body\b[^>]*>")
CONTENTS = ' for="__toc"'
ROOT = re.compile(r'<html lang="(\w+)"')
TABS = re.compile(r"<script>var target=document\.getElementById\(location\.hash.*?</script>")
PERMANENT = 'title="Permanent link"'  # Python-Markdown's word for the mark behind a heading
# Code and formulas, which a browser that translates the page would translate too; scripts, whose texts are no page's.
KEPT = re.compile(
    r"(?P<script><script\b.*?</script>)|<(?:code|kbd|samp|pre(?!><code))(?=[ >])"
    r'|<(?:div|span) class="maths[^"]*"(?P<inside>[^>]*><math\b.*?</math>)|(?P<formula><math\b.*?</math>)',
    re.DOTALL,
)


def valid(page: str) -> str:
    """Return a page with these places mended."""
    page = patched(page, "toggles-own-form", TOGGLE, r'\1 form="__toggles">')
    page = patched(page, "labels-no-tabindex", LABEL, r"\1>")
    page = patched(page, "tabs-none", TABS, "")
    # A browser that translates the page changes `lang`, and scripts have to know what it was.
    page = patched(page, "language-kept", ROOT, r'\g<0> data-language="\1"')
    language = ROOT.search(page)
    assert language, "patched would have stopped"
    page = page.replace(PERMANENT, f'title="{word(language[1], "frame", "permanent")}"')
    page = RIGHT.sub(r'<\1 class="align-right">', MARK.sub(r"\1>", page))
    if 'id="__toc"' not in page:  # a page whose contents no box opens
        page = page.replace(CONTENTS, "")
    return BODY.sub(rf"\g<0>{FORM}", page, count=1)


def untranslated(page: str) -> str:
    """Return a page whose code and formulas no browser translates; MathML itself has no attribute for that."""

    def kept(match: re.Match[str]) -> str:
        if match["script"]:
            return match[0]
        if match["formula"]:
            return f'<span translate="no">{match[0]}</span>'
        inside = match["inside"] or ""
        return f'{match[0].removesuffix(inside)} translate="no"{inside}'

    return KEPT.sub(kept, page)
