"""A reader writes a function: what is right is remembered, what is wrong is named, and nothing hangs.

That each mistake gets its name is tested without a browser, in tests/snippets/*/test_write.py.
"""

import pytest
from playwright.sync_api import expect

from sitebuild.core.project import DOCS, SNIPPETS
from sitebuild.language.words import of_feature
from sitebuild.pages import coding_exercises, includes
from tests.browser.visit import REFUSED
from tests.browser.whole import go

SAID = {language: of_feature(language, "exercise") for language in ("en", "fa")}
RUN = {language: of_feature(language, "run") | of_feature(language, "running") for language in ("en", "fa")}
TOLD = coding_exercises.messages()
LIMIT = 5  # seconds, as in exercise.js


@pytest.fixture(scope="module")
def reader(browser):
    """Return a browser that keeps what it has loaded, and what is wrong in it."""
    context = browser.new_context()
    context.set_default_timeout(60_000)  # a machine may be busy
    context.add_init_script(REFUSED)
    found = []
    page = context.new_page()
    page.on("console", lambda m: m.type in ("error", "warning") and found.append(m.text))
    page.on("pageerror", lambda e: found.append(str(e)))
    yield page
    assert page.evaluate("refused") + found == []
    context.close()


class Task:
    """An exercise on a page."""

    def __init__(self, page, name):
        self.page, self.name = page, name
        regions = includes.regions(SNIPPETS / f"{name}.py")
        self.answer = "\n".join(regions[one] for one in ("imports", "signature", "body") if one in regions)
        self.box = page.locator(f'[data-exercise="{name}"]')
        self.block = self.box.locator("> .highlight")
        self.verdict = self.box.locator(".exercise-verdict")
        self.state = self.block.locator(".run-state")

    def press(self):
        """Press Check, and wait until it has been looked at."""
        self.block.locator(".check").click()
        self.verdict.wait_for(state="attached")
        expect(self.block).not_to_have_attribute("data-running", "", timeout=60_000)

    def write(self, code):
        """Write code in the place of what stands in the editor, as a reader does, and let it be checked."""
        if self.block.locator(".run-change").is_visible():
            self.block.locator(".run-change").click()
        self.block.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Backspace")
        self.page.keyboard.insert_text(code)
        self.press()

    def grids(self):
        """Return the grids of the verdict by their captions, and the cells that are marked."""
        return self.verdict.locator("table").evaluate_all(
            """tables => Object.fromEntries(tables.map(table => [table.caption?.textContent ?? '', {
              rows: [...table.rows].map(row => [...row.cells].map(cell => cell.firstElementChild.textContent)),
              marked: [...table.querySelectorAll('mark')].map(cell => cell.textContent),
            }]))"""
        )


def text_of(page, html):
    """Return the text of a message."""
    return page.evaluate("html => Object.assign(document.createElement('p'), { innerHTML: html }).textContent", html)


def solve_all(page, chapter):
    """Solve the exercises of a chapter on its page, and return how many there are."""
    names = coding_exercises.names(DOCS / "en" / chapter / "exercises.md")
    for name in names:
        task = Task(page, name)
        task.write(task.answer)
        expect(task.verdict).to_have_attribute("data-verdict", "right")
        expect(task.box.locator(".exercise-done")).to_be_visible()
    return len(names)


def test_a_mistake_is_named_and_shown_beside_the_right_result(reader, address):
    go(reader, f"{address}kernels/exercises/")
    task = Task(reader, "kernels/write_by_loops")
    task.press()  # before anything is written
    expect(task.verdict.locator("p")).to_have_text(text_of(reader, TOLD["en"]["common"]["none"]))
    task.write(task.answer.replace("kernel[i, j]", "kernel[-1 - i, -1 - j]"))
    expect(task.verdict.locator("p")).to_have_text(TOLD["en"]["kernels/write_by_loops"]["turned"])
    assert task.grids() == {
        "picture": {"rows": [list("1024"), list("3105"), list("0241")], "marked": []},
        "kernel": {"rows": [["1", "2"], ["0", "-1"]], "marked": []},
        SAID["en"]["yours"]: {"rows": [["6", "2", "3"], ["-1", "7", "9"]], "marked": ["6", "2", "3", "-1", "7"]},
        SAID["en"]["wanted"]: {"rows": [["0", "4", "5"], ["3", "-3", "9"]], "marked": []},
    }
    task.write(task.answer.replace("c + j]", "c + j + 1]"))
    expect(task.verdict.locator("p")).to_have_text(TOLD["en"]["common"]["raised"])
    line = task.answer[: task.answer.index("output[r, c] +=")].count("\n") + 1
    expect(task.block.locator(".run-error div")).to_have_text(
        f"Line {line} output[r, c] += float(picture[r + i, c + j + 1]) * kernel[i, j]"
    )
    expect(task.block.locator(".run-line")).to_contain_text("output[r, c] +=")
    task.write("def correlate(picture, kernel:\n")
    expect(task.verdict).to_have_text(SAID["en"]["error"])
    expect(task.block.locator(".run-error")).to_contain_text("SyntaxError")
    task.write(task.answer.replace("def correlate", "def mine"))
    expect(task.verdict).to_have_text(text_of(reader, TOLD["en"]["common"]["missing"]))
    task.write("")
    expect(task.verdict).to_have_text(text_of(reader, TOLD["en"]["common"]["missing"]))
    # A verdict of her own is none, and what she gives another meaning leaves the check as it was.
    own = "verdict = {'mistake': '', 'cases': '<img src=x>'}\nimport numpy as np\nnp.allclose = compile = None\n"
    task.write(own + task.answer.replace("c + j]", "c]") + "\nraise SystemExit")
    expect(task.verdict).to_have_attribute("data-verdict", "wrong")
    expect(task.verdict.locator("img")).to_have_count(0)
    expect(task.verdict.locator("table").first.locator("caption code")).to_have_text("picture")
    assert reader.evaluate("localStorage.getItem('written-exercises')") is None


