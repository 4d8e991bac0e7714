"""The figures of the comparison show what the lab measures: its pictures, its noise, and what its trials approach."""

import numpy as np
import pytest

from snippets.labs import max_or_mean as lab
from snippets.pooling import max_or_mean_found, max_or_mean_noise, max_or_mean_photo, max_or_mean_sparse


def panels(module):
    """Return the pictures of a figure, in their order."""
    figure = module.figure(lambda label, **values: label.format(**values))
    return [ax.images[0].get_array() for ax in figure.axes]


def pooled(pictures, k):
    """Return pictures, then their maxima, then their means, as the lab computes them."""
    return [*pictures, *(lab.maximum(one, k) for one in pictures), *(lab.mean(one, k) for one in pictures)]


@pytest.mark.parametrize(
    ("module", "pictures"),
    [
        (max_or_mean_photo, [lab.face, lab.terrain[:320, 40:360]]),
        (max_or_mean_noise, [lab.noisy(lab.face), lab.bright_outliers(lab.face)]),
        (max_or_mean_sparse, [lab.letter, 255 - lab.letter]),
    ],
    ids=["photo", "noise", "sparse"],
)
def test_the_panels_are_the_pictures_of_the_lab_and_their_poolings(module, pictures):
    shown, expected = panels(module), pooled(pictures, module.K)
    for one, other in zip(shown, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_the_chart_shows_what_the_trials_of_the_lab_approach():
    """A share of 200,000 trials is further than five of its standard deviations off once in two million times."""
    assert lab.sigmas == max_or_mean_found.SIGMAS
    for chance, share in (
        (max_or_mean_found.found_max, lab.found_max),
        (max_or_mean_found.found_mean, lab.found_mean),
    ):
        exact = np.array([chance(sigma) for sigma in lab.sigmas])
        assert (np.abs(share - exact) <= 5 * np.sqrt(exact * (1 - exact) / 200_000)).all()
