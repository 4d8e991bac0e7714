"""The figure of the arena shows the state in which the page starts it, worked out in another way."""

import itertools
import re

import numpy as np
from PIL import Image

from sitebuild.core.project import DOCS
from snippets.pooling import arena
from tests.browser.test_arithmetic import mulberry32


def test_the_numbers_are_those_of_the_generator_one_after_the_other():
    for seed in (0, 3, 2**32 - 1):
        found = arena.uniform(seed, (3, 40))
        assert found.ravel().tolist() == list(itertools.islice(mulberry32(seed), 120))


def test_the_panels_and_their_errors_are_those_of_the_start():
    clean = np.array(Image.open(DOCS / "assets/photographs/portrait-small.webp").convert("L"), float)
    chance = np.array(list(itertools.islice(mulberry32(3), clean.size))).reshape(clean.shape)
    spoilt = np.where(chance >= 0.97, 0, clean)
    expected = [spoilt[54:162, 54:162]]
    errors = []
    for summary in (np.max, np.mean):
        pooled, wanted = (summary(one.reshape(72, 3, 72, 3), axis=(1, 3)) for one in (spoilt, clean))
        expected.append(pooled[18:54, 18:54])
        errors.append(np.sqrt(np.mean((pooled - wanted) ** 2)))
    figure = arena.figure(lambda label, **values: label.format(**values))
    for ax, one in zip(figure.axes, expected, strict=True):
        np.testing.assert_allclose(ax.images[0].get_array(), one, rtol=1e-12)
    titles = [text.get_text() for text in figure.texts]
    assert [re.findall(r"[\d.]+", title) for title in titles[1:]] == [[f"{error:.1f}"] for error in errors]


def test_the_pages_start_the_arena_in_the_state_of_the_figure():
    for language in ("en", "fa"):
        page = (DOCS / language / "pooling/max-or-mean.md").read_text("utf-8")
        assert f'data-explorer="arena" data-start="black={arena.BLACK};k={arena.K}"' in page
