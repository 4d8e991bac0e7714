"""Every event of a build, each an ordered list of what happens in it: the only file that MkDocs loads.

MkDocs builds the languages one after the other, the second inside the end of the first; what is known of the language
being built is replaced when the next begins. An event has a priority only where a plugin must come before or after it.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `mkdocs build` knows the folder of this file alone

from sitebuild.core import cache, patches, templates, untouched, yaml_file
from sitebuild.core.messages import stop, warn
from sitebuild.core.project import DOCS, LANGUAGES, ROOT
from sitebuild.core.sources import read
from sitebuild.delivery import address, csp, failure_page, missing, offline, repair_html, shrink, stylesheet
from sitebuild.language import explorer_words, glossary, nav_titles, orthography, search_index, twins, words
from sitebuild.make import logo, runtime
from sitebuild.pages import (
    allowed_html,
    coding_exercises,
    data,
    described,
    explorers,
    facts,
    figure_code,
    figure_words,
    figures,
    folds,
    includes,
    labs,
    left_over,
    lesson_line,
    licences,
    maths,
    open_graph,
    recall,
    schema_org,
    step_bar,
)

SETTINGS = ROOT / "mkdocs.yml"
Results = dict[str, dict[str, Any]]


@dataclass
class Build:
    """What one event has found out and another needs."""

    serving: bool = False  # the site is only looked at while it is written
    common: str = ""  # while serving: a digest of what any page may show
    sources: untouched.State = field(default_factory=dict)  # as they were when the build began
    explorer_words: dict[str, words.Words] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)  # of the figures of all languages, by class
    sheets: list[str] = field(default_factory=list)
    page: str = ""  # that is being made
    missing: str = ""  # the English page that stands in for missing ones
    data: dict[str, str] = field(default_factory=dict)  # for explorers, by its place in assets/
    # Of the language being built:
    facts: Results = field(default_factory=dict)
    figures: Results = field(default_factory=dict)
    cards: Results = field(default_factory=dict)
    lab_pictures: dict[str, dict[str, str]] = field(default_factory=dict)


build = Build()


def language_of(config: Any) -> str:
    """Return the language being built."""
    return str(config.plugins["i18n"].current_language)


def on_startup(command: str, dirty: bool) -> None:
    """Note whether this is `mkdocs serve`, which makes only what has changed."""
    build.serving = command == "serve"
    if build.serving:
        recall.begin(lambda: (build.common, build.facts, build.figures, build.lab_pictures))


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """Have a build that fails seen in the browser."""
    failure_page.show_failures(server)


@event_priority(-110)  # after the i18n plugin has set the language
def on_config(config: Any) -> None:
    """Look at the address of the site, and set up the plugin that runs the labs."""
    if language_of(config) == LANGUAGES[0]:
        address.check(config, build.serving)
        untouched.check_kinds()
        yaml_file.read(SETTINGS, read(SETTINGS))  # MkDocs takes the last of two equal keys
    labs.configure(config)


def on_pre_build(config: Any) -> None:
    """Look at the sources, and make what the pages of this language name."""
    language = language_of(config)
    if language == LANGUAGES[0]:
        build.sources = untouched.state()
        warn(untouched.strays())
        warn(twins.problems())
        warn(orthography.problems())
        warn(glossary.problems())
        warn(runtime.fetch())
        build.explorer_words = explorer_words.read()
        build.data = data.compute()
    includes.check(language)
    explorers.check(language)
    coding_exercises.check(language)
    warn(facts.typed(language))
    build.facts = facts.compute(language)
    if language == "fa":
        warn(maths.problems(build.facts))
    build.figures = figures.draw(language)
    for drawn in build.figures.values():
        build.styles.update(drawn["styles"])
    if language == LANGUAGES[-1]:  # the labels are the same in all
        warn(figure_words.problems(build.figures))
    if build.serving:
        build.common = recall.common()


@event_priority(-110)  # after the i18n plugin has translated
def on_nav(nav: Navigation, config: Any, files: Any) -> None:
    """Look whether every title is text, and translated."""
    nav_titles.check(nav.items)
    if language_of(config) == "fa":
        warn(nav_titles.problems(nav.items))


def on_env(env: Any, config: Any, files: Any) -> None:
    """Draw the cards, now that each page knows its title and its chapter; give the templates what they ask for."""
    build.cards = open_graph.describe(files, config, build.facts, build.serving)
    figures.store(build.figures, config.site_dir)
    env.bytecode_cache = templates.COMPILED
    env.globals["mark"] = logo.svg(tile=False)
    env.filters["patched"] = patches.template_patched
    env.globals["word"] = words.word
    env.globals["published"] = not address.is_own(config.site_url)
    env.globals["theme_words"] = words.of_feature("fa", words.THEME)


@event_priority(50)  # before mkdocs-jupyter reads the file
def on_pre_page(page: Page, config: Any, files: Any) -> None:
    """Note which page is next; put the code of a lab in place."""
    build.page = page.file.src_uri
    labs.prepare(page)


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Quote facts; a lab's text is quoted again when it has run. Put whole functions and their descriptions in."""
    text = facts.quoted(markdown, page.file.locale, build.facts, DOCS / page.file.src_uri)
    labs.guard(page, build.lab_pictures)
    return includes.with_functions(described.fill(glossary.fill(text, page)))


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Set the maths, and what has no Markdown of its own; fold the code that stood above."""
    html = labs.render(html, page, build.facts, build.lab_pictures.get(page.file.src_uri, {}), config, files)
    html = maths.render(html, DOCS / page.file.src_uri)
    allowed_html.check_words(page)
    html = coding_exercises.fill(licences.fill(html, page), page)
    html = left_over.check(twins.check_headings(html, DOCS / page.file.src_uri), DOCS / page.file.src_uri)
    html = allowed_html.check(html, DOCS / page.file.src_uri)
    return folds.set_in(html, page.file.locale)


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Give the template what is said of the page to those who share it and to search engines."""
    context["card"] = build.cards[page.file.src_uri]
    context["structured"] = schema_org.said(page, config)
    return context


