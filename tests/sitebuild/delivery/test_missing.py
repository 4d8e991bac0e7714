"""Of two pages for missing addresses one is made, which holds both."""

import pytest
from bs4 import BeautifulSoup

from sitebuild.delivery.missing import PLACE, in_both

PAGE = f"<html><head><title>{{0}}</title></head><body dir='x'><h1>{{0}}</h1>{PLACE}<script>run()</script></body></html>"


def test_the_persian_frame_stands_in_the_english_page():
    tree = BeautifulSoup(in_both(PAGE.format("None"), PAGE.format('"هیچ"')), "html.parser")
    assert tree.title.text == "None"
    (kept,) = tree.select("template")
    assert kept["title"] == '"هیچ"'
    assert [one.name for one in kept.find_all(True)] == ["h1"], "its scripts are those of the English page"
    assert kept.h1.contents == ['"هیچ"']


@pytest.mark.parametrize("which", [0, 1])
def test_a_page_without_its_place_is_refused(which):
    pages = [PAGE.format("a"), PAGE.format("b")]
    pages[which] = pages[which].replace(PLACE, "")
    with pytest.raises(AssertionError):
        in_both(*pages)
