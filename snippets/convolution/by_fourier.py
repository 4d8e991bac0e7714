"""Convolution as a product of spectra, and the wrapping around that padding prevents."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:arrays]
X = np.array([[2, 7, 1, 5], [9, 4, 0, 8], [3, 6, 10, 11]])
K = np.array([[1, 2], [-1, 3]])
# --8<-- [end:arrays]


# --8<-- [start:fourier]
def by_fourier(image, kernel):
    """Multiply the spectra of the image and of the turned kernel."""
    (rows, columns), (k, m) = image.shape, kernel.shape
    size = rows + k - 1, columns + m - 1  # room for every overlap
    spectrum = np.fft.rfft2(image, size)
    spectrum *= np.fft.rfft2(kernel[::-1, ::-1], size)
    full = np.fft.irfft2(spectrum, size)
    return full[k - 1:rows, m - 1:columns]


print(by_fourier(X, K).round(9))
#> [[19.  5. 35.]
#>  [32. 28. 39.]]
# --8<-- [end:fourier]

# --8<-- [start:wrap]
signal = np.array([2, 7, 1, 5, 9, 4])
weights = np.array([1, 2, 3])
for size in (6, 8):
    spectrum = np.fft.rfft(signal, size) * np.fft.rfft(weights, size)
    print(np.fft.irfft(spectrum, size).round(9))
#> [37. 23. 21. 28. 22. 37.]
#> [ 2. 11. 21. 28. 22. 37. 35. 12.]
# --8<-- [end:wrap]


def convolve_wrapped(size):
    """Multiply spectra of that size; what the result has no room for wraps around to its start."""
    return np.fft.irfft(np.fft.rfft(signal, size) * np.fft.rfft(weights, size), size).round(9)


def facts():
    """Numbers that the pages quote."""
    n, k = len(signal), len(weights)
    first, padded = convolve_wrapped(n)[0], convolve_wrapped(n + k - 1)
    return {"first": first, "true_first": padded[0], "tail": padded[n]}


def figure(t):
    """Draw the result with room for its tail, and the result without, whose tail is added to its start."""
    n, k = len(signal), len(weights)
    fig, ax = drawing.canvas(11.4, 9.2)
    x = 1.7
    zeros = {(0, n + i): "padding" for i in range(k - 1)}
    tail = {(0, n + i): "window-2" for i in range(k - 1)}
    head = {(0, i): "window-2" for i in range(k - 1)}
    drawing.grid(ax, [[*signal, *[0] * (k - 1)]], x, 1, roles=zeros, title=t("Input with padding"))
    drawing.arrow(ax, (x + n / 2, 2.2), (x + n / 2, 3))
    drawing.grid(ax, [convolve_wrapped(n + k - 1)], x, 4, role="output", roles=tail, title=t("with room for the tail"))
    for i in range(k - 1):
        drawing.arrow(ax, (x + n + i + 0.5, 5.05), (x + i + 0.5, 6.85), role="window-2")
    drawing.grid(ax, [convolve_wrapped(n)], x, 6.9, role="output", roles=head)
    drawing.text(ax, x + n / 2, 8.4, t("without: the tail is added to the start"))
    return fig
