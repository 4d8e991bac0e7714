"""The gallery, against OpenCV's and SciPy's filters, known formulas and numbers worked out by hand."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.cbook import get_sample_data
from PIL import Image
from scipy import ndimage, signal

from sitebuild.core.project import DOCS
from snippets.kernels import (
    gallery,
    gallery_blur,
    gallery_direction,
    gallery_edges,
    gallery_emboss,
    gallery_laplacian,
    gallery_magnitude,
    gallery_motion,
    gallery_overflow,
    gallery_row,
    gallery_sharpen,
    gallery_split,
    gallery_stripes,
    gallery_sums,
)

SLIDERS = [
    gallery,
    gallery_sums,
    gallery_blur,
    gallery_direction,
    gallery_edges,
    gallery_emboss,
    gallery_laplacian,
    gallery_magnitude,
    gallery_motion,
    gallery_sharpen,
    gallery_stripes,
]
WHOLE = st.integers(-50, 50).map(float)


def inside(image, k):
    """Cut off the border that a window of k pixels cannot be centred on."""
    return image[k // 2 : -(k // 2), k // 2 : -(k // 2)]


@pytest.fixture(scope="module")
def photograph():
    """The photograph at half size, by Pillow."""
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        bands = [np.asarray(band, np.float32) for band in picture.split()]
    grey = Image.fromarray(sum(bands) / 3)
    return np.asarray(grey.reduce(2), float)


@pytest.mark.parametrize("module", SLIDERS, ids=lambda m: m.__name__.rsplit(".")[-1])
@given(arrays(float, (7, 8), elements=WHOLE), arrays(float, (3, 5), elements=WHOLE))
def test_every_slide_is_scipys_correlation(module, image, kernel):
    np.testing.assert_array_equal(module.slide(image, kernel), signal.correlate2d(image, kernel, mode="valid"))


@pytest.mark.parametrize("photo", [gallery.photo, gallery_magnitude.photo, gallery_row.photo])
def test_pillow_makes_the_same_photograph(photo, photograph):
    np.testing.assert_allclose(photo, photograph, atol=1e-3)


@pytest.mark.parametrize(("name", "kernel"), gallery.KERNELS.items())
def test_opencv_slides_each_kernel_the_same_way(name, kernel, photograph):
    ours = gallery.slide(photograph, kernel)
    rows, columns = (n // 2 for n in kernel.shape)
    theirs = cv2.filter2D(photograph, cv2.CV_64F, kernel.astype(float))
    theirs = theirs[rows : theirs.shape[0] - rows, columns : theirs.shape[1] - columns]
    np.testing.assert_allclose(ours, theirs, atol=1e-8)


def test_the_table_of_sums():
    kept = ("identity", "box", "gauss", "sharpen", "unsharp", "emboss", "motion")
    lost = ("sobel", "scharr", "laplace", "outline")
    expected = {f"sum_{name}": 1 for name in kept} | {f"flat_{name}": 100 for name in kept}
    expected |= {f"{what}_{name}": 0 for name in lost for what in ("sum", "flat")}
    assert gallery.facts() == expected | {"level": 100}


def test_libraries_have_these_kernels():
    np.testing.assert_allclose(gallery_blur.box, np.outer(*[cv2.getGaussianKernel(5, 1e9)] * 2), atol=1e-12)
    pascal = cv2.getGaussianKernel(5, 0)  # OpenCV's own small Gaussian
    np.testing.assert_allclose(gallery_blur.gauss, np.outer(pascal, pascal), atol=1e-7)
    derivative, smooth = (k.ravel() for k in cv2.getDerivKernels(1, 0, 3))
    np.testing.assert_array_equal(gallery_edges.sobel, np.outer(smooth, derivative))
    derivative, smooth = (k.ravel() for k in cv2.getDerivKernels(1, 0, cv2.FILTER_SCHARR))
    np.testing.assert_array_equal(gallery_edges.scharr, np.outer(smooth, derivative))


def test_blurs_of_the_photograph(photograph):
    blurred = gallery_blur.slide(photograph, gallery_blur.box)
    np.testing.assert_allclose(blurred, inside(ndimage.uniform_filter(photograph, 5), 5), atol=1e-9)
    facts = gallery_blur.facts()
    assert (facts["weights_box"], facts["largest"], facts["divisor"], facts["sigma"]) == (25, 36, 256, 1)


@pytest.mark.parametrize("period", [2, 2.5, 3, 10 / 3, 4, 5, 8, 16])
def test_stripes_against_the_formulas(period):
    half = np.pi / period
    box = np.sin(5 * half) / (5 * np.sin(half))
    assert gallery_stripes.share_left(gallery_stripes.box, period) == pytest.approx(box, abs=1e-12)
    assert gallery_stripes.share_left(gallery_stripes.gauss, period) == pytest.approx(np.cos(half) ** 4, abs=1e-12)


def test_what_the_page_says_of_stripes():
    facts = gallery_stripes.facts()
    assert facts["period"] == 4
    assert facts["box"] == pytest.approx(-1 / 5)
    assert facts["gauss"] == pytest.approx(1 / 4)


def test_sharpening(photograph):
    facts = gallery_sharpen.facts()
    neighbours = ndimage.convolve(photograph, ndimage.generate_binary_structure(2, 1).astype(float)) - photograph
    sharper = inside(5 * photograph - neighbours, 3)
    assert facts["lowest"] == pytest.approx(sharper.min(), abs=0.01)
    assert facts["highest"] == pytest.approx(sharper.max(), abs=0.01)
    assert facts["beyond"] == pytest.approx(1 - np.mean((sharper >= 0) & (sharper <= 255)), abs=1e-3)
    assert facts["centre"] == 2 * 256 - 36
    two_steps = cv2.addWeighted(photograph, 2, cv2.GaussianBlur(photograph, (5, 5), 0), -1, 0)
    np.testing.assert_allclose(
        gallery_sharpen.slide(photograph, gallery_sharpen.unsharp), inside(two_steps, 5), atol=1e-4
    )


def test_noise_grows_as_the_page_says():
    noise = np.random.default_rng(1).standard_normal((600, 600))
    laplace, outline = (gallery_laplacian.facts()[f"noise_{name}"] for name in ("laplace", "outline"))
    for kernel, factor in (
        (gallery_sharpen.sharpen, gallery_sharpen.facts()["noise"]),
        (gallery_laplacian.laplace, laplace),
        (gallery_laplacian.outline, outline),
    ):
        assert ndimage.correlate(noise, kernel.astype(float)).std() == pytest.approx(factor, rel=0.01)
    assert (laplace, outline) == (pytest.approx(20**0.5), pytest.approx(72**0.5))


def test_sobels_sign_and_slope():
    rising = np.tile(np.arange(7.0), (5, 1))
    assert np.all(gallery_edges.slide(rising, gallery_edges.sobel) > 0)  # brighter to the right
    assert np.all(gallery_edges.slide(rising.T, gallery_edges.sobel.T) > 0)  # brighter downwards
    assert gallery_edges.facts() == {"ramp_sobel": 8, "ramp_scharr": 32}


@pytest.mark.parametrize("period", [3, 6, 12])
@pytest.mark.parametrize("degrees", [0, 10, 22.5, 45, 60, 85])
def test_directions_against_the_formula(degrees, period):
    u, v = 2 * np.pi / period * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    for kernel, side, middle in ((gallery_direction.sobel, 1, 2), (gallery_direction.scharr, 3, 10)):
        gx = np.sin(u) * (middle + 2 * side * np.cos(v))
        gy = np.sin(v) * (middle + 2 * side * np.cos(u))
        seen = gallery_direction.measured(kernel, degrees, period)
        assert seen == pytest.approx(np.degrees(np.arctan2(gy, gx)), abs=1e-9)


def test_what_the_page_says_of_directions():
    facts = gallery_direction.facts()
    assert (facts["period"], facts["coarse"]) == (6, 12)
    for period, name in ((6, "worst"), (12, "coarse")):
        for kernel, size in (("sobel", 3), ("scharr", cv2.FILTER_SCHARR)):
            errors = []
            for degrees in range(91):
                y, x = np.mgrid[-4:5, -4:5]
                tilt = np.radians(degrees)
                waves = np.sin(2 * np.pi / period * (x * np.cos(tilt) + y * np.sin(tilt)))
                gx, gy = (cv2.Sobel(waves, cv2.CV_64F, *d, ksize=size)[4, 4] for d in ((1, 0), (0, 1)))
                errors.append(abs(np.degrees(np.arctan2(gy, gx)) - degrees))
            assert facts[f"{name}_{kernel}"] == pytest.approx(max(errors), abs=1e-6)
    assert facts["ramp_sobel"] == facts["ramp_scharr"] == 25
    assert facts["worst_scharr"] < facts["worst_sobel"] / 5


def test_magnitude_and_orientation(photograph):
    gx, gy = (ndimage.sobel(photograph, axis) for axis in (1, 0))
    magnitude, angle = cv2.cartToPolar(gx, gy)
    np.testing.assert_allclose(gallery_magnitude.magnitude, inside(magnitude, 3), atol=0.01)
    strong = inside(magnitude, 3) > 50
    turned = np.abs(np.angle(np.exp(1j * (gallery_magnitude.orientation - inside(angle, 3)))))
    assert turned[strong].max() < 0.01
    assert gallery_magnitude.facts()["strong"] == pytest.approx((inside(magnitude, 3) > 200).mean(), abs=1e-3)


def test_the_colours_of_directions_go_round():
    angles = np.linspace(0, 2 * np.pi, 361)
    colours = gallery_magnitude.colours_of(angles, np.ones_like(angles))
    np.testing.assert_allclose(colours[0], colours[-1], atol=0.01)
    right, down, left, up = colours[[0, 90, 180, 270]]
    assert right.mean() + 0.4 < left.mean()  # dark and light
    assert down[2] > down[0]  # blue
    assert up[0] > up[2]  # orange
    np.testing.assert_array_equal(gallery_magnitude.colours_of(angles, np.zeros_like(angles)), 0.5)


def test_the_laplacian_and_the_outline(photograph):
    laplace = gallery_laplacian.slide(photograph, gallery_laplacian.laplace)
    np.testing.assert_allclose(laplace, inside(ndimage.laplace(photograph), 3), atol=1e-9)
    outline = gallery_laplacian.slide(photograph, gallery_laplacian.outline)
    means = inside(ndimage.uniform_filter(photograph, 3), 3)
    np.testing.assert_allclose(outline, 9 * (inside(photograph, 3) - means), atol=1e-8)
    assert gallery_laplacian.facts()["negative"] == pytest.approx((outline < -1e-9).mean(), abs=2e-3)


def test_the_laplacian_answers_a_slanting_edge_more_strongly():
    upright, slanting = (np.abs(ndimage.laplace(e)).max() for e in (gallery_laplacian.edge, gallery_laplacian.slanting))
    assert (upright, slanting) == (50, 100)


def test_the_relief_is_lit_from_the_top_left():
    relief = gallery_emboss.slide(gallery_emboss.square, gallery_emboss.emboss)
    assert relief[1, 1] > 110  # the rim at the top left
    assert relief[4, 4] < 100  # and at the bottom right
    turned = ndimage.convolve(gallery_emboss.square, gallery_emboss.emboss)[1:-1, 1:-1]
    np.testing.assert_array_equal(turned, relief[::-1, ::-1])  # flipped, the light comes from the other side


def test_motion_blur(photograph):
    smeared = ndimage.uniform_filter1d(photograph, 9, axis=1)[:, 4:-4]
    facts = gallery_motion.facts()
    along = np.mean(np.abs(smeared[:, 1:] - smeared[:, :-1]))
    across = np.mean(np.abs(smeared[1:] - smeared[:-1]))
    before = photograph[:, 4:-4]
    assert facts["left_along"] == pytest.approx(along / np.mean(np.abs(before[:, 1:] - before[:, :-1])), abs=1e-3)
    assert facts["left_across"] == pytest.approx(across / np.mean(np.abs(before[1:] - before[:-1])), abs=1e-3)


def test_clipping_stops_at_black_and_white_as_opencv_does():
    clipped = cv2.convertScaleAbs(np.maximum(gallery_overflow.result, 0)).ravel()  # OpenCV saturates
    assert clipped.tolist() == [0, 0, 129, 255, 255]


def test_the_figures_cut_the_same_part_of_every_result():
    marks = np.arange(300 * 256.0).reshape(300, 256)
    for k in (3, 5):
        same = np.zeros((k, k))
        same[k // 2, k // 2] = 1
        result = gallery_blur.slide(marks, same)
        np.testing.assert_array_equal(gallery_row.part(result), gallery_row.part(marks))
    smeared = gallery_motion.slide(marks, gallery_motion.motion)
    np.testing.assert_allclose(gallery_row.part(smeared), gallery_row.part(marks))
    assert gallery_row.signed(np.zeros(1), 3) == 127.5


def test_the_figure_of_the_explorer_is_split_and_shows_where_the_page_starts_it():
    photo = np.array(Image.open(DOCS / "assets/photographs/portrait-small.webp").convert("L"), float)
    weights = [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]
    wanted = photo.copy()
    wanted[:, 108:] = ndimage.correlate(photo, np.array(weights, float), mode="nearest")[:, 108:].clip(0, 255)
    ax = gallery_split.figure(lambda label, **values: label.format(**values)).axes[0]
    np.testing.assert_allclose(ax.images[0].get_array(), wanted)
    assert [one.get_array().item() for one in ax.images[1:]] == [100, 100]
    said = [text.get_text() for text in ax.texts]
    assert "sum: 1" in said
    assert said[-2:] == ["100", "100"]
    for language in ("en", "fa"):
        page = (DOCS / language / "kernels/gallery.md").read_text("utf-8")
        assert f'data-explorer="gallery" data-start="w={gallery_split.START}"' in page
