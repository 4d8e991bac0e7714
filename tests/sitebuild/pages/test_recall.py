from types import SimpleNamespace

import pytest
from mkdocs.commands import build as mkdocs_build

from sitebuild.core.project import DOCS
from sitebuild.pages import recall


class File(SimpleNamespace):
    """A file of MkDocs, equal to itself alone."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


SOURCE = DOCS / "en/pooling/index.md"
FACTS = {"pooling/max_pool": {"kept": 4}, "kernels/gallery": {"kept": 1}}
DRAWN = {"pooling/slide": {"svg": "<svg>"}, "kernels/gallery": {"svg": "<svg>"}}


def key(shared="shared", facts=FACTS, drawn=DRAWN, source=SOURCE):
    return recall.key(source, source.relative_to(DOCS).parts[0], shared, facts, drawn)


def test_the_key_is_made_of_what_the_page_shows_and_of_nothing_else():
    assert key() == key()
    changed = {"pooling/slide": {"svg": "<svg/>"}}
    assert key() != key(shared="other")
    assert key() != key(facts=FACTS | {"pooling/max_pool": {"kept": 5}})
    assert key() != key(drawn=DRAWN | changed)
    assert key() == key(facts=FACTS | {"kernels/gallery": {"kept": 2}}, drawn=DRAWN | {"kernels/gallery": {}})
    assert key() != key(source=DOCS / "fa/pooling/index.md")


def test_the_key_is_made_of_the_included_code(monkeypatch):
    before, lab = key(), key(source=DOCS / "en/labs/find-the-edges.md")
    own = recall.includes.read
    more = '\nprint("more")\n# --8<-- [end:'
    monkeypatch.setattr(
        recall.includes,
        "read",
        lambda path: own(path).replace("\n# --8<-- [end:", more) if path.suffix == ".py" else own(path),
    )
    assert key() != before
    monkeypatch.setattr(recall.labs, "expanded", lambda path: "other cells")
    assert key(source=DOCS / "en/labs/find-the-edges.md") != lab


def test_the_key_of_a_page_that_counts_exercises_is_made_of_their_names(monkeypatch):
    before, other = key(), key(source=DOCS / "en/pooling/borders.md")
    own = recall.coding_exercises.read
    box = '<div class="exercise" data-exercise="pooling/write_more" markdown>\n'
    monkeypatch.setattr(recall.coding_exercises, "read", lambda path: box + own(path))
    assert key() != before
    assert key(source=DOCS / "en/pooling/borders.md") == other


def test_titles_and_descriptions_are_common_and_what_was_reviewed_is_not(monkeypatch):
    before, own = recall.common(), recall.read
    for old, new, same in (
        ("  what-next: '", "  what-next: '0", True),
        ("description: ", "description: Newly, ", False),
    ):
        monkeypatch.setattr(recall, "read", lambda path, old=old, new=new: own(path).replace(old, new))
        assert (recall.common() == before) is same


@pytest.fixture
def mkdocs(tmp_path, monkeypatch):
    """A build of one page, and how often MkDocs makes it; `text` is what a fact of the page says."""
    state = SimpleNamespace(text="one", made=0, entries=[])

    def populate(page, config, files, dirty=False):
        state.made += 1
        vars(page).update(markdown="m", content=f"c {state.text}", toc=[], meta={}, present_anchor_ids={"a"})
        vars(page).update(_title_from_render="t", links_to_anchors={other: {"b": "other.md#b"}})

    def write(page, config, *rest):
        recall.write(tmp_path / "site/index.html", page.content.encode())
        config.plugins["material/search"].search_index.entries.append({"text": page.content})

    monkeypatch.setattr(mkdocs_build, "_populate_page", populate)
    monkeypatch.setattr(mkdocs_build, "_build_page", write)
    recall.begin(lambda: ("shared", {"pooling/max_pool": {"kept": state.text}}, DRAWN, {}))
    other = File(src_uri="en/other.md")

    def build():
        """Build as for the first time: with an empty site, new objects and an empty index."""
        file = SimpleNamespace(
            src_uri="en/pooling/index.md", name="index", abs_dest_path=str(tmp_path / "site/index.html")
        )
        page, index = SimpleNamespace(file=file), SimpleNamespace(entries=[])
        config = SimpleNamespace(
            plugins={"material/search": SimpleNamespace(search_index=index)}, site_dir=str(tmp_path / "site")
        )
        again = File(src_uri="en/other.md")
        files = SimpleNamespace(get_file_from_path=lambda path: again)
        mkdocs_build._populate_page(page, config, files)
        mkdocs_build._build_page(page, config, None)
        html = (tmp_path / "site/index.html").read_text("utf-8")
        (tmp_path / "site/index.html").unlink()
        return page, html, index.entries, again

    state.build = build
    return state


def test_a_page_that_would_come_out_as_before_is_not_made_again(mkdocs):
    page, html, entries, _ = mkdocs.build()
    again, same, listed, other = mkdocs.build()
    assert mkdocs.made == 1
    assert (same, listed, again.toc, again.content) == (html, entries, page.toc, page.content)
    assert again.links_to_anchors == {other: {"b": "other.md#b"}}, "a link leads to the file of this build"


def test_a_page_of_which_a_fact_has_changed_is_made_again(mkdocs):
    mkdocs.build()
    mkdocs.text = "two"
    _, html, entries, _ = mkdocs.build()
    assert (mkdocs.made, html, entries) == (2, "c two", [{"text": "c two"}])
