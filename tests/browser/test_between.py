"""The slider from the mean to the maximum: what is seen is what SciPy gives, by hand, by key and by address."""

import re

import numpy as np
import pytest
from PIL import Image
from scipy import special, stats

from sitebuild.core.project import ROOT
from tests.browser.checks.axe import found_in_state
from tests.browser.whole import PHONE, until

STILL = "document.querySelector('pooling-between')?.ariaBusy === 'false'"
SEEN = """() => {
  const between = document.querySelector('pooling-between');
  const part = (one) => Number(one.style.getPropertyValue('--part'));
  const [, canvas] = between.querySelectorAll('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return {
    said: between.querySelector('[name=s]').getAttribute('aria-valuetext'),
    told: between.querySelector('.between-told').textContent,
    status: between.querySelector('.between-said').textContent,
    pixels: [...between.querySelectorAll('.between-bars b')].map(part),
    shares: [...between.querySelectorAll('.between-shares b')].map(part),
    pooled: [...data].filter((_, i) => i % 4 === 0),
    state: between.format(between.state),
    numpy: between.querySelector('.between-numpy').textContent,
  };
}"""


@pytest.fixture(scope="module")
def windows():
    """Return the windows of the photograph by row and column, with 16 pixels each, from 0 to 1."""
    photo = np.array(Image.open(ROOT / "docs/assets/photographs/portrait-small.webp").convert("L"), float) / 255
    return photo.reshape(54, 4, 54, 4).swapaxes(1, 2).reshape(54, 54, 16)


def numbers(text):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def check(seen, window, pooled):
    """Compare what is seen with one window and the whole picture of results."""
    assert seen["pixels"] == pytest.approx(window)
    result = pooled(window)
    assert numbers(seen["told"]) == pytest.approx([255 * n for n in (window.mean(), result, window.max())], abs=0.051)


def test_the_slider_leads_from_the_mean_to_the_maximum(open_page, windows):
    page = open_page("pooling/between/", viewport=PHONE)
    until(page, STILL)

    seen = page.evaluate(SEEN)
    check(seen, windows[17, 36], lambda x: stats.pmean(x, 4))
    whole = 255 * stats.pmean(windows, 4, axis=2).ravel()
    np.testing.assert_allclose(seen["pooled"], whole, atol=0.51)
    assert (seen["said"], seen["state"], seen["status"]) == ("\u2066p = 4\u2069", "rule=power;s=4", "")
    assert "p = 4" in seen["numpy"]

    page.focus("pooling-between [name=s]")
    page.keyboard.press("End")
    seen = page.evaluate(SEEN)
    assert seen["said"] == "maximum"
    np.testing.assert_allclose(seen["pooled"], 255 * windows.max(axis=2).ravel(), atol=0.51)
    assert sorted(seen["shares"]) == [0] * 15 + [1]
    assert "100%" in seen["status"]  # said when the slider was let go
    page.keyboard.press("Home")
    seen = page.evaluate(SEEN)
    assert seen["said"] == "mean"
    assert seen["shares"] == pytest.approx([1 / 16] * 16)

    page.select_option("pooling-between [name=rule]", "exp")
    page.locator("pooling-between [name=s]").fill("7")
    page.focus(".between-stage")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowLeft")
    seen = page.evaluate(SEEN)
    assert seen["state"] == "rule=exp;s=7;at=27,35"
    check(seen, windows[27, 35], lambda x: special.logsumexp(12 * x, b=1 / 16) / 12)
    assert seen["shares"] == pytest.approx(special.softmax(12 * windows[27, 35]))
    assert seen["status"].startswith("Window in row 28, column 36")
    assert found_in_state(page, "pooling-between") == []

    until(page, "location.search.includes('at=27,35')")
    page.select_option("pooling-between [name=photo]", "bricks")
    until(page, "location.search.includes('photo=bricks')")
    page.reload()
    until(page, STILL)
    assert page.evaluate(SEEN)["state"] == "photo=bricks;rule=exp;s=7;at=27,35"
