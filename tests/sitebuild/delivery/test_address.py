"""A site for an address that cannot be is not built."""

import logging
import re
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.delivery import address


def check(site_url, edit_uri="", repo_url=None, serving=False):
    config = SimpleNamespace(site_url=site_url, edit_uri=edit_uri, repo_url=repo_url)
    address.check(config, serving)
    return config


@pytest.mark.parametrize(
    ("site_url", "said"),
    [
        (None, "is empty"),
        ("", "is empty"),
        ("https://a.example/?x=1", "has a query"),
        ("https://a.example/?", "has a query"),
        ("https://a.example/#top", "has a fragment"),
        ("https://a.example/<script>/", "has a space, a quotation mark or another sign"),
        ('https://a.example/"onload="x/', "has a space, a quotation mark or another sign"),
        ("https://a.example/a b/", "has a space, a quotation mark or another sign"),
        ("https://a.example/کرنل/", "has a space, a quotation mark or another sign"),
        ("a.example/path/", "does not begin with https://"),
        ("//a.example/", "does not begin with https://"),
        ("javascript://a.example/", "does not begin with https://"),
        ("ftp://a.example/", "does not begin with https://"),
        ("https:///path/", "names no host"),
        ("https://-a.example/", "names no host"),
        ("https://me:word@a.example/", "has a name or a password"),
        ("https://a.example:port/", "cannot be read"),
        ("https://a.example:99999/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://a.example", "does not end in /"),
        ("https://a.example/path", "does not end in /"),
        ("https://a.example/../", "has a path"),
        ("https://a.example//b/", "has a path"),
    ],
)
def test_an_address_that_cannot_be_is_refused(site_url, said):
    told = rf"^SITE_URL, the address of the site, {re.escape(said)}.*\n    To mend it: build it with SITE_URL=https://"
    with pytest.raises(PluginError, match=told):
        check(site_url)


@pytest.mark.parametrize(
    "site_url", ["https://a.example/", "http://a.example:8000/one/two.3/", "https://xn--a-x.example/%D9%81/"]
)
def test_the_address_of_a_site_is_taken_in_silence(site_url, caplog):
    caplog.set_level(logging.INFO)
    check(site_url)
    assert not caplog.records


@pytest.mark.parametrize(
    "site_url", ["http://127.0.0.1:8000/", "http://localhost/", "http://[::1]:8000/", "http://0.0.0.0/"]
)
def test_that_of_this_machine_is_no_fault_but_is_said(site_url, caplog):
    caplog.set_level(logging.INFO)
    check(site_url)
    (record,) = caplog.records
    assert record.levelno == logging.INFO  # a warning would end every strict build
    assert site_url in record.getMessage()
    assert "SITE_URL=https://" in record.getMessage()
    caplog.clear()
    check(site_url, serving=True)
    assert not caplog.records


@pytest.mark.parametrize("date", ["", "x", "-1", "1.5", "253402300800", "9" * 5000, "۱"])
def test_a_date_that_is_none_is_refused(monkeypatch, date):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    with pytest.raises(PluginError, match=r"^SOURCE_DATE_EPOCH, the date of the site, is .*\n +To mend it: "):
        check("https://a.example/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    check("https://a.example/")


@pytest.mark.parametrize(
    "repo", ["javascript:ran()", 'https://a.example/"><script>', "a.example/b", "https://a.example/?x"]
)
def test_a_repository_that_has_no_address_is_refused(repo):
    with pytest.raises(PluginError, match=r"^REPO_URL .*\n +To mend it: write the address of the repository"):
        check("https://a.example/", repo_url=repo)


@pytest.mark.parametrize("edit", ['"><script>ran()</script>', "javascript:ran()", "https://a b/", "ftp://a.example/"])
def test_where_no_page_can_be_edited_is_refused(edit):
    with pytest.raises(PluginError, match=r"^EDIT_URI is no address .*\n +To mend it: "):
        check("https://a.example/", edit_uri=edit, repo_url="https://a.example/b")


def test_where_pages_are_edited_is_never_guessed(monkeypatch):
    monkeypatch.setenv("EDIT_URI", "")
    assert check("https://a.example/", "edit/master/docs/", "https://github.com/a/b").edit_uri == ""
    monkeypatch.setenv("EDIT_URI", "edit/main/docs/")
    assert check("https://a.example/", "edit/main/docs/", "https://github.com/a/b").edit_uri == "edit/main/docs/"
    with pytest.raises(PluginError, match=r"there is no REPO_URL.*\n    To mend it: set REPO_URL too"):
        check("https://a.example/", "edit/main/docs/")
