"""A section whose title stayed English on the Persian pages is told with its line in mkdocs.yml."""

import pytest
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
