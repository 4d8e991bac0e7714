"""Writes the bar under a figure that has steps; docs/assets/javascripts/steps.js makes it work.

A figure in which something moves, a scene, begins with its first step; others begin with their last. Where a number
lands in a scene, the reader may guess it before.

Both stand in the page from the start, so nothing moves when the script comes; without scripting the stylesheet hides
them.
"""

import re
from collections.abc import Callable
from html import escape

from sitebuild.core.patches import patched
from sitebuild.language.labels import own
from sitebuild.language.numbers import localised

LAST = re.compile(r'<svg [^>]*data-last="(\d+)"')
SCENE = re.compile(r"<svg [^>]*data-scene")
SCRIPT = re.compile(r'<script src="[^"]*/steps\.js" type="module"></script>\s*')
ICONS = {
    "back": '<path d="M6 5h3v14H6zM20 5v14L9 12z"/>',
    "play": '<path class="steps-start" d="M6 4v16l14-8z"/><path class="steps-stop" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "next": '<path d="M15 5h3v14h-3zM4 5v14l11-7z"/>',
}


def bar(svg: str, language: str, labels: dict[str, str]) -> str:
    """Return the bar of a drawing, or nothing for a drawing without steps.

    Time runs from left to right, as a window runs over a grid, in both languages.
    """
    found = LAST.match(svg)
    if not found:
        return ""

    def t(label: str) -> str:
        return escape(own(label, language, labels))

    def button(name: str, label: str, more: str = "") -> str:
        icon = f'<svg viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>'
        return f'<button type="button" class="steps-{name}" aria-label="{t(label)}"{more}>{icon}</button>'

    last = found[1]
    now = t("Step {n} of {last}").replace("{last}", localised(last, language))
    first = "1" if SCENE.match(svg) else last
    at_first = now.replace("{n}", localised(first, language))
    return (
        f'<div class="steps" dir="ltr" role="group" aria-label="{t("Steps of the figure")}" data-now="{now}">'
        + button("back", "Previous step")
        + button("play", "Play", f' data-play="{t("Play")}" data-pause="{t("Pause")}"')
        + button("next", "Next step")
        + f'<input type="range" min="1" max="{last}" value="{first}" autocomplete="off" aria-label="{t("Step")}"'
        f' aria-valuetext="{at_first}"><span class="steps-now" dir="auto" aria-hidden="true">{at_first}</span>'
        '<span class="steps-said" role="status"></span></div>' + (guess(t) if "data-lands=" in svg else "")
    )


def guess(t: Callable[[str], str]) -> str:
    """Return the field for a guess, with the answers to it."""
    said = {"right": "{n} is right.", "wrong": "It is {n}, not {guess}.", "none": "Write a number, such as 4."}
    answers = "".join(f' data-{name}="{t(label)}"' for name, label in said.items())
    mine, check = t("Your guess"), t("Check")
    return (
        f'<form class="steps-guess" novalidate{answers}><label>{mine} '
        '<input dir="ltr" size="4" maxlength="8" autocomplete="off" spellcheck="false" enterkeyhint="go"></label>'
        f"<button>{check}</button><output></output></form>"
    )


def start_high(page_html: str) -> str:
    """Return a page whose box has a class from the start if it begins high: with a scene, or with a lead.

    A stylesheet could ask what follows, but while a page comes in parts the answer changes, and all would move.
    """
    name = "has-scene" if SCENE.search(page_html) else "has-lead" if '<p class="lead"' in page_html else ""
    box = '<div class="md-main__inner md-grid'
    return patched(page_html, "starts-high", f'{box}"', f'{box} {name}"') if name else page_html


def drop_script(page_html: str) -> str:
    """Return a page without the script of the bars where it has none: a first view on a phone has to be light."""
    return page_html if '<div class="steps"' in page_html else SCRIPT.sub("", page_html, count=1)
