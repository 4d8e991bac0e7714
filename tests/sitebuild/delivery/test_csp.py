"""The policy of a page: it allows the scripts of the templates, by their code, and no other."""

import base64
import hashlib
import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import ROOT
from sitebuild.delivery import csp

# As the browser gets them; the address in Material's depends on the page.
SCOPE = (
    '__md_scope=new URL("../..",location),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+_.charCodeAt(0)),0),'
    '__md_get=(e,_=localStorage,t=__md_scope)=>JSON.parse(_.getItem(t.pathname+"."+e)),'
    "__md_set=(e,_,t=localStorage,a=__md_scope)=>"
    '{try{t.setItem(a.pathname+"."+e,JSON.stringify(_))}catch(e){}}'
)
PREFETCH = '{"prefetch":[{"urls":["../exercises/"]}]}'
FRAME = (
    '<head>\n<meta charset="utf-8"><script>{scope}</script></head><body>{body}'
    '<script id="__config" type="application/json">{{}}</script>'
    '<script type="speculationrules">{prefetch}</script><script src="../assets/a.js" type="module"></script></body>'
)


def page(body="", scope=SCOPE, prefetch=PREFETCH):
    """Return a finished page, in the theme's form."""
    return FRAME.format(body=body, scope=scope, prefetch=prefetch)


@pytest.fixture
def source(tmp_path):
    """Return what a page was made from."""
    file = tmp_path / "page.md"
    file.write_text("# Title\n\ntext\n<script>mine()</script>\n", "utf-8")
    return file


def digest(code):
    """Return a source of a policy, as `openssl dgst -sha256 -binary | base64` gives it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_the_scripts_of_the_templates_are_named_by_their_hashes_and_data_is_not(source):
    guarded = csp.guarded(page(), source)
    said = re.search(r"script-src ([^;]*);", guarded)[1]
    assert said.split() == ["'self'", digest(SCOPE), digest(PREFETCH)]


def test_each_script_of_the_overrides_is_known():
    """Two: what comes before the palette, and what adds the scripts later."""
    text = (ROOT / "overrides" / "main.html").read_text("utf-8")
    codes = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(codes) == 2
    assert csp.hashes("".join(f"<script>{code}</script>" for code in codes)) == [digest(code) for code in codes]


def test_a_script_of_a_page_stops_with_the_line_and_the_mend(source):
    with pytest.raises(PluginError) as caught:
        csp.guarded(page("<script>mine()</script>"), source)
    assert str(caught.value).startswith(f"{source}:4: the page holds <script>mine()</script>")
    assert "To mend it: take it out" in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "<script>mine()</script>",
        "<SCRIPT>mine()</SCRIPT>",
        "<script\n>mine()</script\n>",
        "<script/x>mine()</script>",
        "<script>mine()",
        '<script type="module">mine()</script>',
        '<script type="text/javascript" type="application/json">mine()</script>',
        '<script type="application/json">{"a":"</script><script>mine()</script>',
        '<script type="application/json"><!--<script></script>',
        '<script type="importmap">{"imports":{}}</script>',
        '<script type="speculationrules">{"prefetch":[{"urls":["https://a.example/"]}],"x":1}</script>',
        '<script src="https://a.example/a.js"></script>',
        '<script src="//a.example/a.js"></script>',
        '<script src="data:text/javascript,mine()"></script>',
        "<svg><script>mine()</script></svg>",
        f"<script>{SCOPE};mine()</script>",
        "<script>" + SCOPE.replace('"../.."', '""+mine()') + "</script>",
        '<img src="x" onerror="mine()">',
        '<img/src="x"/onerror=mine()>',
        "<svg onload=mine()>",
        "<a href='javascript:mine()'>x</a>",
        '<a href="&#106;ava&#x0A;script:mine()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<meta http-equiv="refresh" content="0;url=https://a.example/">',
        '<base href="https://a.example/">',
        '<iframe srcdoc="x"></iframe>',
        '<object data="x"></object>',
        '<embed src="x">',
        "<style>@import url(https://a.example/)</style>",
        '<p style="background:url(https://a.example/)">x</p>',
        '<button formaction="https://a.example/">x</button>',
    ],
)
def test_what_could_run_and_is_not_the_sites_own_stops(source, body):
    with pytest.raises(PluginError, match="which could run"):
        csp.guarded(page(body), source)


@pytest.mark.parametrize(
    "body",
    [
        "<code>&lt;script&gt;mine()&lt;/script&gt; on = 1</code>",
        '<a href="#on" title="onload=x">one = two, javascript: is a scheme</a>',
        '<script type="application/json">{"a":"\\u003cscript>"}</script>',
        '<svg><use href="#a"></use></svg><img src="../assets/a.webp" alt="x > 1">',
    ],
)
def test_what_only_looks_like_it_passes(source, body):
    assert body in csp.guarded(page(body), source)


def test_what_is_not_known_has_no_hash_in_the_edition_for_taking_away_either():
    assert csp.hashes(page("<script>mine()</script>")) == [digest(SCOPE), digest(PREFETCH)]


def test_a_page_that_begins_with_something_else_is_not_passed(source):
    with pytest.raises(AssertionError, match="before it would escape"):
        csp.guarded("<head><link><meta charset=utf-8></head>", source)
