"""Each block of Python has Run, and what that runs is the code which the page shows; test_run.py runs it."""

from sitebuild.pages import coding_exercises, includes
from tests.browser.checks.copying import ENOUGH, differing, lines, source
from tests.browser.visit import DESK_OPEN, check

# The code of each block as run.js reads it, and whether its button can be pressed where it stands.
OFFERED = """async () => {
  const { codeOf } = await import(document.querySelector("script[src$='javascripts/run.js']").src);
  return [...document.querySelectorAll(".md-content .highlight button.run")].map((button) => {
    const block = button.closest(".highlight");
    if (!button.checkVisibility()) return codeOf(block); // an explorer stands over it
    button.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = button.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return button.contains(hit) ? codeOf(block) : `the button is covered by ${hit?.outerHTML.slice(0, 60)}`;
  });
}"""


@check(
    "javascripts/run.js puts a bar under each block; see there which it means",
    ENOUGH,
    at=(DESK_OPEN,),
    faults={
        "a button that is not there": "() => document.querySelector('.run-bar').remove()",
        "a button under another thing": ".run-bar { position: relative; z-index: -1 }",
        "other code": "() => document.querySelector('.run-bar').parentElement.querySelector('code').append('x')",
    },
)
def each_block_of_python_can_be_run_as_it_is_shown(visit):
    page = source(visit.place)
    tasks = {(file, "signature") for file in coding_exercises.files()}  # under these stands Check
    blocks = [block for block in includes.blocks(page) if (block.file, block.names[-1]) not in tasks]
    wanted = [lines(block.code) for block in blocks]
    found = [lines(code) for code in visit.page.evaluate(OFFERED)]
    return differing(found, wanted, "a block with Run")


CHECKS = [each_block_of_python_can_be_run_as_it_is_shown]
