"""The stack of the page is LeNet-5, against its paper."""

import contextlib
import io
import re
import runpy

from sitebuild.core.project import SNIPPETS


def test_it_prints_the_numbers_of_the_paper():
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(SNIPPETS / "convolution/layer_stack.py")
    lines = [[int(number) for number in re.findall(r"\d+", line)] for line in out.getvalue().splitlines()]
    # LeCun and others, 1998, figure 2 and section II.B; C3 here sees all six maps, and S2 and S4 learn nothing.
    assert [line[:3] for line in lines[:-1]] == [[28, 28, 6], [14, 14, 6], [10, 10, 16], [5, 5, 16], [1, 1, 120]]
    assert [line[5] for line in lines[:-1]] == [156, 0, 16 * (6 * 25 + 1), 0, 48120]
    assert lines[0][6] == 122304 - 28 * 28 * 6  # connections of C1, without those of the biases
    assert lines[-1] == [sum(line[5] for line in lines[:-1]), sum(line[6] for line in lines[:-1])]
