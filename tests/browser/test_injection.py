"""Nothing that is slipped into a page runs, loads or leads away, as a browser sees it.

No site is built for it: payloads go through what each page goes through, and the browser gets what is left. What is
asked of it first is whether the payloads would work, so that a change of the browser cannot make this test empty.
"""

import re
from contextlib import suppress
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import ROOT
from sitebuild.delivery import csp
from sitebuild.language import explorer_words, glossary
from sitebuild.pages import allowed_html, facts, figures
from tests.payloads import LINKS, PAYLOADS, PLACES

SITE = "http://site.example/"
SHELL = '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
SOURCE = ROOT / "README.md"
GLOSSARY = "k:\n  name: {{ en: kernel, fa: کرنل }}\n  means: {{ en: {}, fa: x }}\n  page: kernels/index.md\n"
# What a reader may do: press, point, open.
TRY = """async () => {
  for (const one of document.querySelectorAll("body *")) {
    one.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
    if (one instanceof HTMLElement || one instanceof SVGElement) one.focus?.();
    if (one instanceof HTMLElement && !(one instanceof HTMLAnchorElement && /^https?:/.test(one.href))) one.click();
  }
  await new Promise((resolve) => setTimeout(resolve));
}"""


@pytest.fixture(scope="module")
def outcome(browser):
    """Return a function that opens HTML as a page and says what it did: ran, asked another place, or led away."""
    context = browser.new_context()
    context.add_init_script("window.times = 0; window.ran = () => { times += 1; top.times += top === self ? 0 : 1; }")
    served, asked = {}, []

    def answer(route):
        address = route.request.url
        if address == SITE:
            route.fulfill(body=served["page"], content_type="text/html")
        else:
            if not address.startswith(SITE):
                asked.append(address)
            route.fulfill(status=404, body="")

    context.route("**/*", answer)
    page = context.new_page()

    def opened(html):
        served["page"] = html
        asked.clear()
        page.goto(SITE, wait_until="load")
        done = set()
        with suppress(Exception):  # a page that is led away cannot be tried further
            page.evaluate(TRY)
        with suppress(Exception):
            if page.evaluate("window.times"):
                done.add("ran")
        if asked:
            done.add("asked")
        if page.url.split("#")[0] != SITE:
            done.add("left")
        return done

    yield opened
    context.close()


def delivered(body, title="Title"):
    """Return a finished page as it would be published; None if the build stops at it."""
    try:
        return csp.guarded(SHELL.format(title=title, body=allowed_html.check(body, SOURCE)), SOURCE)
    except PluginError:
        return None


def test_without_the_build_many_of_the_payloads_work(outcome):
    did = [outcome(SHELL.format(title="", body=payload)) for payload in PAYLOADS]
    assert sum("ran" in one for one in did) >= 10, did
    assert sum("asked" in one or "left" in one for one in did) >= 6, did


def test_the_policy_alone_lets_nothing_run(outcome):
    """As if every check had been passed: the page has the policy that the build gives to an empty one."""
    empty = csp.guarded(SHELL.format(title="", body="HERE"), SOURCE)
    ran = [payload for payload in PAYLOADS if "ran" in outcome(empty.replace("HERE", payload))]
    assert ran == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_works_wherever_it_stands_in_markdown(outcome, content_of, place):
    kept = []
    for payload in [*PAYLOADS, *LINKS]:
        with suppress(PluginError):  # it is no maths
            content = content_of(PLACES[place].format(payload))
            if delivered(content):
                kept.append(content)
    page = delivered("\n".join(kept))
    assert page
    assert outcome(page) == set()


def test_nothing_works_in_a_fact(outcome, content_of):
    kept = []
    for payload in [*PAYLOADS, *LINKS]:
        text = facts.quoted("It is {{ a/b.c }} here.", "en", {"a/b": {"c": payload}}, SOURCE)
        with suppress(PluginError):
            kept.append(content_of(text))
    assert len(kept) >= len(PAYLOADS)
    page = delivered("\n".join(one for one in kept if delivered(one)))
    assert page
    assert outcome(page) == set()


def test_nothing_works_in_a_description_and_a_caption(outcome, content_of):
    """Between quotation marks, and as the attribute of a tag typed into the page."""
    kept = []
    drawn = {"a/b": {"svg": '<svg width="10" viewBox="0 0 1 1"{described}></svg>', "images": {}}}
    for payload in [*PAYLOADS, *LINKS]:
        for value in (payload.replace('"', "'"), payload.replace('"', "&quot;")):
            markdown = f'![{value}](figure:a/b "{value}")'
            typed = f'<p><img alt="{value}" src="figure:a/b" title="{value}"></p>'
            for content in (content_of(markdown), typed):
                if "\n" not in value and delivered(content):
                    kept.append(figures.set_in(content, drawn, "assets/", "en"))
    assert kept
    page = csp.guarded(SHELL.format(title="", body="\n".join(kept)), SOURCE)
    assert outcome(page) == set()


def test_nothing_works_in_a_meaning(outcome):
    kept = []
    for payload in [*PAYLOADS, *LINKS]:
        text = GLOSSARY.format("'" + payload.replace("'", "''").replace("\n", " ") + "'")
        with suppress(PluginError):
            kept.append(glossary.explained(text, "<article><p>A kernel.</p></article>", "en", "glossary/"))
    assert kept, "words without HTML are let through"
    assert outcome(csp.guarded(SHELL.format(title="", body="\n".join(kept)), SOURCE)) == set()


def test_nothing_works_in_the_data_of_an_explorer(outcome):
    """Which stands in a script, and could end it."""
    known = {"en": {"common": {}, "stepper": {str(i): one for i, one in enumerate([*PAYLOADS, "</script>" * 2])}}}
    page = SimpleNamespace(file=SimpleNamespace(src_uri="en/x.md"))
    body = explorer_words.put_in('<div class="explorer" data-explorer="stepper" data-start=""></div>', page, known)
    assert outcome(csp.guarded(SHELL.format(title="", body=body), SOURCE)) == set()


def test_nothing_works_in_front_matter_and_titles(outcome, monkeypatch, tmp_path):
    monkeypatch.setattr(allowed_html, "DOCS", tmp_path)
    (tmp_path / "x.md").write_text("# Title\n", "utf-8")
    kept = []
    for payload in [*PAYLOADS, *LINKS]:
        page = SimpleNamespace(file=SimpleNamespace(src_uri="x.md"), meta={"description": payload}, title=payload)
        with suppress(PluginError):
            allowed_html.check_words(page)
            kept.append(re.sub(r"\s+", " ", payload))
    assert kept, "words without HTML are let through"
    body = "".join(f'<meta name="description" content="{one}"><p>{one}</p>' for one in kept)
    assert outcome(csp.guarded(SHELL.format(title=kept[0], body=body), SOURCE)) == set()


def test_a_caption_is_text_even_if_nothing_was_asked_of_it_before(outcome):
    drawn = {"a/b": {"svg": '<svg width="10" viewBox="0 0 1 1"{described}></svg>', "images": {}}}
    values = [payload.replace('"', "'") for payload in PAYLOADS]
    typed = "".join(f'<p><img alt="{value}" src="figure:a/b" title="{value}"></p>' for value in values)
    page = csp.guarded(SHELL.format(title="", body=figures.set_in(typed, drawn, "assets/", "en")), SOURCE)
    assert page.count("<figcaption") == len(PAYLOADS)
    assert outcome(page) == set()
