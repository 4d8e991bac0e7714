"""The catalogue of the words in figures: read strictly, and put into a language."""

import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import labels


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "labels.yml:1: the file is nothing"),
        ("Input: ورودی\nInput: درونداد\n", "labels.yml:2: the key 'Input' stands here again, first in line 1"),
        ("Input: ورودی\nStep: 3\n", "labels.yml:2: Step is 3 (a number, not a text)"),
        ("Input: ورودی\n3: سه\n", "labels.yml:2: the key 3 is no text"),
        ("Input: ورودی\nStep: [گام]\n", "labels.yml:2: Step is a list"),
        ('Input: ورودی\n"{n} windows": "پنجره"\n', "labels.yml:2: '{n} windows' and 'پنجره' have other values"),
    ],
)
def test_an_odd_catalogue_is_told_with_its_line(text, said):
    with pytest.raises(PluginError, match=re.escape(said) + r".*\n    To mend it: "):
        labels.read(text)


def test_a_label_is_put_into_the_language_with_its_values():
    known, used = {"{n} windows": "{n} پنجره"}, {}
    assert labels.translator("fa", known, used)("{n} windows", n=12) == "۱۲ پنجره"
    assert labels.translator("en", known, {})("{n} windows", n=12) == "12 windows"
    assert used == known
    with pytest.raises(labels.UnknownLabel, match=r"'other' is not in docs/fa/labels\.yml"):
        labels.translator("fa", known, {})("other")
