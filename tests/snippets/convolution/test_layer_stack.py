"""The stack of the page is LeNet-5, against its paper."""

import contextlib
import io
import re
import runpy

from hypothesis import given, settings
from hypothesis import strategies as st

from sitebuild.core.project import SNIPPETS
from snippets.convolution.layer_stack import field

LAYER = st.builds(
    lambda kind, k, s, p, d: (kind, 1, k, s, p, d, 1, 0, 0),
    st.sampled_from(["convolution", "transposed"]),
    *[st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(1, 3)],
)


def behind(output, layers):
    """Return every pixel that an output depends on, one by one."""
    pixels = {output}
    for kind, _, k, s, p, d, *_ in reversed(layers):
        if kind == "transposed":
            pixels = {(i + p - d * tap) // s for i in pixels for tap in range(k) if (i + p - d * tap) % s == 0}
        else:
            pixels = {i * s - p + d * tap for i in pixels for tap in range(k)}
    return pixels


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(st.lists(LAYER, min_size=1, max_size=4), st.integers(0, 12))
def test_a_field_is_an_extent_and_with_a_transposed_layer_a_bound(layers, output):
    seen = behind(output, layers)
    extent = max(seen) - min(seen) + 1 if seen else 0
    assert field(output, layers) >= extent
    if not any(kind == "transposed" for kind, *_ in layers):
        assert field(output, layers) == extent


def test_it_prints_the_numbers_of_the_paper():
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(SNIPPETS / "convolution/layer_stack.py")
    lines = [[int(number) for number in re.findall(r"\d+", line)] for line in out.getvalue().splitlines()]
    # LeCun and others, 1998, figure 2 and section II.B; C3 here sees all six maps, and S2 and S4 learn nothing.
    assert [line[:3] for line in lines[:-1]] == [[28, 28, 6], [14, 14, 6], [10, 10, 16], [5, 5, 16], [1, 1, 120]]
    assert [line[5] for line in lines[:-1]] == [156, 0, 16 * (6 * 25 + 1), 0, 48120]
    assert lines[0][6] == 122304 - 28 * 28 * 6  # connections of C1, without those of the biases
    assert lines[-1] == [sum(line[5] for line in lines[:-1]), sum(line[6] for line in lines[:-1])]
