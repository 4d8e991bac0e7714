"""What is said of a page where somebody shares its address."""

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.pages import open_graph


def test_a_page_without_a_description_stops_the_build(tmp_path):
    page = tmp_path / "page.md"
    for head in ("", "---\ndescription: ''\n---\n", "---\nneeds: []\n---\n"):
        page.write_text(f"{head}# Title {{ #title }}\n", "utf-8")
        with pytest.raises(PluginError) as error:
            open_graph.described(page)
        assert str(error.value).startswith(f"{page}:1: the page has no description")
        assert "To mend it: give it front matter" in str(error.value)
