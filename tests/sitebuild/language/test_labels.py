"""The labels of figures are text."""

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import labels


@pytest.mark.parametrize("text", ["<script>ran()</script>", "<img src=x onerror=ran()>", "</desc><a>"])
def test_a_label_with_html_is_refused_with_its_line(text):
    for line in (f"Step: '{text}'", f"'{text}': گام"):
        with pytest.raises(PluginError, match=r"labels\.yml:2: a label holds <") as caught:
            labels.read(f"Stride: گام\n{line}\n")
        assert "To mend it" in str(caught.value)


def test_a_label_may_compare():
    assert labels.read("'a < b': 'a < b'\n") == {"a < b": "a < b"}
