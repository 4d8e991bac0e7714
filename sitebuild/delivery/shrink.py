"""Takes out of finished pages and scripts what nobody sees, since a phone on a slow line has to load every byte.

A minifier of HTML would save only white space. Most of a page's weight is the tags around every name, bracket and
operator of its code, which look like the code around them. What the theme brings and no page asks for, a third of the
site, is left out.
"""

import re
from pathlib import Path

from sitebuild.core.cache import remember

PRE = re.compile(r"(<pre>.*?</pre>|<script\b.*?</script>|<textarea\b.*?</textarea>)", re.DOTALL)
# Pygments' classes for names, white space, punctuation and operators; and for numbers, whose colour says no more than
# their digits and whose tags were half of all. Keywords, strings and comments keep theirs.
PLAIN = re.compile(r'<span class="(?:n[a-z]?|vm|w|p|o|m[a-z]?)">([^<]*)</span>')
# Kinds that have the same colour share one class.
KINDS = {"s1": "s", "s2": "s", "si": "s", "sa": "s", "c1": "c", "kn": "k", "kc": "k", "ow": "k"}
KIND = re.compile(f'<span class="({"|".join(KINDS)})">')
# A line break beside the tags of a list shows no space, since items are blocks.
BETWEEN = re.compile(r"\n(?=</?(?:li|ul|ol|nav)\b)|(?<=</li>)\n|(?<=</ul>)\n")
TWIN = re.compile(r'<span class="(\w+)">([^<]*)</span><span class="\1">')
# From the theme: source maps, an icon, and the word rules of thirty languages; see language/search_index.py for ours.
UNUSED = ("assets/**/*.map", "assets/javascripts/lunr/**/*.js", "assets/images/favicon.png")
READER = "lunr.terms.min.js"  # a script of ours with a name of Material's, see language/search_index.py
USED = {"lunr.stemmer.support.min.js", READER}
# A comment on lines of its own: // to the end of the line, or /* to the end of a line.
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
MAP = re.compile(r"\n(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z")


@remember
def lighter(page: str) -> str:
    """Return a page's HTML without indentation and without tags that change nothing."""
    parts = PRE.split(page)
    parts[::2] = [BETWEEN.sub("", re.sub(r"\s*\n\s*", "\n", part)) for part in parts[::2]]
    parts[1::2] = [plainer(part) for part in parts[1::2]]
    return "".join(parts)


def plainer(code: str) -> str:
    """Return a highlighted block without the tags that give no colour, and neighbours of one colour joined."""
    code = PLAIN.sub(r"\1", code.replace("<span></span>", ""))
    code = KIND.sub(lambda m: f'<span class="{KINDS[m[1]]}">', code)
    joined = TWIN.sub(r'<span class="\1">\2', code)
    while joined != code:
        code, joined = joined, TWIN.sub(r'<span class="\1">\2', joined)
    return code


def strip_comments(script: str) -> str:
    """Return a script without the comments that stand on lines of their own; its types are most of them.

    A minifier that reads JavaScript would save a little more, and is a program of its own.
    """
    return COMMENT.sub("", script)


def lighten_scripts(site: Path) -> None:
    """Serve the project's own scripts without their comments; the theme's have none."""
    for folder in ("explorers", "javascripts", "run"):
        for script in (site / "assets" / folder).rglob("*.js"):
            if not script.name.endswith(".min.js") or script.name == READER:
                script.write_text(strip_comments(script.read_text("utf-8")), "utf-8")


def leave_out(site: Path) -> None:
    """Delete what the theme brings and no page loads."""
    for pattern in UNUSED:
        for file in site.glob(pattern):
            if file.name not in USED:
                file.unlink()
    for file in site.glob("assets/**/*.min.*"):
        file.write_text(MAP.sub("\n", file.read_text("utf-8")), "utf-8")
