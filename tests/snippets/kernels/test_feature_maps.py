"""Feature maps, against OpenCV's filters and template matching, Pillow's letters and numbers typed by hand."""

import cv2
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from snippets.kernels import feature_maps, feature_maps_contrast, feature_maps_letters, feature_maps_likeness

KAF = "\N{ARABIC LETTER KEHEH}"
PATCHES = arrays(float, (3, 3), elements=st.integers(-9, 9).map(float))


def test_the_letters_are_drawn_by_a_font_that_has_them():
    path = font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    characters = font_manager.get_font(path).get_charmap()
    assert {ord("K"), ord(KAF)} <= set(characters)


@pytest.mark.parametrize("character", ["K", KAF])
def test_pillow_draws_the_same_letter(character):
    font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), round(60 * 86 / 72))
    picture = Image.new("L", (86, 86), 255)
    ImageDraw.Draw(picture).text((43, 43), character, fill=0, font=font, anchor="mm")
    theirs = np.asarray(picture, float) < 128
    ours = feature_maps.letter(character) < 128
    assert ours.shape == (86, 86)
    rows, columns = (np.any(ours, axis=axis).nonzero()[0] for axis in (1, 0))
    assert min(rows[0], columns[0]) >= 2  # nothing is cut off
    assert max(rows[-1], columns[-1]) <= 83

    def trimmed(ink):
        rows, columns = (np.any(ink, axis=axis).nonzero()[0] for axis in (1, 0))
        return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    ours, theirs = trimmed(ours), trimmed(theirs)
    theirs = cv2.resize(theirs.astype(np.uint8), ours.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    assert (ours & theirs).sum() / (ours | theirs).sum() > 0.85


def test_all_maps_are_opencvs_and_no_two_are_alike():
    maps = []
    for image in feature_maps.images:
        for kernel in feature_maps.kernels:
            found = feature_maps.slide(image, kernel)
            theirs = cv2.filter2D(np.ascontiguousarray(image), cv2.CV_64F, kernel.astype(float))
            np.testing.assert_allclose(found, theirs[1:-1, 1:-1], atol=1e-8)
            maps.append(found)
    assert len(maps) == feature_maps.facts()["maps"] == 12
    alike = np.corrcoef([m.ravel() for m in maps]) - np.eye(12)
    assert np.abs(alike).max() < 0.9


def line(degrees):
    """Draw a black line that rises at an angle, by OpenCV."""
    picture = np.full((86, 86), 255, np.uint8)
    dx, dy = 30 * np.cos(np.radians(degrees)), -30 * np.sin(np.radians(degrees))
    ends = [(round(43 + s * dx), round(43 + s * dy)) for s in (-1, 1)]
    return cv2.line(picture, *ends, 0, 5, cv2.LINE_AA).astype(float)


@pytest.mark.parametrize(("degrees", "name"), [(90, "vertical"), (0, "horizontal"), (45, "rising"), (135, "falling")])
def test_each_kernel_answers_to_its_own_line(degrees, name):
    found = dict(zip(feature_maps_letters.KERNELS, feature_maps_letters.shares(line(degrees)), strict=True))
    assert max(found, key=found.get) == name
    assert found[name] > 0.75


def test_the_shares_of_the_letters():
    facts = feature_maps_letters.facts()
    kernels = [
        [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
        [[-2, -1, 0], [-1, 0, 1], [0, 1, 2]],
        [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
    ]
    for name, character in (("k", "K"), ("kaf", KAF)):
        image = feature_maps.letter(character)
        maps = np.abs([cv2.filter2D(image, cv2.CV_64F, np.array(k, float))[1:-1, 1:-1] for k in kernels])
        energy = cv2.Sobel(image, cv2.CV_64F, 1, 0) ** 2 + cv2.Sobel(image, cv2.CV_64F, 0, 1) ** 2
        energy = energy[1:-1, 1:-1]
        for i, direction in enumerate(("vertical", "horizontal", "rising", "falling")):
            share = energy[maps.argmax(axis=0) == i].sum() / energy.sum()
            assert facts[f"{name}_{direction}"] == pytest.approx(share, abs=0.005)
        assert sum(facts[f"{name}_{d}"] for d in feature_maps_letters.KERNELS) == pytest.approx(1)
    assert facts["k_vertical"] > facts["kaf_vertical"]
    assert facts["kaf_horizontal"] > 3 * facts["k_horizontal"]


def test_the_second_kernel_does_not_see_the_stem():
    stem = feature_maps.letter("K")[1:-1, 1:-1]
    rows = slice(30, 40)  # below the end of the stem's top and above its foot
    column = np.flatnonzero(stem[35] < 128)[0] + 2
    across, down = (feature_maps.slide(feature_maps.letter("K"), k) for k in feature_maps.kernels[:2])
    assert np.abs(across[rows, column - 4 : column]).max() > 900
    assert np.abs(down[rows, column - 6 : column]).max() < 1


@given(PATCHES, PATCHES)
def test_likeness_is_pearsons_correlation(a, b):
    assume(np.ptp(a) > 0 and np.ptp(b) > 0)
    assert feature_maps_likeness.likeness(a, b) == pytest.approx(np.corrcoef(a.ravel(), b.ravel())[0, 1], abs=1e-9)


@given(PATCHES, st.integers(1, 9), st.integers(-9, 9))
def test_likeness_forgets_brightness_and_contrast(patch, contrast, brightness):
    assume(np.ptp(patch) > 0)
    kernel = feature_maps_likeness.kernel
    changed = feature_maps_likeness.likeness(contrast * patch + brightness, kernel)
    assert changed == pytest.approx(feature_maps_likeness.likeness(patch, kernel), abs=1e-9)


def test_what_the_page_says_of_the_patches():
    facts = feature_maps_likeness.facts()
    responses = {"plus": 40, "faint_plus": 15, "corners": 8, "bright_wall": 43}
    assert {name: facts[f"response_{name}"] for name in responses} == responses
    assert facts["likeness_plus"] == pytest.approx(1)
    assert facts["likeness_faint_plus"] == pytest.approx(1)
    assert facts["likeness_corners"] == pytest.approx(-0.8)
    # The plus less its mean is 4/9 or -5/9, the wall's ones less their mean 2/3 or -1/3 (scaled alike).
    assert facts["likeness_bright_wall"] == pytest.approx(-1 / np.sqrt(40))


def test_opencv_matches_the_template_at_the_same_places():
    photo = feature_maps_contrast.photo.astype(np.float32)
    top, left = 86, 148
    size = feature_maps_contrast.SIZE
    template = photo[top : top + size, left : left + size]
    for method, values in (
        (cv2.TM_CCORR, feature_maps_contrast.response),
        (cv2.TM_CCOEFF, feature_maps_contrast.contrast),
        (cv2.TM_CCOEFF_NORMED, feature_maps_contrast.likeness),
    ):
        theirs = cv2.matchTemplate(photo, template, method)
        np.testing.assert_allclose(values, theirs, rtol=2e-3, atol=2e-3 * np.abs(theirs).max())
        assert cv2.minMaxLoc(theirs)[3][::-1] == feature_maps_contrast.best(values)


def test_what_the_page_says_of_the_eye():
    facts = feature_maps_contrast.facts()
    photo = feature_maps_contrast.photo.astype(np.float32)
    template = photo[86:99, 148:161]
    plain = cv2.matchTemplate(photo, template, cv2.TM_CCORR)
    centred = cv2.matchTemplate(photo, template, cv2.TM_CCOEFF)
    normed = cv2.matchTemplate(photo, template, cv2.TM_CCOEFF_NORMED)
    assert facts["size"] == 13
    assert (facts["row"], facts["column"]) == np.divmod(normed.argmax(), normed.shape[1])
    assert facts["response_eye"] == pytest.approx(plain[86, 148] / 1e6, rel=1e-3)
    assert facts["response_best"] == pytest.approx(plain.max() / 1e6, rel=1e-3)
    assert facts["contrast_ratio"] == pytest.approx(centred.max() / centred[86, 148], rel=1e-3)
    assert facts["likeness_there"] == pytest.approx(normed.flat[centred.argmax()], abs=1e-3)
    assert facts["contrast_ratio"] > 1
    assert facts["response_best"] > facts["response_eye"]
