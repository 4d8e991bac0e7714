"""The site as a host would serve it: text is compressed, types are right, and files say how long they may be kept."""

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from queue import Queue
from urllib.parse import unquote, urlsplit

TYPES = {".js": "text/javascript", ".ipynb": "application/json", ".woff2": "font/woff2", ".webp": "image/webp"}
TEXT = {".html", ".css", ".js", ".json", ".ipynb", ".svg", ".xml", ".py", ".txt"}


@cache
def body(file: Path) -> tuple[bytes, dict[str, str]]:
    """Return what is sent for a file, and how it is described."""
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    text = file.suffix in TEXT
    headers = {"Content-Type": f"{kind}; charset=utf-8" if text else kind, "Cache-Control": "max-age=600"}
    if text:
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return (gzip.compress(file.read_bytes(), mtime=0) if text else file.read_bytes()), headers


class Host(http.server.BaseHTTPRequestHandler):
    """Answers for one folder, which `served` names."""

    protocol_version = "HTTP/1.1"  # keeps a connection open, as hosts do
    folder: Path
    purposes: Queue

    def do_GET(self) -> None:
        """Send a file, the start page of a folder, or the page that says there is none."""
        path = unquote(urlsplit(self.path).path).lstrip("/")
        file = (self.folder / path / "index.html") if path.endswith("/") or not path else self.folder / path
        found = file.is_file() and file.resolve().is_relative_to(self.folder.resolve())
        self.purposes.put((f"/{path}", self.headers.get("Sec-Purpose", "")))
        content, headers = body(file if found else self.folder / "404.html")
        self.send_response(200 if found else 404)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        with suppress(ConnectionError):  # a page was left before all had come
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, port: int = 0, purposes: Queue | None = None) -> Iterator[str]:
    """Serve a folder and give its address; a queue gets the path of each request, and the purpose that it names."""
    here = type("Here", (Host,), {"folder": folder, "purposes": purposes or Queue()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), here)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
