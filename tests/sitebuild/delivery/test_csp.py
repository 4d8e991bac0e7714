import pytest

from sitebuild.delivery import csp

PAGE = '<head>\n<meta charset="utf-8"><script>one()</script><script type="application/json">{}</script></head>'


def test_what_is_run_is_named_by_its_hash_and_what_is_read_is_not():
    page = csp.guarded(PAGE)
    # sha256 of one(), as `openssl dgst -sha256 -binary | base64` gives it
    assert "script-src 'self' 'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='" in page
    assert page.count("sha256-") == 1


def test_a_page_that_begins_with_something_else_is_not_passed():
    with pytest.raises(AssertionError, match="before it would escape"):
        csp.guarded("<head><script>one()</script><meta charset=utf-8></head>")
