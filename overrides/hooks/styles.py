"""Turns the style attributes of finished pages into classes, whose rules are added to figures.css.

The Content-Security-Policy of the site (see policy.py) allows no style inside a page, and a figure says the same few
things of every cell: as classes they take a fifteenth of a large page's bytes less.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

from project import DOCS, pure

SHEET = "assets/stylesheets/figures.css"
STYLED = re.compile(r'<[a-zA-Z][^<>]*? style="(?P<style>[^"]*)"[^<>]*>')
CLASS = re.compile(r' class="([^"]*)"')

rules: dict[str, str] = {}  # by class, of all pages so far


@pure
def rule(style: str) -> tuple[str, str]:
    """Return a class and its style. The name is made of it: a browser with the last sheet shows no other colour."""
    style = re.sub(r"\s*([;:,])\s*", r"\1", style.strip().rstrip(";"))
    return "s" + hashlib.sha256(style.encode()).hexdigest()[:6], style


def classed(page: str) -> str:
    """Return a page's HTML with a class in place of each style attribute."""

    def tag(match: re.Match[str]) -> str:
        name, style = rule(match["style"])
        assert rules.setdefault(name, style) == style, f"two styles have one name: {style!r}, {rules[name]!r}"
        bare = match[0].replace(f' style="{match["style"]}"', "", 1)
        if CLASS.search(bare):
            return CLASS.sub(rf' class="\1 {name}"', bare, count=1)
        return re.sub(r"\A<[\w-]+", rf'\g<0> class="{name}"', bare)

    return STYLED.sub(tag, page)


@event_priority(-115)  # when the page is finished, before weight.py and policy.py look at it
def on_post_page(output: str, page: Any, config: Any) -> str:
    """Give the page classes."""
    return classed(output)


def on_post_build(config: Any) -> None:
    """Write the rules. The selector is as strong as an id, as the attribute was."""
    written = "".join(f".{name}:not(#_){{{style}}}\n" for name, style in sorted(rules.items()))
    sheet = (DOCS / SHEET).read_text("utf-8")
    (Path(config.site_dir) / SHEET).write_text(f"{sheet}\n/* Made by overrides/hooks/styles.py. */\n{written}", "utf-8")
