"""Makes one page in both languages of the two that stand in for missing ones: a host sends one for every address.

A host cannot know which language the reader wants, but the address says it. So the English page holds the frame and the
words of the Persian one, and a script of overrides/404.html shows them before anything is seen.
"""

import re

PLACE = '<template id="persian"></template>'
BODY = re.compile(rf"<body\b[^>]*>(.*?){re.escape(PLACE)}", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def in_both(english: str, persian: str) -> str:
    """Return the English page with the Persian one in it."""
    body, title = BODY.search(persian), TITLE.search(persian)
    assert body, "the Persian page has the place where its scripts begin"
    assert title, "the Persian page has a title"
    assert english.count(PLACE) == 1, "the English page has a place for the Persian one"
    said = title[1].replace('"', "&quot;")
    return english.replace(PLACE, f'<template id="persian" title="{said}">{body[1]}</template>')
