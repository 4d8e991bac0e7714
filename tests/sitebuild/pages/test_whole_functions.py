"""Where a snippet imports whole functions a page shows their code, and this code runs without the project."""

import inspect

import numpy as np
import pytest
from mkdocs.exceptions import PluginError

from sitebuild.pages import whole_functions
from sitebuild.pages.whole_functions import END, HEAD, code, expanded, length

REGION = "from snippets.functions.pool2d import max_pool2d\n\nprint(max_pool2d([[1, 3], [2, 0]], 2))\n#> [[3]]\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Write files of functions in place of those of the project, which a test would have to change."""
    monkeypatch.setattr(whole_functions, "FOLDER", tmp_path)

    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(text, "utf-8")

    code.cache_clear()
    yield write
    code.cache_clear()


def test_what_is_shown_runs_alone_and_does_what_the_function_does():
    from snippets.functions.conv2d import conv2d

    shown = code((("conv2d", "conv2d"),))
    space = {}
    exec(compile(shown, "shown", "exec"), space)
    rng = np.random.default_rng(0)
    image, weight = rng.integers(-5, 5, (2, 4, 6, 7)), rng.integers(-5, 5, (6, 2, 3, 2))
    options = {"stride": 2, "padding": "same", "groups": 2}
    assert np.array_equal(space["conv2d"](image, weight, **options), conv2d(image, weight, **options))
    assert "snippets" not in shown
    assert inspect.getsource(conv2d) in shown


def test_what_is_not_needed_is_left_out_and_imports_stand_once(folder):
    folder(
        main='"""Says what."""\n\nimport math\n\nfrom snippets.functions.parts import half\n\n\n'
        "def main(x):\n    return half(x)\n\n\ndef other(x):\n    return math.sqrt(x)\n",
        parts="import numpy as np\n\nHALF = 0.5  # of one\n\n\ndef half(x):\n    return np.multiply(x, HALF)\n",
    )
    assert code((("main", "main"),)) == (
        f'{HEAD}"""Says what."""\n\nimport numpy as np\n\nHALF = 0.5  # of one\n\n\n'
        "def main(x):\n    return half(x)\n\n\ndef half(x):\n    return np.multiply(x, HALF)\n"
    )


def test_a_region_keeps_what_it_does_with_the_function_and_the_length_of_the_function_is_known():
    shown = expanded(REGION)
    functions, _, rest = shown.partition(END)
    assert rest == "print(max_pool2d([[1, 3], [2, 0]], 2))\n#> [[3]]\n"
    assert length(shown) == len(functions.rstrip("\n").splitlines())
    assert expanded("import numpy as np\n") == "import numpy as np\n"
    assert length("import numpy as np\n") == 0


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"main": "def other():\n    pass\n"}, "main is not defined in this file"),
        (
            {"main": "import x as y\nfrom a import b as c\n\n\ndef main():\n    pass\n"},
            "no import, definition or const",
        ),
        (
            {
                "main": "from snippets.functions.parts import half\n\n\ndef one():\n    pass\n\n\n"
                "def main():\n    half(one)\n",
                "parts": "def half():\n    one()\n\n\ndef one():\n    pass\n",
            },
            "two files that are shown together define one",
        ),
    ],
)
def test_what_cannot_be_shown_stops_the_build(folder, files, says):
    folder(**files)
    with pytest.raises(PluginError, match=says):
        code((("main", "main"),))
