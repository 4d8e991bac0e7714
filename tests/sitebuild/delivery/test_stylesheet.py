"""One sheet in place of several: every rule that could match something on the site is in it, in the order of before."""

import re

import pytest
import tinycss2

from sitebuild.delivery import stylesheet

LINKS = (
    '<link rel="stylesheet" href="{up}assets/stylesheets/main.0a1b2c.min.css">\n'
    '  <link rel="stylesheet" href="{up}assets/stylesheets/palette.0a1b2c.min.css">\n'
    '<link rel="stylesheet" href="{up}assets/stylesheets/site.css">\n'
)
THREE = [
    "assets/stylesheets/main.0a1b2c.min.css",
    "assets/stylesheets/palette.0a1b2c.min.css",
    "assets/stylesheets/site.css",
]


def pruned(sheet, *names):
    """Return what is left of a sheet on a site with some classes and ids."""
    return stylesheet.pruned(stylesheet.parsed(sheet), set(names))


@pytest.mark.parametrize("up", ["", "../", "../../", "http://127.0.0.1:8000/", "/project/"])
def test_a_page_asks_for_one_sheet_where_it_asked_for_the_first(up):
    page = f'<head><meta charset="utf-8">\n{LINKS.format(up=up)}<script></script></head>'
    made, sheets = stylesheet.link_sheets(page)
    assert sheets == THREE
    assert re.findall(r"<link [^>]*>", made) == [f'<link rel="stylesheet" href="{up}assets/stylesheets/all.css">']
    assert made.startswith('<head><meta charset="utf-8">\n<link')
    assert made.endswith("<script></script></head>")


def test_a_page_with_explorers_asks_for_one_more_sheet_behind_it():
    page = f'{LINKS.format(up="../")}<div data-explorer="stepper"></div><div data-explorer="dive"></div>'
    made, _ = stylesheet.link_sheets(page)
    asked = re.findall(r'href="([^"]+)"', made)
    assert asked == ["../assets/stylesheets/all.css", "../assets/stylesheets/explorer-dive-stepper.css"]


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        ("p", True),
        (".seen", True),
        ("#seen-id > a", True),
        (".seen .unseen", False),
        (".unseen", False),
        (".seen:not(.unseen)", True),
        (":is(.unseen, .seen) p", True),
        (".seen:not(.unseen :is(.other))", True),
        ('[href=".unseen"]', True),
        ("[data-md-color-switching] *", False),
        ("[data-md-color-primary=custom] .seen", True),
        ("[data-md-color-primary=pink]", False),
        ("p:not([data-md-color-primary=pink])", True),
    ],
)
def test_a_rule_stays_if_something_could_match_it(selector, kept):
    made = pruned(f"{selector}{{color:red}}", "seen", "seen-id", "primary=custom")
    assert bool(made) is kept, made


def test_of_a_list_of_selectors_those_stay_that_could_match():
    assert pruned(".seen, .unseen , p { color : red ; }", "seen") == ".seen,p{color:red}"


def test_a_comma_in_brackets_separates_no_selectors():
    (rule,) = stylesheet.parsed(".a:is(b, c), .d {}")
    assert stylesheet.split(rule.prelude) == [".a:is(b, c)", ".d"]


def test_a_condition_stays_around_what_stays_in_it_and_goes_with_the_last():
    assert pruned("@media print { .unseen { color: red } }") == ""
    assert pruned("@media print { @supports (a: b) { .seen { color: red } } }", "seen") == (
        "@media print{@supports (a: b){.seen{color:red}}}"
    )


@pytest.mark.parametrize(
    "rule", ["@keyframes turn{to{opacity:0}}", '@font-face{font-family:"a";src:url(a.woff2)}', "@layer one,two;"]
)
def test_rules_that_match_no_element_stay(rule):
    before, after = (tinycss2.parse_stylesheet(sheet, True, True) for sheet in (rule, pruned(rule)))
    assert [one.at_keyword for one in after] == [one.at_keyword for one in before]
    assert pruned(rule).replace(" ", "") == rule.replace(" ", "")


def test_space_that_means_a_descendant_stays():
    assert pruned("@supports (a:b) { .seen :is(em) { color: red } }", "seen").endswith("{.seen :is(em){color:red}}")


