"""What the docstrings of the functions show is what the functions give."""

import doctest
import importlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "snippets/functions"
PUBLIC = {
    "adaptive_pool2d": ("adaptive_avg_pool2d", "adaptive_max_pool2d"),
    "conv2d": ("conv2d",),
    "conv2d_grad": ("conv2d_input_grad", "conv2d_weight_grad"),
    "conv_transpose2d": ("conv_transpose2d",),
    "lp_pool2d": ("lp_pool2d",),
    "pool2d": ("avg_pool2d", "max_pool2d", "output_size"),
    "pool2d_grad": ("avg_pool2d_grad", "max_pool2d_grad"),
    "unpool2d": ("max_unpool2d",),
}
SHARED = {"dtypes", "pool_windows", "sizes"}  # what the functions have in common


def test_every_file_is_known_here():
    assert {path.stem for path in FOLDER.glob("*.py")} == {*PUBLIC, *SHARED}, "add the new file to PUBLIC or SHARED"


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in PUBLIC.items() for name in names])
def test_every_function_has_examples_that_come_out_as_shown(file, name):
    module = importlib.import_module(f"snippets.functions.{file}")
    function = getattr(module, name)
    (test,) = doctest.DocTestFinder().find(function, name, module)
    assert test.examples, f"show in the docstring of {name} what it gives"
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
    parts = ["Parameters", "Returns", "Raises", "References", "Examples"]
    positions = [function.__doc__.find(f"    {part}\n    {'-' * len(part)}\n") for part in parts]
    assert -1 not in positions, f"the docstring of {name} lacks one of {', '.join(parts)}"
    assert positions == sorted(positions), f"the docstring of {name} has its parts in another order"
