import os
import threading

import publish

FILES = [f"page-{number}" for number in range(30)]


def folder(path, text):
    path.mkdir()
    for name in FILES:
        (path / name).write_text(text, "utf-8")
    return path


def test_a_reader_finds_the_last_site_or_the_new_one_and_never_a_part(tmp_path):
    site, new = folder(tmp_path / "site", "odd"), folder(tmp_path / "new", "even")
    builds = threading.Thread(target=lambda: [publish.publish(new, site) for _ in range(3000)])
    builds.start()
    seen = set()
    while builds.is_alive():
        found = os.open(site, os.O_RDONLY)
        assert sorted(os.listdir(found)) == sorted(FILES)
        texts = set()
        for name in FILES:
            with open(os.open(name, os.O_RDONLY, dir_fd=found), encoding="utf-8") as file:
                texts.add(file.read())
        os.close(found)
        assert len(texts) == 1
        seen |= texts
    builds.join()
    assert seen <= {"odd", "even"}


def test_the_first_site_and_the_next(tmp_path):
    site = tmp_path / "site"
    publish.publish(folder(tmp_path / "new", "first"), site)
    publish.publish(folder(tmp_path / "new", "second"), site)
    assert {(site / name).read_text("utf-8") for name in FILES} == {"second"}


def test_a_system_that_cannot_swap_publishes_too(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "swapped", lambda one, other: False)
    site = folder(tmp_path / "site", "first")
    for text in ("second", "third"):
        publish.publish(folder(tmp_path / "new", text), site)
        assert {(site / name).read_text("utf-8") for name in FILES} == {text}
