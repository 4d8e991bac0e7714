"""What a page may hold: the short list passes, and payloads stop in every place where words enter."""

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.core.project import ROOT
from sitebuild.pages import allowed_html, facts
from tests.payloads import LINKS, PAYLOADS, PLACES


def harmless(html):
    """Tell, as another parser reads it, whether content holds no element and no attribute that runs or loads."""
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        if element.name not in allowed_html.ALLOWED:
            return False
        for name, value in element.attrs.items():
            address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            if name.startswith("on") or name in ("style", "srcdoc") or str(value).startswith("__"):
                return False
            if name in ("href", "src", "xlink:href") and re.match(r"(javascript|data|vbscript):", address):
                return False
            if name == "src" and re.match(r"https?:|//", address):
                return False
    return True


def stopped(html):
    """Tell whether content is refused."""
    return allowed_html.fault(html) is not None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_refused_as_it_stands(payload):
    assert stopped(payload)


@pytest.mark.parametrize("place", PLACES)
def test_a_payload_is_refused_or_text_wherever_it_stands_in_markdown(content_of, place):
    passed = []
    for payload in [*PAYLOADS, *LINKS[:4], *LINKS[5:9]]:
        html = content_of(PLACES[place].format(payload))
        if not stopped(html):
            assert harmless(html), payload
            passed.append(payload)
    assert len(passed) < len(PAYLOADS) / 2, "most are HTML here, so most have to be refused"


@pytest.mark.parametrize("text", LINKS)
def test_a_trick_of_markdown_is_refused_or_text(content_of, text):
    try:
        html = content_of(text)
    except PluginError:
        return  # it is no maths
    assert stopped(html) or harmless(html)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("before", ["", "`", '"', "](x) ", "</span>"])
def test_a_fact_stays_text(content_of, payload, before):
    fact = {"topic/name": {"fact": before + payload}}
    html = content_of(facts.quoted("It is {{ topic/name.fact }} here.", "en", fact, ROOT / "README.md"))
    assert not BeautifulSoup(html, "html.parser").find_all(lambda tag: tag.name not in ("p", "a"))
    assert stopped(html) or (harmless(html) and payload[:8] in BeautifulSoup(html, "html.parser").text)


@pytest.mark.parametrize(("form", "fact"), [("`{}`", "a` <b>x</b> `b"), ("${}$", "x$ <img src=x>"), ("${}$", "a < b")])
def test_a_fact_cannot_leave_code_or_maths(tmp_path, form, fact):
    page = tmp_path / "page.md"
    text = f"# Title\n\n{form.format('{{ topic/name.fact }}')}\n"
    page.write_text(text, "utf-8")
    with pytest.raises(PluginError, match=r"page\.md:3: .*the text holds") as caught:
        facts.quoted(text, "en", {"topic/name": {"fact": fact}}, page)
    assert "To mend it" in str(caught.value)


@pytest.mark.parametrize(
    "html",
    [
        '<p>a <span lang="fa" dir="rtl">کرنل</span> &lt;script&gt; <strong class="kernel">k</strong></p>',
        '<p><a href="../a/#b">x</a> <a href="https://a.example/">y</a> <a href="mailto:a@a.example">z</a></p>',
        '<p><img alt="x" src="figure:a/b" title="c" /></p>',
        '<td style="text-align: right;">1</td>',
        '<math display="inline"><mrow><mi>x</mi><mo stretchy="false">(</mo></mrow></math>',
        '<div class="explorer" data-explorer="stepper" data-start="size=3" markdown></div>',
        '<div class="exercise" data-exercise="a/write_b" markdown><span data-written="a"></span></div>',
        '<details class="note" open="open"><summary>x</summary></details>',
        "<p>Ctrl <kbd>C</kbd><br />x</p>",
    ],
)
def test_what_pages_are_made_of_passes(html):
    assert allowed_html.fault(html) is None


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div><p>x</p>", "<div> is never closed"),
        ("<p>x</p></div>", "</div> closes nothing here"),
        ("<p><span>x</p>", "<span> is never closed"),
        ('<p><img alt=" " src="a.webp"></p>', "a picture has no description"),
        ('<p><img src="a.webp"></p>', "a picture has no description"),
        ('<p><strong class="kernle">x</strong></p>', "no words are coloured as 'kernle'"),
    ],
)
def test_what_would_be_published_wrong_is_told(html, said):
    assert allowed_html.fault(html)[1] == said


def test_the_line_and_the_mend_are_told(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Title\n\ntext\n\n<iframe srcdoc='x'></iframe>\n", "utf-8")
    with pytest.raises(PluginError) as caught:
        allowed_html.check("<p><iframe srcdoc='x'></iframe></p>", page)
    assert str(caught.value).startswith(f"{page}:5: ")
    assert "To mend it: " in str(caught.value)


@pytest.mark.parametrize("payload", ["<script>ran()</script>", '" onload="ran()', "</title><img src=x onerror=ran()>"])
@pytest.mark.parametrize("name", ["title", "description", "author"])
def test_front_matter_is_text(tmp_path, monkeypatch, name, payload):
    monkeypatch.setattr(allowed_html, "DOCS", tmp_path)
    (tmp_path / "page.md").write_text(f"---\nneeds: []\n{name}: {payload}\n---\n# Title\n", "utf-8")
    page = SimpleNamespace(file=SimpleNamespace(src_uri="page.md"), meta={"needs": [], name: payload}, title="Title")
    with pytest.raises(PluginError, match=rf"page\.md:3: the {name} of this page holds"):
        allowed_html.check_words(page)
    page.meta = {"search": {"boost": 1.5}, "description": "One position, «by hand»."}
    assert allowed_html.check_words(page) is None
