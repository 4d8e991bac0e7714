"""The glossary: read with care, explained once a page, and kept to."""

import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import glossary, orthography

PAGE = "<article><h2>Kernel</h2><p>A <code>kernel</code> and a kernel, max pooling and pooling. Kernels.</p></article>"


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Let a test write a glossary of its own."""

    def write(text):
        file = tmp_path / "glossary.yml"
        file.write_text(text, "utf-8")
        monkeypatch.setattr(glossary, "SOURCE", file)

    return write


GOOD = """
kernel:
  name: { en: kernel, fa: کرنل }
  also: { fa: [هسته] }
  means: { en: A grid of weights., fa: شبکه‌ای از وزن‌ها. }
  page: kernels/index.md
"""


def test_a_good_entry_is_read(source):
    source(GOOD)
    (term,) = glossary.terms()
    assert term.name == {"en": "kernel", "fa": "کرنل"}
    assert term.also == {"en": [], "fa": ["هسته"]}


def test_a_name_for_the_search_alone_is_read_and_not_printed(source):
    source(GOOD.replace("  also:", "  searched: { fa: [کرنال] }\n  also:"))
    (term,) = glossary.terms()
    assert term.searched == {"en": [], "fa": ["کرنال"]}
    assert "هسته" in glossary.entries("fa")
    assert "کرنال" not in glossary.entries("fa")


def test_a_lesson_whose_title_is_a_question_ends_its_entry_without_a_full_stop(source):
    source(GOOD)
    assert "?](kernels/index.md)</dd>" in glossary.entries("en")
    assert "؟](kernels/index.md)</dd>" in glossary.entries("fa")
    source(GOOD.replace("kernels/index.md", "kernels/gallery.md"))
    assert all("](kernels/gallery.md).</dd>" in glossary.entries(language) for language in ("en", "fa"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kernel:\n", "Kernel size:\n", "cannot be an id"),
        ("  page: kernels/index.md\n", "", "kernel has no 'page'"),
        ("  page: kernels/index.md", "  page: kernels/nowhere.md", "which is not there"),
        ("  page: kernels/index.md", "  page: kernels/index.md#nowhere", "which is not there"),
        ("fa: کرنل", "fa: ''", "kernel.name.fa is an empty text"),
        ("fa: [هسته]", "fa: [هسته], de: [Kern]", "kernel.also knows no 'de'"),
        ("fa: [هسته]", "fa: هسته", "kernel.also.fa is the text 'هسته', but a list of names is wanted"),
        ("fa: [هسته]", "fa: [7]", "entry 1 of kernel.also.fa is 7"),
        ("  also:", "  allowed: { fa: [ماسک] }\n  also:", "'ماسک' is allowed, but stands not under also"),
        ("  also:", "  name: { en: k, fa: ک }\n  also:", "the key 'name' stands here again, first in line 3"),
    ],
)
def test_a_bad_entry_stops_with_its_place_and_the_mend(source, old, new, said):
    source(GOOD.replace(old, new))
    with pytest.raises(PluginError, match=re.escape(said)) as caught:
        glossary.terms()
    assert re.search(r"glossary\.yml:[2-5]: ", str(caught.value))
    assert "To mend it" in str(caught.value)


def test_a_glossary_that_is_no_yaml_stops_with_its_line(source):
    source("kernel: [\n")
    with pytest.raises(PluginError, match=r"glossary\.yml:\d+: this is not YAML"):
        glossary.terms()


def explained(page, language, home):
    """Explain a page by the glossary as its file is now."""
    return glossary.explained(glossary.SOURCE.read_text("utf-8"), page, language, home)


def test_a_glossary_that_changes_is_read_anew(source):
    source(GOOD)
    assert 'href="#kernel">kernel</a>' in explained(PAGE, "en", "")
    source(GOOD.replace("A grid", "A table").replace("en: kernel", "en: max pooling"))
    assert 'href="#kernel">max pooling</a>' in explained(PAGE, "en", "")
    assert glossary.terms()[0].means["en"] == "A table of weights."


def test_two_entries_cannot_share_a_name(source):
    source(GOOD + GOOD.replace("kernel:\n", "filter:\n").replace("en: kernel", "en: filter"))
    with pytest.raises(PluginError, match="already belongs to 'kernel'"):
        glossary.terms()


def test_the_first_mention_in_running_text_is_explained_and_no_other():
    made = explained(PAGE, "en", "../glossary/")
    assert made.count('href="../glossary/#kernel"') == 1
    assert 'and a <span class="tied"><a class="term"' in made, "its comma stays on its line"
    assert "<h2>Kernel</h2>" in made
    assert "<code>kernel</code>" in made


def test_a_longer_name_goes_before_a_shorter_one_in_it():
    made = explained(PAGE, "en", "../glossary/")
    assert re.search(r">max pooling</a>", made)
    assert re.search(r'and <span class="tied"><a [^>]*>pooling</a>', made)


def test_a_persian_plural_is_a_mention_and_another_word_is_none():
    made = explained("<article><p>کرنلینگ و کرنل‌ها</p></article>", "fa", "")
    assert ">کرنل‌ها</a>" in made
    assert "کرنلینگ و <a " in made


def test_text_in_the_other_language_is_left_alone():
    made = explained('<article><p><span lang="fa">کرنل</span> کانولوشن</p></article>', "en", "")
    assert "<a " not in made


def test_the_page_without_its_explanations_is_the_page():
    made = explained(PAGE, "en", "")
    made = re.sub(r'<span class="tied">(.*?)</span>', r"\1", made)
    assert re.sub(r"</?a(?: [^>]*)?>", "", made) == PAGE


def test_a_name_that_was_not_chosen_is_reported(tmp_path, monkeypatch):
    page = tmp_path / "x.md"
    page.write_text("---\n---\nهسته‌ها و `هسته` و [کرنل](هسته.md)\n", "utf-8")
    monkeypatch.setattr(glossary, "pages", lambda language: {"x.md": page})
    (said,) = glossary.problems()
    assert "x.md:3" in said
    assert "کرنل" in said


def test_the_site_keeps_to_its_names():
    assert glossary.problems() == []


def test_the_persian_glossary_is_in_the_order_of_the_alphabet():
    names = re.findall(r"\*\*(.*?)\*\*", glossary.entries("fa"))
    assert (
        names.index("پنجره")
        < names.index("تنسور")
        < names.index("حاشیه‌گذاری")
        < names.index("کرنل")
        < names.index("گام")
    )


def test_its_persian_keeps_the_orthography():
    assert [
        f.near for f in orthography.check(glossary.SOURCE, orthography.values(glossary.SOURCE.read_text("utf-8")))
    ] == []


@pytest.mark.parametrize("payload", ["<script>ran()</script>", "<img src=x onerror=ran()>", "</b><svg onload=ran()>"])
@pytest.mark.parametrize(
    ("old", "new"), [("en: kernel", "en: '{}'"), ("A grid of weights.", "'{}'"), ("[هسته]", "['{}']")]
)
def test_names_and_meanings_are_text(source, old, new, payload):
    source(GOOD.replace(old, new.format(payload)))
    with pytest.raises(
        PluginError, match=r"glossary\.yml:2: the entry 'kernel' holds </?\w+.*names and meanings are text"
    ):
        glossary.terms()
