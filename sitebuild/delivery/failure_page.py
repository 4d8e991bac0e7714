"""Shows a build that has failed under `make serve` in the open page, where its author looks.

MkDocs says it in the terminal alone, and the browser goes on showing the site as it was. The next good build brings the
page back.
"""

import html
from collections.abc import Callable
from typing import Any

from mkdocs.utils import clean_directory

from sitebuild.core.patches import patched_method

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>The build has failed</title></head>
<body><h1>The build has failed</h1>
<pre dir="auto" style="white-space: pre-wrap">{said}</pre>
<p>This page comes back with the next save that builds.</p>
</body>
</html>
"""


def said(error: BaseException) -> str:
    """Return what an error says: MkDocs ends a build by another error than the one that says why."""
    cause = error.__cause__ or error.__context__
    own = str(error).strip()
    return (str(cause).strip() if isinstance(error, SystemExit) and cause else own) or type(error).__name__


def show_failures(server: Any) -> None:
    """Have MkDocs's server answer with the message when a build has failed.

    The site of a failed build is emptied: each address is then one that the server has no file for, and what it answers
    there is given to it as `error_handler`.
    """
    build: Callable[[], None] = patched_method(server, "failures-shown", "builder")
    other: Callable[[int], bytes | None] = patched_method(server, "failures-shown", "error_handler")
    with_script = patched_method(type(server), "failures-shown", "_inject_js_into_html")
    patched_method(server, "failures-shown", "_visible_epoch")  # the number of a build, another one at each answer
    failed: list[str] = []

    def built() -> None:
        try:
            build()
            failed.clear()
        except (Exception, SystemExit) as error:
            failed[:] = [said(error)]
            print(f"{failed[0]}\nThe open page says so too, and comes back with the next save that builds.", flush=True)
            clean_directory(server.root)

    def answered(code: int) -> bytes | None:
        if not failed:
            return other(code)
        page = PAGE.format(said=html.escape(failed[0])).encode()
        return bytes(with_script(server, page, server._visible_epoch))

    server.builder, server.error_handler = built, answered
