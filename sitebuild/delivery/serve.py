"""Serves the site while it is written: ``make serve``, or ``make serve PORT=8001``."""

import errno
import os
import socket
import sys
import tempfile

from mkdocs.__main__ import cli

from sitebuild.core.processes import any_letter, end_in_order, end_with_parent, temporary_folder
from sitebuild.core.project import ROOT

HOST = "127.0.0.1"


def trouble(port: str) -> str | None:
    """Return why a port cannot be used and what to do, or nothing; MkDocs would say so when it has built everything."""
    mend = "\n    To mend it: make serve PORT="
    if not port.isascii() or not port.isdigit() or not 0 < int(port[:6]) < 65536:
        return f"{port!r} is no port, which is a number from 1 to 65535{mend}8000"
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will
        try:
            one.bind((HOST, int(port)))
        except OSError as error:
            other = int(port) + 1 if 1024 <= int(port) < 65535 else 8000
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is taken, perhaps by another `make serve`{mend}{other}"
            return f"Port {port} cannot be used: {error.strerror}{mend}{other}"
    return None


def main(port: str) -> int:
    """Serve until it is interrupted; return the exit status."""
    if said := trouble(port):
        print(said, file=sys.stderr)
        return 2
    end_in_order()
    end_with_parent()
    any_letter()
    tempfile.tempdir = str(temporary_folder())  # MkDocs makes a folder for the site, and leaves it when it is killed
    address = f"http://{HOST}:{port}/"
    print(f"English: {address}\nفارسی:   {address}fa/", flush=True)
    os.environ["SITE_URL"] = address
    os.chdir(ROOT)
    cli.main(["serve", "--livereload", "--dev-addr", f"{HOST}:{port}"], prog_name="mkdocs")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
