"""What stands in each step of the scenes in which a kernel slides, against SciPy."""

import numpy as np
import pytest
from scipy import signal

from snippets.convolution import slide as convolved
from snippets.convolution import sliding
from snippets.kernels import one_position
from snippets.kernels import slide as correlated
from snippets.shared import slide

# The scene, its picture, the kernel as it is written beside the picture, whether it turns over, what comes out.
K, W = one_position.kernel, sliding.w[::-1, ::-1]
SCENES = [
    (correlated, one_position.image, K, False, signal.correlate2d(one_position.image, K, mode="valid")),
    (convolved, sliding.x, W, True, signal.convolve2d(sliding.x, W, mode="valid")),
]
SCENE = pytest.mark.parametrize(("module", "image", "kernel", "turn", "result"), SCENES, ids=["kernels", "convolution"])


@SCENE
def test_each_position_multiplies_and_adds(steps_of, sum_of, module, image, kernel, turn, result):
    made, where = steps_of(module), slide.plan(image, kernel, turn=turn)
    slid = kernel[::-1, ::-1] if turn else kernel
    assert len(where.places) == result.size
    for n, ((r, c), arrive) in enumerate(zip(where.places, where.arrive, strict=True)):
        window = image[r : r + 3, c : c + 3]
        for step, done in ((arrive, n), (arrive + 1, n + 1)):
            x, y = slide.LEFT + c, slide.TOP + r
            np.testing.assert_array_equal(made.grid(step, x, y, (3, 3), slide.WEIGHT), slid)
            np.testing.assert_array_equal(made.grid(step, x, y, (3, 3), slide.PIXEL), window)
            np.testing.assert_array_equal(made.grid(step, *where.products, (3, 3)), window * slid)
            so_far = np.where(np.arange(result.size).reshape(result.shape) < done, result, np.nan)
            np.testing.assert_array_equal(made.grid(step, *where.output, result.shape), so_far)
            assert sorted(made.windows(step)) == sorted(
                [(round(x), round(y), 3, 3), (round(where.output[0] + c), round(where.output[1] + r), 1, 1)]
            )
        # Copies of the nine products end in the pixel of the output, which is their sum.
        sent = made.sent(arrive + 1)
        assert {end for _, end in sent} == {tuple(np.round(np.add(where.output, (c, r)), 2))}
        assert sum(product for product, _ in sent) == made.lands()[arrive + 1] == result[r, c]
        asked, said = ([text for text in made.texts(step) if "=" in text] for step in (arrive, arrive + 1))
        assert sum_of(said[0]) == (result[r, c], result[r, c])
        assert asked == [said[0].partition("=")[0] + "= ?"]
    assert list(made.lands()) == [arrive + 1 for arrive in where.arrive]


@SCENE
def test_it_begins_with_the_kernel_beside_the_picture_and_an_empty_output(
    steps_of, module, image, kernel, turn, result
):
    made, where = steps_of(module), slide.plan(image, kernel, turn=turn)
    np.testing.assert_array_equal(made.grid(1, *where.home, (3, 3)), kernel)
    for step in range(1, where.begin + 1):
        assert np.isnan(made.grid(step, *where.output, result.shape)).all()
        assert np.isnan(made.grid(step, *where.products, (3, 3))).all()
        assert not made.windows(step)


def test_the_kernel_turns_upside_down_and_then_from_left_to_right(steps_of):
    made, where = steps_of(convolved), slide.plan(sliding.x, W, turn=True)
    np.testing.assert_array_equal(made.grid(2, *where.home, (3, 3)), np.flipud(W))
    for step in (3, 4, 11):
        np.testing.assert_array_equal(made.grid(step, *where.home, (3, 3)), np.rot90(W, 2))


def test_the_step_that_the_page_names_has_its_window(steps_of):
    made, step = steps_of(correlated), correlated.facts()["step"]
    corner = slide.LEFT + one_position.COLUMN, slide.TOP + one_position.ROW
    np.testing.assert_array_equal(made.grid(step, *corner, (3, 3), slide.PIXEL), one_position.window)
    np.testing.assert_array_equal(made.grid(step, *corner, (3, 3), slide.WEIGHT), one_position.kernel)