@event_priority(-110)  # after every plugin, and after the search has read the page
def on_post_page(output: str, page: Any, config: Any) -> str:
    """Complete the page, then make it fit to be served."""
    output = folds.drop_script(step_bar.drop_script(figures.place(output, page, build.figures)))
    if build.serving:
        output = offline.unoffered(output)
    output = explorer_words.put_in(output, page, build.explorer_words)
    output = lesson_line.set_in(step_bar.start_high(output), page)
    output = glossary.explain(output, page)
    output = repair_html.untranslated(shrink.lighter(repair_html.valid(output)))
    return deliver(output, DOCS / page.file.src_uri)


@event_priority(-110)
def on_post_template(output: str, template_name: str, config: Any) -> str:
    """Make the page that stands in for missing ones fit to be served; to MkDocs it is no page."""
    if template_name != "404.html":
        return output
    page = repair_html.valid(output)
    if language_of(config) == LANGUAGES[0]:
        build.missing = page
    return deliver(missing.in_both(build.missing, page), ROOT / "overrides/404.html")


def deliver(page: str, source: Path) -> str:
    """Return a page with its sheets joined and its policy, which comes last: it knows each byte of the scripts."""
    page, build.sheets = stylesheet.link_sheets(page)
    return page if build.serving else csp.guarded(page, source)  # while serving, MkDocs adds a script to each answer


@event_priority(-110)  # after the i18n plugin, which builds the other language in this event
def on_post_build(config: Any) -> None:
    """Complete the site when all languages are built."""
    if config.plugins["i18n"].building:
        return
    site = Path(config.site_dir)
    data.write(build.data, site)
    figure_code.write(set(build.figures), site)
    licences.write(site)
    logo.write(site)
    search_index.write(site)
    words.write(site)
    runtime.write(site)
    coding_exercises.write(site)
    shrink.leave_out(site)
    shrink.lighten_scripts(site)
    stylesheet.write(site, build.sheets, build.styles)
    if not build.serving:
        offline.write(site, config.site_url)
        untouched.check_unchanged(build.sources)


def on_build_error(error: Exception, **_: Any) -> None:
    """Say in words what is wrong with a file, a disk or a page that no code of ours has read to its end."""
    if isinstance(error, RecursionError):
        place = DOCS / build.page, None
        raise stop(place, "this page is nested too deep", "write its lists and quotations in fewer levels") from None
    if isinstance(error, OSError) and (error.filename or error.errno in cache.FULL):
        raise PluginError(cache.trouble(error)) from error
