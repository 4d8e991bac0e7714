"""A box that starts nothing, or another thing than its page says, stops the build with its line."""

import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS
from sitebuild.pages import explorers

SCRIPTS = DOCS / "assets" / "explorers"
BOX = '<div class="explorer" data-explorer="{}" data-start="{}" markdown>'


@pytest.mark.parametrize(
    ("box", "said", "mend"),
    [
        (BOX.format("slider", ""), "there is no explorer 'slider'", "name one of these: stepper, calculator"),
        (BOX.format("stepper", "k=9"), "stepper cannot start with 'k=9'", "write for k a whole number from 1 to 5"),
        (BOX.format("stepper", "op=maxx"), "stepper cannot start with 'op=maxx'", "one of correlation, convolution"),
        (BOX.format("stepper", "q=1"), "stepper cannot start with 'q=1': it knows no 'q'", "write name=value"),
        (BOX.format("stepper", "k"), "stepper cannot start with 'k'", "write name=value"),
        (BOX.format("stepper", "k=1,s=2"), "stepper cannot start with 'k=1,s=2'", "write for k a whole number"),
        (BOX.format("stepper", "k=1;"), "stepper cannot start with ''", "write name=value"),
        (BOX.format("stepper", "k=1;k=2"), "stepper is to start with 'k' twice", "write it once"),
        (BOX.format("stepper", "x=1,b"), "stepper cannot start with 'x=1,b'", "write for x numbers"),
        (BOX.format("calculator", "layers=q5"), "calculator cannot start with 'layers=q5'", "layers as in c6k5"),
        (BOX.format("calculator", "layers=c6k5 ak2"), "calculator cannot start with", "layers as in c6k5"),
        (BOX.format("calculator", "in=axb"), "calculator cannot start with 'in=axb'", "rows, columns and channels"),
        (BOX.format("playground", "w=sobel"), "playground cannot start with 'w=sobel'", "sobel-x, sobel-y"),
        (BOX.format("playground", "b=256"), "playground cannot start with 'b=256'", "from -255 to 255"),
        (BOX.format("exercises", "kinds=cell size"), "exercises cannot start with", "with commas between them"),
        (
            BOX.format("stepper", "x=1,2/3"),
            "stepper cannot start with 'x=1,2/3', whose rows",
            "as many numbers in each row",
        ),
        (BOX.format("playground", "w=1,2/3"), "playground cannot start with 'w=1,2/3', whose rows", "as many numbers"),
        (BOX.format("calculator", "layers=c0k5"), "calculator cannot start with 'layers=c0k5'", "layers as in c6k5"),
        (BOX.format("calculator", "layers=c6k0"), "calculator cannot start with 'layers=c6k0'", "layers as in c6k5"),
        (
            BOX.format("calculator", "layers=999(m)"),
            "calculator cannot start with 'layers=999(m)'",
            "layers as in c6k5",
        ),
        (BOX.format("stepper", "k=۳"), "stepper cannot start with 'k=۳'", "write for k a whole number from 1 to 5"),
        (BOX.format("exercises", "seed=۳"), "exercises cannot start with 'seed=۳'", "a whole number"),
        ('<div data-explorer="stepper" class="explorer">', "this box is written in another way", "write it as <div"),
        ('<div class="explorer wide" data-explorer="stepper">', "this box is written in another way", "write it as"),
        ('<div class="explorer" data-start="k=1">', "this box is written in another way", "write it as <div"),
        ("<div class='explorer' data-explorer='stepper'>", "this box is written in another way", "write it as <div"),
    ],
)
def test_a_box_that_starts_something_else_is_told_with_its_line(tmp_path, box, said, mend):
    with pytest.raises(PluginError) as caught:
        explorers.check_page(tmp_path / "page.md", f"# T {{ #t }}\n\n{box}\n\n</div>\n")
    assert f"page.md:3: {said}" in str(caught.value)
    assert re.search(rf"\n    To mend it: .*{re.escape(mend)}", str(caught.value))


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("stepper", "op=max;k=2;s=2"),
        ("stepper", "x=1,2/3,4;w=0.5,-1/0,1;at=3"),
        ("calculator", "in=32;layers=c6k5,ak2s2,3(c8k3p1,m),t4k2s2o1;at=2"),
        ("playground", "w=sobel-x;b=-128;cut=0;at=10,20"),
        ("playground", "w=1,0/0,-1.5"),
        ("arena", "photo=letters;i=1;white=0.5;black=5;k=8;at=0,215"),
        ("gallery", "w=motion;photo=bricks;n=0;cut=100"),
        ("exercises", "kinds=cell,size;seed=4"),
        ("network", "net=stride;sample=3,12;fit=1;x=-4;at=6,9,0,0"),
        ("network", "net=max;ink=BMAUMgMgg4g4g40g0g.AkA4wgwg;filter=3,15"),
        ("dive", "net=small;s=0;d=double;n=6;at=0,223"),
        ("between", "photo=bricks;rule=exp;s=12;at=0,53"),
    ],
)
def test_a_state_as_the_explorers_write_it_is_taken(tmp_path, name, start):
    explorers.check_page(tmp_path / "page.md", BOX.format(name, start))