def test_what_has_no_end_is_stopped_and_what_is_right_is_remembered(reader, address):
    """Names of her own that the check has too are hers: they stand in the same Python and do not meet."""
    task = Task(reader, "kernels/write_by_loops")
    task.write(task.answer.replace("    return output", "    while True:\n        pass"))
    expect(task.state).to_have_text(RUN["en"]["late"].replace("{n}", str(LIMIT)))
    expect(task.verdict).to_have_text("")
    helper = "\n\ndef same(value):\n    return value\n\ndef called(value):\n    return same(value)\n"
    task.write(task.answer.replace("return output", "return called(output)") + helper)
    expect(task.verdict).to_have_text(SAID["en"]["right"].replace("{n}", "5"))
    expect(task.state).to_have_text("")
    expect(task.box.locator(".exercise-done")).to_have_text(SAID["en"]["done"])
    assert reader.evaluate("localStorage.getItem('written-exercises')") == '["kernels/write_by_loops"]'
    assert solve_all(reader, "kernels") == 4
    go(reader, f"{address}fa/kernels/")
    expect(reader.locator("[data-written]")).to_have_text("تا اینجا ۴ تابع از ۴ تابع را نوشته‌اید.")
    go(reader, f"{address}convolution/")
    expect(reader.locator("[data-written]")).to_have_text("")
    go(reader, f"{address}kernels/exercises/")
    expect(reader.locator(".exercise-done:visible")).to_have_count(4)
    expect(task.block.locator(".cm-content")).to_contain_text("def correlate")


def test_in_persian_on_a_phone(reader, address):
    reader.set_viewport_size({"width": 360, "height": 740})
    go(reader, f"{address}fa/convolution/exercises/")
    task = Task(reader, "convolution/write_convolve")
    task.write(task.answer.replace("[::-1, ::-1]", ""))
    expect(task.verdict.locator("p")).to_have_text(TOLD["fa"]["convolution/write_convolve"]["correlation"])
    assert [*task.grids()] == ["picture", "kernel", SAID["fa"]["yours"], SAID["fa"]["wanted"]]
    for place in ("table", "p"):
        directions = {"table": "ltr", "p": "rtl"}
        shown = task.verdict.locator(place).first
        assert shown.evaluate("e => getComputedStyle(e).direction") == directions[place]
    assert reader.evaluate("document.documentElement.scrollWidth") == 360
    size = Task(reader, "convolution/write_output_size")
    size.write(size.answer.replace("//", "/"))
    expect(size.verdict.locator("p")).to_have_text(
        text_of(reader, TOLD["fa"]["convolution/write_output_size"]["not_floored"])
    )
    assert size.grids()[SAID["fa"]["yours"]]["rows"] == [["3.5"]]
    assert solve_all(reader, "convolution") == 4
    expect(task.verdict).to_have_text(SAID["fa"]["right"].replace("{n}", "۵"))


def test_the_exercises_on_pooling_can_be_solved(reader, address):
    reader.set_viewport_size({"width": 1280, "height": 800})
    go(reader, f"{address}pooling/exercises/")
    task = Task(reader, "pooling/write_max_pool")
    task.write(task.answer.replace("[::stride, ::stride]", "").replace(".max(", ".mean("))
    expect(task.verdict).to_have_attribute("data-verdict", "wrong")
    assert solve_all(reader, "pooling") == 4
    task.block.locator(".run-reset").click()
    expect(task.block.locator("pre > code").first).to_be_visible()


def test_without_a_script_what_is_to_be_written_and_its_answer_are_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}kernels/exercises/")
    task = Task(page, "kernels/write_one_pixel")
    expect(task.box.locator(".check")).to_have_count(0)
    expect(task.block).to_contain_text("def one_pixel(picture, kernel, row, column):")
    expect(task.box.locator("details")).to_have_count(3)
    context.close()
