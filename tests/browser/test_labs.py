"""A lab runs in the page: its cells share what they make, and go with the reader as a notebook of her own."""

import json

import nbformat
import pytest
from playwright.sync_api import expect

from sitebuild.language.words import of_feature
from tests.browser.test_run import Reader, press

expect.set_options(timeout=60_000)  # a machine may be busy
SAID = of_feature("en", "lab")
LAB = "labs/find-the-edges/"  # the shortest; the others are run in tests/javascript/test_harness.py


@pytest.fixture(scope="module")
def reader(browser, address):
    """Return a lab that is open for all tests, which go on where the one before has ended."""
    one = Reader(browser, address, LAB)
    yield one
    refused = one.page.evaluate("refused")
    one.context.close()
    assert one.found + refused == []


def a_cell_alone_says_what_it_lacks(reader):
    cell = press(reader.block(2))
    expect(cell.locator(".run-error")).to_contain_text("NameError")
    expect(cell.locator(".run-state")).to_have_text(SAID["above"])


def all_of_a_lab_runs_to_its_end_and_prints_what_the_page_shows(reader):
    page = reader.page
    page.click(".run-all")
    expect(page.locator(".lab-state")).to_have_text(SAID["ran"], timeout=180_000)
    cells = page.locator(".lab-code")
    outputs = cells.locator(".run-output")
    assert cells.count() > 5
    assert outputs.evaluate_all("all => all.map(one => one.dataset.same)") == ["true"] * cells.count()
    assert outputs.locator("img").count() == page.locator(".lab-picture").count()


def her_own_notebook_has_her_cells_and_else_those_of_the_page(reader):
    page = reader.page
    mine = page.locator(".lab-mine")
    expect(mine).to_be_hidden()
    last = page.locator(".lab-code").count() - 1
    reader.write("print('سلام', len(dir()) > 9)", last)
    with page.expect_download() as saved:
        mine.click()
    found = json.loads(saved.value.path().read_text("utf-8"))
    nbformat.validate(found)
    wanted = page.evaluate("async () => (await fetch(document.querySelector('.lab-download').href)).json()")
    [*_, changed] = [cell for cell in wanted["cells"] if cell["cell_type"] == "code"]
    changed["source"] = "print('سلام', len(dir()) > 9)"
    assert found == wanted
    assert saved.value.suggested_filename == "find-the-edges.ipynb"


def run_from_here_goes_on_with_what_there_is_and_restart_forgets_it(reader):
    page = reader.page
    number = page.locator(".lab-code").count() - 1
    last = reader.block(number)
    last.locator(".run-on").click()
    expect(last.locator(".run-out").last).to_have_text("سلام True\n")
    expect(page.locator(".lab-state")).to_have_text(SAID["ran"])
    page.click(".run-restart")
    expect(page.locator(".lab-state")).to_have_text(SAID["restarted"])
    expect(last.locator(".run-output")).to_be_hidden()
    press(last)
    expect(last.locator(".run-out").last).to_have_text("سلام False\n")
    # What has no end is stopped, and what was made before is gone.
    reader.write("while True: pass", 0).locator(".run").click()
    expect(reader.block(0).locator(".run-state")).to_contain_text("120")
    reader.block(0).locator(".run-stop").click()
    expect(page.locator(".lab-state")).to_have_text(SAID["lost"])
    for number in (0, page.locator(".lab-code").count() - 1):
        reader.block(number).locator(".run-reset").click()
    expect(page.locator(".lab-mine")).to_be_hidden()


def test_a_lab_runs_in_the_page(reader):
    """One test, for each part goes on where the one before has ended."""
    a_cell_alone_says_what_it_lacks(reader)
    all_of_a_lab_runs_to_its_end_and_prints_what_the_page_shows(reader)
    her_own_notebook_has_her_cells_and_else_those_of_the_page(reader)
    run_from_here_goes_on_with_what_there_is_and_restart_forgets_it(reader)
