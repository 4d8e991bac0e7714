"""The joined stylesheets say what those say that they are joined of, as the browser itself reads them."""

import re

import pytest

from sitebuild.core.project import DOCS
from tests.browser.checks.styles import ALL, LINES

OURS = re.findall(r"^  - (assets/\S+\.css)", (DOCS.parent / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def reader(browser):
    """Return a page to read stylesheets in."""
    page = browser.new_page()
    yield page
    page.close()


def lines(reader, file):
    """Return the rules of a stylesheet, a line for each."""
    return [line for _, line in reader.evaluate(LINES, file.read_text("utf-8"))]


def test_no_rule_of_ours_is_changed_or_lost(reader, site):
    written = {name: lines(reader, DOCS / name) for name in OURS}
    assert all(written.values())
    explorers = {name: re.sub(r".*/|\.css", "", name) for name in OURS if "/explorers/" in name}
    joined = {site / ALL: [name for name in OURS if name not in explorers]}
    for file in (site / ALL).parent.glob("explorer-*.css"):
        joined[file] = [name for name, short in explorers.items() if short in ("explorers", *file.stem.split("-"))]
    assert {name for names in joined.values() for name in names} == set(OURS)
    for file, names in joined.items():
        served = lines(reader, file)
        rules = list(dict.fromkeys(rule for name in names for rule in written[name]))
        missing = [f"{file.name}: {rule}" for rule in rules if rule not in served]
        assert not missing
        places = [served.index(rule) for rule in rules]
        assert places == sorted(places), f"rules have changed places in {file.name}"


def test_a_space_more_or_less_is_seen(reader):
    one, other = "@media print { .a :is(b) { color: red } }", "@media print{.a:is(b){color:red}}"
    assert reader.evaluate(LINES, one) != reader.evaluate(LINES, other)
