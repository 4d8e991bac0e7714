from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer

from sitebuild.delivery import failure_page


@pytest.fixture
def server(tmp_path):
    """A server that listens nowhere, whose next build does what is put into `state.do`."""
    (tmp_path / "site").mkdir()
    state = SimpleNamespace(do=lambda: None)
    one = LiveReloadServer(lambda: state.do(), "127.0.0.1", 0, str(tmp_path / "site"))
    one._watched_paths["docs"] = 1  # as it is when pages wait for changes
    failure_page.show_failures(one)
    one.state = state
    yield one
    one.server_close()


def get(server, path="/pooling/"):
    told = []
    body = b"".join(server.serve_request({"PATH_INFO": path}, lambda status, _: told.append(status)))
    return told[0], body.decode()


def fail():
    try:
        raise PluginError("docs/en/x.md:3: <b> is wrong\n    To mend it: write & save")
    except PluginError as error:
        raise Abort("Aborted with a BuildError!") from error


def good(server):
    page = Path(server.root, "pooling/index.html")
    page.parent.mkdir(exist_ok=True)
    page.write_text("<body>Pooling</body>", "utf-8")


def test_a_failed_build_is_told_at_every_address_and_the_next_good_one_brings_the_page_back(server):
    good(server)
    assert "Pooling" in get(server)[1]
    server.state.do = fail
    server.builder()
    status, page = get(server)
    assert status.startswith("404")
    assert "docs/en/x.md:3: &lt;b&gt; is wrong\n    To mend it: write &amp; save" in page
    assert "Aborted" not in page
    assert f"livereload({server._visible_epoch}, " in page, "the page does not wait for the next build"
    server.state.do = lambda: good(server)
    server.builder()
    assert "Pooling" in get(server)[1]
    assert "failed" not in get(server, "/nothing/")[1]


def test_an_error_that_is_no_message_is_told_by_its_kind(server):
    def broken():
        raise KeyError

    server.state.do = broken
    server.builder()
    assert "KeyError" in get(server)[1]


def test_a_server_that_is_made_otherwise_stops_the_build(server):
    del server._visible_epoch
    with pytest.raises(PluginError, match=r"'failures-shown' finds no 'LiveReloadServer\._visible_epoch'"):
        failure_page.show_failures(server)
