"""Titles of the navigation are text."""

from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import nav_titles


def item(title, children=None):
    """Return an entry of the navigation."""
    return SimpleNamespace(title=title, children=children)


@pytest.mark.parametrize("title", ["<script>ran()</script>", 'x" onclick="ran()', "a > b"])
def test_a_title_with_html_is_refused_at_any_depth(title):
    for items in ([item(title)], [item("Kernels", [item(None), item(title)])]):
        with pytest.raises(PluginError, match=r"mkdocs\.yml:\d+: the navigation title .* would be HTML"):
            nav_titles.check(items)


def test_the_line_is_that_of_the_settings(tmp_path, monkeypatch):
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - index.md\n  - <b>x</b>:\n", "utf-8")
    monkeypatch.setattr(nav_titles, "ROOT", tmp_path)
    with pytest.raises(PluginError, match=r"mkdocs\.yml:3: "):
        nav_titles.check([item("<b>x</b>")])


def test_other_titles_pass():
    assert nav_titles.check([item("کرنل", [item("A & B’s «c»")]), item(None)]) is None
