import pytest

import outputs


def test_output_follows_the_statement_that_printed_it():
    code = "import numpy as np\nx = np.arange(4).reshape(2, 2)\nprint(x)\n#> wrong\n\ny = x + 1\nprint(y[0, 0])\n"
    assert outputs.printed(code) == (
        "import numpy as np\nx = np.arange(4).reshape(2, 2)\nprint(x)\n#> [[0 1]\n#>  [2 3]]\n\n"
        "y = x + 1\nprint(y[0, 0])\n#> 1\n"
    )


def test_a_loop_prints_below_itself():
    assert outputs.printed("for i in range(2):\n    print(i)\nz = 0\n") == (
        "for i in range(2):\n    print(i)\n#> 0\n#> 1\nz = 0\n"
    )


def test_a_block_that_fails_says_why():
    with pytest.raises(outputs.Failed, match="NameError"):
        outputs.run("print(absent)")


@pytest.mark.parametrize("library", ["scipy", "cv2", "snippets", "mkdocs"])
def test_the_reader_has_only_numpy_and_matplotlib(library):
    outputs.run("import numpy, matplotlib")
    with pytest.raises(outputs.Failed, match="ModuleNotFoundError"):
        outputs.run(f"import {library}")


def test_the_command_finds_and_mends_a_wrong_line(project):
    page = project.read("docs/en/pooling/index.md")
    assert "pooling/max_pool.py:" in page
    file = "snippets/pooling/max_pool.py"
    right = project.read(file)
    project.edit(file, "#> ", "#> 9")
    wrong = project.read(file)
    done = project.hook("outputs", "--check")
    assert done.returncode == 1
    assert f"{file}: its #> lines are wrong" in done.stdout
    assert project.read(file) == wrong
    assert project.hook("outputs").returncode == 0
    assert project.read(file) == right
