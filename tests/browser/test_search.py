"""The search finds what readers type, in Material's own dialog: search.yml lists it."""

import re
from pathlib import Path

import pytest
import yaml

from tests.browser.whole import LESSONS, go, until

HERE = Path(__file__).parent
QUERIES = yaml.safe_load((HERE / "search.yml").read_text("utf-8"))
QUESTIONS = yaml.safe_load((HERE / "questions.yml").read_text("utf-8"))
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
            self.input.fill(text)  # without a key, as who pastes by mouse, drops or dictates
            until(
                self.page,
                f"empty => document.querySelector('.md-search-result__meta').textContent.trim() {waited} empty",
                self.empty,
            )
        links = self.page.eval_on_selector_all(
            ".md-search-result__item", "items => items.map(item => item.querySelector('a:not(.search-near)')?.href)"
        )
        return [re.sub(r"[?#].*", "", link.removeprefix(self.root)) for link in links if link]


# Asks the worker of Material's search, in the page, one query after the other; gives the places that each finds.
ASK = """async (queries) => {
  const { base, search } = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(search, location));
  const send = (type, data) => new Promise((done) => {
    worker.onmessage = ({ data: answer }) => done(answer.data);
    worker.postMessage({ type, data });
  });
  const index = await (await fetch(new URL(`${base}/search/search_index.json`, location))).json();
  await send(0, { ...index, options: { suggest: false } });
  const found = [];
  for (const query of queries) {
    const { items } = await send(2, query);
    found.push(items.map((sections) => sections[0].location.replace(/#.*/, "")));
  }
  worker.terminate();
  return found;
}"""


@pytest.fixture(scope="module")
def ask(dialogs):
    """Return a function that asks many queries at once, as the dialog does, and returns the pages that each finds."""
    return lambda language, queries: dialogs[language].page.evaluate(ASK, list(queries))


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


@pytest.mark.parametrize("language", QUERIES)
def test_the_page_that_a_reader_wants_comes_first(ask, language):
    wanted = [(query, page) for one, query, page in WANTED if one == language]
    found = ask(language, [query for query, _ in wanted])
    missed = [f"{q} finds {f[:4]}, not {p}" for (q, p), f in zip(wanted, found, strict=True) if f[:1] != [p]]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("language", QUESTIONS)
def test_of_whole_questions_95_of_100_find_an_answer_among_the_first_three(ask, language):
    questions = QUESTIONS[language]
    found = ask(language, questions)
    missed = [
        f"{question} finds {pages[:3]}, not {answers}"
        for (question, answers), pages in zip(questions.items(), found, strict=True)
        if not set(pages[:3]) & set(answers)
    ]
    share = 1 - len(missed) / len(questions)
    assert share >= 0.95, "\n".join([f"{share:.1%} of {len(questions)} questions", *missed])


def test_there_are_enough_queries_and_questions():
    assert len(WANTED) >= 120
    assert all(len(questions) >= 75 for questions in QUESTIONS.values())


def test_every_page_that_is_wanted_is_there():
    places = {page for _, _, page in WANTED}.union(*(p for one in QUESTIONS.values() for p in one.values()))
    assert places <= set(LESSONS)


# What is typed or pasted around a word, or in it, and cannot be seen or is not meant; and names among other words.
SAME = {
    "en": {
        "padding": ["padding:", '"padding"', "“padding”", "‘padding’", "^padding", "padding~", "*padding", "+padding"],
        "filter": [
            "\N{LATIN SMALL LIGATURE FI}lter",
            "filter\N{RIGHT-TO-LEFT MARK}",
            "fil\N{SOFT HYPHEN}ter",
            "-filter",
        ],
        "stride": ["What is stride?", "could you please explain stride", "stride^~:", "~stride"],
        "normalised": ["normalized"],
        "speed": ["fast", "quick", "What is the speed?"],
        "1x1": ["1 by 1", "1by1"],
        "adaptive avg pool": ["AdaptiveAvgPool2d", "nn.AdaptiveAvgPool2d"],
    },
    "fa": {
        "ادغام": ["ادغام:", "«ادغام»", "ادغام چیست؟", "لطفا ادغام را توضیح دهید", "\N{RIGHT-TO-LEFT MARK}ادغام"],
        "گام": ["گام یعنی چی؟", "گام~", "+گام", "گام چیه", "گامش", "گامو"],
        "سایز": ["ابعاد", "اندازه", "سایزش"],
        "پیاده‌سازی": ["پیاده سازی", "کدنویسی"],
        "1x1": ["۱ در ۱", "۱در۱"],
    },
}


