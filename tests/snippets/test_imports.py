"""Which snippet may import which, so that a topic can be read and changed without knowing the others."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LESSONS = ("convolution", "kernels", "pooling")
# From which folders of snippets/ the snippets of a folder may import. A lab runs alone in a notebook, so only what
# measures more with its pictures imports it; of networks/ a lab shows the code that it imports. What a lab's page shows
# before the first cell is a figure like others. The cheat sheet sums up the lessons, so it takes its numbers from them.
ALLOWED = {
    "functions": {"functions"},
    "shared": {"shared"},
    **{topic: {topic, "shared", "functions"} for topic in LESSONS},
    "networks": {"networks", "convolution", "shared", "functions"},  # a network is made of what that chapter teaches
    "libraries": {"libraries", "shared", "functions"},
    "labs": {"labs", "networks"},
    "reference": {"reference", "shared", "functions", *LESSONS},
}
RESULT = "_result.py"  # what comes out of a lab


def imported(code):
    """Yield the line of each import from snippets/, and the folder from which it imports."""
    for node in ast.walk(ast.parse(code)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.startswith("snippets."):
                yield node.lineno, name.split(".")[1]


def faults(file, code):
    """Return what to tell about each import that a file, such as snippets/pooling/gaps.py, must not have."""
    folder = file.split("/")[1]
    mend = "move what both need to snippets/shared/, or a whole function to snippets/functions/"
    if folder == "labs":
        mend = "write what it needs into the lab, which must run alone in a notebook"
    return [
        f"{file}:{line}: a file in snippets/{folder}/ must not import from snippets/{other}/\n    To mend it: {mend}"
        for line, other in imported(code)
        if other not in ALLOWED[folder] | ({"shared"} if file.endswith(RESULT) else set())
    ]


def test_the_folders_are_those_that_have_a_rule():
    there = {path.name for path in (ROOT / "snippets").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert there == set(ALLOWED), "say in ALLOWED what the snippets of a folder may import"
    assert list((ROOT / "snippets").glob("*.py")) == [], "a snippet stands in a folder of snippets/, not beside them"


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_snippet_imports_only_what_its_folder_may(folder):
    files = sorted((ROOT / "snippets" / folder).rglob("*.py"))
    found = [fault for file in files for fault in faults(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("file", "code", "other"),
    [
        ("pooling/new.py", "import numpy\nfrom snippets.labs.max_or_mean import face\n", "labs"),
        ("kernels/new.py", "import numpy\nfrom snippets.pooling import photo\n", "pooling"),
        ("kernels/new.py", "import numpy\nfrom snippets import convolution\n", "convolution"),
        ("shared/new.py", "def late():\n    import snippets.kernels.gallery\n", "kernels"),
        ("functions/new.py", "import numpy\nfrom snippets.shared import drawing\n", "shared"),
        ("labs/new.py", "import numpy\nfrom snippets.shared import drawing\n", "shared"),
        (
            "labs/new_result.py",
            "from snippets.shared import drawing\nfrom snippets.kernels import gaussian\n",
            "kernels",
        ),
        ("reference/new.py", "import numpy\nfrom snippets.labs import max_or_mean\n", "labs"),
    ],
)
def test_an_import_that_is_not_allowed_is_told_with_its_line(file, code, other):
    (fault,) = faults(f"snippets/{file}", code)
    assert fault.startswith(f"snippets/{file}:2: ")
    assert f"must not import from snippets/{other}/\n    To mend it: " in fault


def test_what_is_allowed_is_no_fault():
    code = "import numpy\nfrom snippets.kernels.rank import KERNELS\nfrom snippets.shared import drawing\n"
    assert faults("snippets/kernels/new.py", code) == []