def test_a_box_in_code_is_none(tmp_path):
    explorers.check_page(tmp_path / "page.md", f"``` text\n{BOX.format('slider', '')}\n```\n")


@pytest.mark.parametrize(
    ("link", "said", "mend"),
    [
        ("?arena=k=9#t", "arena cannot show 'k=9'", "write for k a whole number from 2 to 8"),
        ("?arena=white=7;k=2#t", "arena cannot show 'white=7'", "a number from 0 to 5"),
        ("?stepper=k=2#t", "this link asks an explorer 'stepper' for a state, and the page has none", "has: arena"),
    ],
)
def test_a_link_that_asks_for_what_is_not_there_is_told_with_its_line(tmp_path, link, said, mend):
    box = BOX.format("arena", "k=2")
    explorers.check_page(tmp_path / "page.md", f"{box}\n\n</div>\n\n[a](?arena=k=8#t)\n")
    with pytest.raises(PluginError) as caught:
        explorers.check_page(tmp_path / "page.md", f"{box}\n\n</div>\n\n[a]({link})\n")
    assert f"page.md:5: {said}" in str(caught.value)
    assert mend in str(caught.value)


def script(name):
    return (SCRIPTS / f"{name}.js").read_text("utf-8")


def taken(name, key):
    return explorers.STATES[name][key].pattern.split("|")


def test_the_states_are_those_that_the_scripts_offer():
    loader = re.search(r"ELEMENTS = \{(.*?)\}", script("loader"), re.DOTALL)[1]
    assert sorted(re.findall(r"^  (\w+):", loader, re.MULTILINE)) == sorted(explorers.STATES)
    presets = re.search(r"PRESETS = \{(.*?)\n\};", script("kernels"), re.DOTALL)[1]
    assert re.findall(r'^  "?([\w-]+)"?:', presets, re.MULTILINE) == explorers.KERNELS
    photos = re.findall(r'"([\w-]+)"', re.search(r"PHOTOS = \[(.*?)\]", script("pictures"))[1])
    assert photos == taken("playground", "photo") == taken("gallery", "photo")
    assert taken("gallery", "w") == explorers.KERNELS
    drawn = re.search(r"DRAWN = \{(.*?)\n\};", script("arena"), re.DOTALL)[1]
    assert [*photos, *re.findall(r"^  (\w+): \[", drawn, re.MULTILINE)] == taken("arena", "photo")
    for key, least, most in re.findall(r"^  (\w+): numbersBetween\((\d+), (\d+)\)", script("arena"), re.MULTILINE):
        assert taken("arena", key) == [str(n) for n in range(int(least), int(most))], key
    for key, table in (("net", "NETS"), ("d", "DILATIONS")):
        offered = re.search(rf"const {table} = \{{(.*?)\}};", script("dive"), re.DOTALL)[1]
        assert re.findall(r"(\w+): [\"(]", offered) == taken("dive", key)
    assert re.findall(r'"(\w+)"', re.search(r"RULES = \[(.*?)\]", script("means"))[1]) == taken("between", "rule")
    for _, amounts in re.findall(r"^  (power|exp): \[(.*?)\]", script("between"), re.MULTILINE):
        assert taken("between", "s") == [str(place) for place, _ in enumerate(amounts.split(","))]
    nets = re.findall(r'"(\w+)"', re.search(r"const NETS = \[(.*?)\]", script("network"))[1])
    assert nets == taken("network", "net")
    far = int(re.search(r"const FARTHEST = (\d+)", script("network"))[1])
    assert taken("network", "x") == taken("network", "y") == [str(n) for n in range(-far, far + 1)]
    kinds = re.search(r"\nconst KINDS = \{(.*?)\n\};", script("exercises"), re.DOTALL)[1]
    assert re.findall(r"^  (\w+)\(draw", kinds, re.MULTILINE) == explorers.KINDS
    steps = re.search(r"function listChoices.*?\n\}", script("stepper"), re.DOTALL)[0]
    for key, least, most in re.findall(r"^    (\w+): upTo\((\d+), (\d+)\)", steps, re.MULTILINE):
        if key in explorers.STATES["stepper"]:
            assert taken("stepper", key) == [str(n) for n in range(int(least), int(most) + 1)], key
    assert re.findall(r'"(\w+)"', re.search(r"op: \[(.*?)\]", steps)[1]) == taken("stepper", "op")
    choices = re.search(r"CHOICES = \{(.*?)\n\};", script("playground"), re.DOTALL)[1]
    between = re.compile(r"^  (\w+): (?:\[.*\.\.\.)?numbersBetween\((-?\d+), (\d+)\)", re.MULTILINE)
    for key, least, most in between.findall(choices):
        of_script = {str(n) for n in range(int(least), int(most))}
        assert of_script <= set(taken("playground", key)), key
    for key in ("m", "pooling", "zoom"):
        listed = re.search(rf"^  {key}: \[(.*?)\]", choices, re.MULTILINE)[1]
        assert [one.strip(' "') for one in listed.split(",")] == taken("playground", key)
