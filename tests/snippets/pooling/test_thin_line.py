"""The thin line, against what a reader can check by eye and SciPy."""

from scipy import ndimage

from snippets.pooling import thin_line


def test_the_line_is_one_pixel_wide():
    assert thin_line.page.tolist() == [[9, 9, 9, 0, 9, 9]] * 4


def test_the_maximum_loses_it_and_the_mean_keeps_half():
    largest = ndimage.maximum_filter(thin_line.page, size=2)[1::2, 1::2]
    means = ndimage.uniform_filter(thin_line.page.astype(float), size=2)[1::2, 1::2]
    assert largest.tolist() == thin_line.windows.max(axis=(1, 3)).tolist() == [[9, 9, 9]] * 2
    assert means.tolist() == thin_line.windows.mean(axis=(1, 3)).tolist() == [[9, 4.5, 9]] * 2