@pytest.mark.parametrize("language", SAME)
def test_what_is_not_meant_changes_nothing(ask, language):
    for word, forms in SAME[language].items():
        plain, *found = ask(language, [word, *forms])
        assert plain
        assert {form: pages for form, pages in zip(forms, found, strict=True) if pages != plain} == {}, word


def test_a_word_of_a_name_is_the_term_only_where_it_mostly_stands_in_the_name(ask):
    """«transposed» is the convolution; «cost» is no loss and «length» no learning rate, whose names have the words."""
    transposed, cost, length = ask("en", ["transposed", "cost", "length"])
    assert transposed[0] == "convolution/transposed/"
    assert "kernels/learned/" not in {cost[0], length[0]}


def test_a_query_of_signs_alone_finds_nothing_and_breaks_nothing(ask):
    assert ask("en", ["???", "+ - ~", '"', "^"]) == [[]] * 4


def test_results_are_pages_of_the_language_of_the_page(dialogs):
    assert all(not place.startswith(("http", "fa/")) for place in dialogs["en"].ask("convolution"))
    assert all(not place.startswith("http") for place in dialogs["fa"].ask("convolution"))


def test_a_persian_page_counts_in_persian_digits(dialogs):
    dialogs["fa"].ask("کرنل")
    until(
        dialogs["fa"].page,
        "/^[۰-۹]+ صفحه پیدا شد$/.test(document.querySelector('.md-search-result__meta').textContent.trim())",
    )


def test_a_result_says_which_words_it_lacks_but_not_of_another_name(dialogs):
    dialogs["fa"].ask("مکس پولینگ در resnet")
    first = dialogs["fa"].page.locator(".md-search-result__item").first
    assert "مکس" not in " ".join(first.locator("del").all_text_contents())
    dialogs["fa"].ask("گام xqzxqz")
    assert first.locator("del").first.text_content() == "xqzxqz"


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


@pytest.mark.parametrize(
    ("language", "query", "near", "key"),
    [
        ("en", "paddnig", "padding", "padding"),
        ("en", "strlde", "stride", "stride"),
        ("fa", "کانولوشون", "کانولوشن", "convolution"),
    ],
)
def test_where_nothing_is_found_the_nearest_terms_are_offered(dialogs, language, query, near, key):
    page = dialogs[language].page
    dialogs[language].ask(query)
    assert dialogs[language].meta.inner_text() == {"en": "No matching documents", "fa": "چیزی پیدا نشد"}[language]
    until(page, "document.querySelector('a.search-near')")
    offered = page.eval_on_selector_all("a.search-near", "links => links.map(link => [link.textContent, link.hash])")
    assert offered[0] == [near, f"#{key}"]
    assert offered[-1][1] == ""  # the whole glossary
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == near
    address = page.evaluate("document.activeElement.href")
    assert page.request.get(address).text().count(f'id="{key}"') == 1
    page.keyboard.press("ArrowUp")


def test_what_is_like_no_term_gets_the_glossary_alone(dialogs):
    page = dialogs["fa"].page
    dialogs["fa"].ask("xqzxqz")
    until(page, "document.querySelector('a.search-near')")
    assert page.locator("a.search-near").all_text_contents() == ["همهٔ واژه‌نامه"]
