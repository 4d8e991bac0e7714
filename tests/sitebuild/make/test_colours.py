"""The colours of figures are those of the stylesheet, which is read here by a parser of CSS."""

import pytest
import tinycss2

from sitebuild.make import colours

SHEET = """/* --fig-ink: #ffffff; */
:root {
  --fig-ink: #1d2129;
  --fig-window-1: #124e8c; /* blue */
  --site-line: #d9d5ca;
}
@media screen {
  [data-md-color-scheme="slate"] { --fig-ink: #e8eaef; }
}
@media print { body { --fig-ink: #000000; } }
"""


def declared(scheme):
    """Return what a parser of CSS finds under a selector, in any media."""
    rules = tinycss2.parse_stylesheet(colours.SHEET.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    rules += [
        inner
        for rule in rules
        if rule.type == "at-rule" and rule.content
        for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    ]
    (found,) = [
        rule
        for rule in rules
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == colours.SCHEMES[scheme]
    ]
    return {
        one.name.removeprefix("--fig-"): tinycss2.serialize(one.value).strip()
        for one in tinycss2.parse_blocks_contents(found.content, skip_comments=True, skip_whitespace=True)
        if one.name.startswith("--fig-")
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_is_what_a_browser_would_read(scheme):
    assert colours.palette(scheme) == declared(scheme)


def test_each_scheme_has_its_own_and_nothing_that_is_not_of_figures():
    assert colours.read(SHEET, "light") == {"ink": "#1d2129", "window-1": "#124e8c"}
    assert colours.read(SHEET, "dark") == {"ink": "#e8eaef"}


def test_a_sheet_that_changes_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(colours, "SHEET", tmp_path / "colours.css")
    colours.SHEET.write_text(SHEET, "utf-8")
    assert colours.palette("light")["ink"] == "#1d2129"
    colours.SHEET.write_text(SHEET.replace("#1d2129", "#102030"), "utf-8")
    assert colours.palette("light")["ink"] == "#102030"


def test_a_sheet_without_the_scheme_stops():
    with pytest.raises(AssertionError, match=r"colours\.css has no rule for :root"):
        colours.read("body { color: red }", "light")
