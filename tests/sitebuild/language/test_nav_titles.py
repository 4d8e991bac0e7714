"""A section whose title stayed English on the Persian pages is told with its line in mkdocs.yml."""

from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Link, Section

from sitebuild.language import nav_titles


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Let a test have a mkdocs.yml of its own."""
    monkeypatch.setattr(nav_titles, "ROOT", tmp_path)
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        "site_name: Pooling\nnav:\n  - index.md\n  - Kernels:\n      - a.md\n  - Pooling:\n      - b.md\n", "utf-8"
    )
    return file


def test_sections_at_every_depth_are_looked_at():
    inner = Section("More on it", [])
    items = [Section("کرنل‌ها", [Section("Gallery", [inner])]), Section("Labs", []), Section("CNN چیست", [])]
    assert nav_titles.untranslated(items) == ["Gallery", "More on it", "Labs"]


def test_the_title_of_a_page_is_its_own_affair():
    assert nav_titles.untranslated([Link("Pooling", "pooling/")]) == []


def test_a_title_is_told_with_its_line(settings):
    (said,) = nav_titles.problems([Section("کرنل‌ها", []), Section("Pooling", [])])
    assert said.startswith(f"{settings}:6: the navigation title 'Pooling' has no Persian")
    assert "nav_translations of the language fa" in said


def test_a_title_that_the_settings_do_not_hold_is_told_all_the_same(settings):
    (said,) = nav_titles.problems([Section("Made by a plugin", [])])
    assert said.startswith(f"{settings}:1: ")


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