def test_a_sheet_of_the_site_is_made_smaller_and_loses_no_rule():
    assert stylesheet.smaller("/* why */ .unseen { color: red; }\n", None) == ".unseen{color:red}"


def test_a_variable_is_set_if_something_uses_it():
    sheet = ':root{--a:1;--b:url("data:;b");color:red}.x{--b:2}'
    assert stylesheet.smaller(sheet, None, frozenset({"--a"})) == ":root{--a:1;color:red}"


@pytest.fixture
def site(tmp_path):
    """Return a site of one page, one script, a sheet of the theme and one of ours."""
    (tmp_path / "assets" / "stylesheets").mkdir(parents=True)
    page = '<link rel="stylesheet" href="assets/stylesheets/all.css"><p class="seen other" id="here">'
    (tmp_path / "index.html").write_text(page, "utf-8")
    (tmp_path / "assets" / "one.js").write_text('element.classList.add("by-script"); "tabbed-set"', "utf-8")
    theme = ".seen{a:b}.by-script{a:b}#here{a:b}.unseen{a:b}"
    (tmp_path / THREE[0]).write_text(theme, "utf-8")
    (tmp_path / THREE[2]).write_text(".unseen { c: d }", "utf-8")
    return tmp_path


def test_classes_and_ids_of_pages_and_words_of_scripts_are_names(site):
    assert {"seen", "other", "here", "by-script"} <= stylesheet.named(site)
    assert "unseen" not in stylesheet.named(site)


def test_what_the_theme_alone_speaks_of_is_no_name_unless_a_page_has_it(site):
    assert "tabbed-set" not in stylesheet.named(site)
    (site / "other.html").write_text('<p class="tabbed-set" data-md-color-primary="custom">', "utf-8")
    assert {"tabbed-set", "primary=custom"} <= stylesheet.named(site)


def test_the_sheets_become_one_with_the_styles_of_the_figures(site):
    stylesheet.write(site, [THREE[0], THREE[2]], {"s2": "fill:red", "s1": "fill:blue"})
    assert [file.name for file in site.rglob("*.css")] == ["all.css"]
    assert (site / "assets/stylesheets/all.css").read_text("utf-8").splitlines() == [
        ".seen{a:b}.by-script{a:b}#here{a:b}",
        ".unseen{c:d}",
        ".s1:not(#_){fill:blue}.s2:not(#_){fill:red}",
    ]


def test_the_sheets_of_explorers_become_one_for_the_pages_that_have_them(site):
    (site / "assets/explorers").mkdir()
    ours = [f"assets/explorers/{name}.css" for name in ("explorers", "stepper", "dive")]
    for sheet in ours:
        (site / sheet).write_text(f".{sheet[17:-4]} {{ a: b }}", "utf-8")
    (site / "boxed.html").write_text(
        stylesheet.link_sheets(LINKS.format(up="") + '<p data-explorer="dive">')[0], "utf-8"
    )
    stylesheet.write(site, [THREE[0], THREE[2], *ours], {})
    assert sorted(file.name for file in site.rglob("*.css")) == ["all.css", "explorer-dive.css"]
    assert "dive" not in (site / "assets/stylesheets/all.css").read_text("utf-8")
    assert (site / "assets/stylesheets/explorer-dive.css").read_text("utf-8") == ".explorers{a:b}\n.dive{a:b}\n"
    assert re.search(r'explorer-dive\.css\?[0-9a-f]{8}"', (site / "boxed.html").read_text("utf-8"))


def address(site, styles):
    """Write the sheet of a site and return the address at which its page asks for it."""
    stylesheet.write(site, [THREE[0], THREE[2]], styles)
    return re.search(r'href="([^"]+)"', (site / "index.html").read_text("utf-8"))[1]


def test_another_sheet_has_another_address(site, tmp_path_factory):
    first = address(site, {"s1": "fill:blue"})
    assert re.fullmatch(r"assets/stylesheets/all\.css\?[0-9a-f]{8}", first)
    for name in (THREE[0], THREE[2]):
        (site / name).write_text(".seen{a:b}", "utf-8")
    (site / "index.html").write_text('<link rel="stylesheet" href="assets/stylesheets/all.css"><p class="seen">')
    assert address(site, {"s1": "fill:green"}) != first
