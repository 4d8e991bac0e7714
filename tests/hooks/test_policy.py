import pytest

import policy

PAGE = '<head>\n<meta charset="utf-8"><script>one()</script><script type="application/json">{}</script></head>'


@pytest.fixture
def command(monkeypatch):
    """Return a function that begins a command of MkDocs; its name is forgotten afterwards."""
    monkeypatch.setattr(policy, "serving", False)
    return lambda name: policy.on_startup(name, False)


def test_what_is_run_is_named_by_its_hash_and_what_is_read_is_not(command):
    command("build")
    page = policy.on_post_page(PAGE, None, None)
    # sha256 of one(), as `openssl dgst -sha256 -binary | base64` gives it
    assert "script-src 'self' 'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='" in page
    assert page.count("sha256-") == 1


def test_while_the_site_is_written_a_page_may_reload_itself(command):
    """MkDocs puts a script with the time in it into each answer."""
    command("serve")
    assert policy.on_post_page(PAGE, None, None) == PAGE
    assert policy.on_post_template(PAGE, "404.html", None) == PAGE


def test_a_page_that_begins_with_something_else_is_not_passed():
    with pytest.raises(AssertionError, match="before it would escape"):
        policy.guarded("<head><script>one()</script><meta charset=utf-8></head>")
