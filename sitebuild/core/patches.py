"""Every change that the build makes to what the theme or a plugin gives: the list to go through when one is upgraded.

A change that no longer fits would be lost without a word, so each goes through here, and a build in which one finds
nothing to change stops. Templates use the filter of the same name: ``{{ super() | patched("name", old, new) }}``.
"""

import re
from dataclasses import dataclass
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core.messages import shown
from sitebuild.core.project import ROOT


@dataclass(frozen=True)
class Patch:
    """What is changed, where it comes from, and why."""

    where: str  # the file of the project that makes the change
    of: str  # the file of the theme or plugin that gives what is changed
    why: str


PATCHES = {
    # ---- the head of a page
    "alternates-whole": Patch(
        "overrides/main.html",
        "material/templates/partials/alternate.html",
        "search engines take no relative addresses of the other language",
    ),
    "alternates-hidden": Patch(
        "overrides/main.html",
        "material/templates/base.html",
        "Material's script asks for a sitemap beside each page that it finds as link[rel=alternate], where none is; "
        "a space after the word hides the link from the script and changes nothing for others",
    ),
    "alternates-none": Patch(
        "overrides/main.html",
        "material/templates/base.html",
        "the 404 page has no twin: the i18n plugin names those of the last page that was built",
    ),
    "next-quiet": Patch(
        "overrides/main.html",
        "material/templates/base.html",
        "Firefox fetches in advance what link[rel=next] names, and says on every page that the policy forbids it",
    ),
    # ---- the bar at the top
    "search-named": Patch(
        "overrides/main.html",
        "material/templates/partials/search.html",
        "the search dialog has no name for a screen reader",
    ),
    "results-named": Patch(
        "overrides/main.html",
        "material/templates/partials/search.html",
        "the list of results, which scrolls, has no name for a screen reader",
    ),
    "language-said": Patch(
        "overrides/main.html",
        "material/templates/partials/alternate.html",
        "the name of a language is in that language, and a screen reader has to know",
    ),
    "language-home": Patch(
        "overrides/main.html",
        "material/templates/partials/alternate.html",
        "on the 404 page the switch would lead to the twin of the last page that was built",
    ),
    "repository-quiet": Patch(
        "overrides/main.html",
        "material/templates/partials/source.html",
        "Material's script would ask another host how many stars the repository has",
    ),
    # ---- the rest of a page
    "search-base": Patch(
        "overrides/main.html",
        "material/templates/base.html",
        "a Persian page asks for the search index of its own language, which stands under fa/",
    ),
    "chapter-named": Patch(
        "overrides/main.html",
        "material/templates/partials/nav-item.html",
        "Material names the list of a chapter by a label that, where the chapter has a page, holds an arrow alone",
    ),
    "footer-named": Patch(
        "overrides/main.html",
        "material/templates/partials/footer.html",
        "the label of a link says more than its text; a reader who steers by voice says the text",
    ),
    # ---- finished files
    "toggles-own-form": Patch(
        "sitebuild/delivery/repair_html.py",
        "material/templates/base.html and partials/nav-item.html",
        "autocomplete is allowed only on fields of a form; without it, a menu would be open again after a reload",
    ),
    "language-kept": Patch(
        "sitebuild/delivery/repair_html.py",
        "material/templates/base.html",
        "a browser that translates a page changes the language at its root, and scripts ask for it",
    ),
    "labels-no-tabindex": Patch(
        "sitebuild/delivery/repair_html.py",
        "material/templates/partials/nav-item.html",
        "an empty tabindex is not allowed",
    ),
    "tabs-none": Patch(
        "sitebuild/delivery/repair_html.py",
        "material/templates/partials/javascripts/content.html",
        "no page has tabs; the script that opens one asks for an element of no name, which Firefox tells on every page",
    ),
    "search-later": Patch(
        "sitebuild/language/search_index.py",
        "material/templates/assets/javascripts/bundle.*.min.js",
        "Material's script loads the search index, half of what a page would weigh, before anybody searches",
    ),
    "search-typed": Patch(
        "sitebuild/language/search_index.py",
        "material/templates/assets/javascripts/bundle.*.min.js",
        "Material's script searches when a key is let go: text that is pasted by mouse, dropped or dictated has no key",
    ),
    "search-ranked": Patch(
        "sitebuild/language/search_index.py",
        "material/templates/assets/javascripts/workers/search.*.min.js",
        "Material's worker multiplies the score of each result by up to five, more for a page than for a section; "
        "search_rank.js has ranked both by then",
    ),
    "starts-high": Patch(
        "sitebuild/pages/step_bar.py",
        "material/templates/base.html",
        "the margin above a page is the same on all, and a scene has to fit the first screen with its heading",
    ),
    "lab-render": Patch(
        "sitebuild/pages/labs.py",
        "mkdocs_jupyter/plugin.py",
        "the plugin replaces the rendering of one page, and no event stands around that",
    ),
    "failures-shown": Patch(
        "sitebuild/delivery/failure_page.py",
        "mkdocs/livereload/__init__.py",
        "MkDocs's server says in the terminal alone that a build has failed, and goes on showing the site as it was",
    ),
    "pages-recalled": Patch(
        "sitebuild/pages/recall.py",
        "mkdocs/commands/build.py",
        "while serving, a page that would come out as before is not made again, and no event can leave one out",
    ),
}


def misfit(name: str, old: object) -> PluginError:
    """Return the error for a change that finds nothing to change."""
    patch = PATCHES[name]
    return PluginError(
        f"{shown(ROOT / patch.where)}: the patch {name!r} finds no {old!r} to change in what {patch.of} gives\n"
        f"    It is there because {patch.why}.\n"
        "    To mend it: look at what that file gives now, then change the patch, or remove it, here too"
    )


def patched(text: str, name: str, old: str | re.Pattern[str], new: str) -> str:
    """Return a text of the theme or of a plugin with every occurrence of something replaced.

    Parameters
    ----------
    text : str
        What the theme or the plugin gave.
    name : str
        Which of the patches this is.
    old : str or compiled pattern
        What must be there.
    new : str
        What takes its place; for a pattern, as ``re.sub`` takes it.

    Raises
    ------
    PluginError
        If `old` is not there.
    """
    if isinstance(old, re.Pattern):
        result, found = old.subn(new, text)
    else:
        result, found = text.replace(old, new), text.count(old)
    if not found:
        raise misfit(name, old.pattern if isinstance(old, re.Pattern) else old)
    return result


def patched_method(owner: Any, name: str, method: str) -> Any:
    """Return what an object, a class or a module itself has under a name, so that it can be wrapped or used."""
    if method not in vars(owner):
        raise misfit(name, f"{getattr(owner, '__name__', type(owner).__name__)}.{method}")
    return vars(owner)[method]


def template_patched(text: Any, name: str, old: str, new: str) -> str:
    """Do what `patched` does, as a filter of templates, whose text may be marked as safe."""
    return patched(str(text), name, str(old), str(new))
