"""A page with all that it may show, for tests that look at everything on it."""

import re

from project import pages

LESSONS = sorted(re.sub(r"(index)?\.md$", lambda m: "" if m[1] else "/", name) for name in pages("en"))
EVERY = [*(language + place for language in ("", "fa/") for place in LESSONS), "404.html"]


def still(page):
    """End what moves, in the fonts of the page: half-way a colour or a place is none of ours."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")


def explored(page):
    """Bring every explorer of a page to life: they wait until they come near the screen."""
    boxes = page.locator(".explorer")
    for i in range(boxes.count()):
        boxes.nth(i).scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.explorer')].every(box => 'live' in box.dataset)")
    page.evaluate("scrollTo(0, 0)")
    still(page)


def unfolded(page):
    """Open every fold of a page and wait for what comes into it."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.wait_for_function(
        "[...document.querySelectorAll('.figure-code')].every(fold => fold.querySelector('.highlight'))"
    )
    still(page)
