import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitebuild.core import markdown

TEXT = """Prose `code $5` and $a_1$.

```python
x = "$not maths$"
```

$$ y $$

It costs $5 and $6.
"""


def test_each_kind_is_told_apart():
    kinds = [(s.kind, s.text) for s in markdown.segments(TEXT) if s.kind != "prose"]
    assert kinds == [
        ("code", "`code $5`"),
        ("inline", "$a_1$"),
        ("fence", '```python\nx = "$not maths$"\n```'),
        ("display", "$$ y $$"),
    ]


def test_a_fence_closes_with_its_own_marks():
    text = "````\n```\ninside\n```\n````\nafter"
    assert [(s.kind, s.text) for s in markdown.segments(text)] == [
        ("fence", "````\n```\ninside\n```\n````"),
        ("prose", "\nafter"),
    ]


def test_masking_keeps_places():
    masked = markdown.masked(TEXT, ("fence", "code"))
    assert len(masked) == len(TEXT)
    assert masked.count("\n") == TEXT.count("\n")
    assert "not maths" not in masked
    assert "$a_1$" in masked


@pytest.mark.parametrize("text", ["`", "$", "```", "$$", "a ` b $ c"])
def test_an_open_mark_is_prose_or_runs_to_the_end(text):
    assert "".join(s.text for s in markdown.segments(text)) == text


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="`$~ab \n\\1", max_size=60))
def test_the_segments_are_the_text(text):
    found = markdown.segments(text)
    assert "".join(s.text for s in found) == text
    assert all(text[s.start : s.start + len(s.text)] == s.text for s in found)
