"""The search finds what readers type, in Material's own dialog: search.yml lists it."""

import re
from pathlib import Path

import pytest
import yaml

from tests.browser.whole import go, until

QUERIES = yaml.safe_load((Path(__file__).parent / "search.yml").read_text("utf-8"))
WANTED = [(language, query, page) for language, pages in QUERIES.items() for page in pages for query in pages[page]]


class Dialog:
    """The search of a page, opened."""

    def __init__(self, page, root):
        self.page, self.root = page, root
        page.wait_for_selector("html.js")
        page.keyboard.press("/")
        self.input = page.locator("[data-md-component=search-query]")
        self.meta = page.locator(".md-search-result__meta")
        until(page, "document.activeElement?.matches('[data-md-component=search-query]')")
        self.empty = {"en": "Type to start searching", "fa": "بنویسید تا جستجو شود"}[
            page.evaluate("document.documentElement.lang")
        ]

    def ask(self, query):
        """Type a query and return the pages found, in order."""
        for text, waited in (("", "==="), (query, "!==")):
            self.input.fill(text)
            self.input.press("End")  # Material listens to keys
            until(
                self.page,
                f"empty => document.querySelector('.md-search-result__meta').textContent.trim() {waited} empty",
                self.empty,
            )
        links = self.page.eval_on_selector_all(
            ".md-search-result__item", "items => items.map(item => item.querySelector('a').href)"
        )
        return [re.sub(r"[?#].*", "", link.removeprefix(self.root)) for link in links]


@pytest.fixture(scope="module")
def dialogs(browser, address):
    """The search of each language's home page."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    opened = {}
    for language, folder in (("en", ""), ("fa", "fa/")):
        page = context.new_page()
        go(page, address + folder)
        opened[language] = Dialog(page, address + folder)
    yield opened
    context.close()


@pytest.mark.parametrize(("language", "query", "page"), WANTED, ids=[f"{lang}: {q}" for lang, q, _ in WANTED])
def test_the_page_that_a_reader_wants_comes_first(dialogs, language, query, page):
    found = dialogs[language].ask(query)
    assert found[:1] == [page], f"{query} finds {found[:4]}"


def test_there_are_enough_queries():
    assert len(WANTED) >= 120


def test_results_are_pages_of_the_language_of_the_page(dialogs):
    assert all(not place.startswith(("http", "fa/")) for place in dialogs["en"].ask("convolution"))
    assert all(not place.startswith("http") for place in dialogs["fa"].ask("convolution"))


def test_a_persian_page_counts_in_persian_digits(dialogs):
    dialogs["fa"].ask("کرنل")
    until(
        dialogs["fa"].page,
        "/^[۰-۹]+ صفحه پیدا شد$/.test(document.querySelector('.md-search-result__meta').textContent.trim())",
    )


def test_the_words_found_are_marked_in_the_result(dialogs):
    dialogs["fa"].ask("کرنلها")
    marked = dialogs["fa"].page.locator(".md-search-result__item mark").all_text_contents()
    plain = [word.replace("\u200c", "").lower() for word in marked]
    # A few marks are on words of a name in the other language: «size» of kernel size stands for «کرنل».
    assert plain
    assert sum(word.startswith(("کرنل", "kernel")) for word in plain) > 0.8 * len(plain)


MARKED = (
    "() => [...(CSS.highlights.get('search') ?? [])].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"
)


@pytest.mark.parametrize(
    ("folder", "query", "words"),
    [
        ("fa/", "میلغزد", {"می‌لغزد"}),
        ("fa/", "هسته", {"کرنل", "کرنل‌ها"}),
        ("", "kernels", {"kernel", "kernels"}),
    ],
)
def test_the_page_that_a_result_opens_has_the_words_marked(open_page, folder, query, words):
    page = open_page(folder)
    Dialog(page, "").ask(query)
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url("**h=*")
    until(page, f"() => ({MARKED})().length")
    assert words & set(page.evaluate(MARKED))


def test_the_search_says_so_where_nothing_is_found(dialogs):
    assert dialogs["fa"].ask("قسطنطنیه") == []
    assert dialogs["fa"].meta.inner_text() == "چیزی پیدا نشد"
