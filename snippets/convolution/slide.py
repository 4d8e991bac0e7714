"""Convolution, performed: the kernel turns over, and then slides. The scene of the chapter's first screen."""

from snippets.convolution.sliding import w, x
from snippets.shared.slide import draw_slide


def figure(t):
    """Draw a kernel that turns over into w, then w on each window of x, its products, their sum, the output so far."""
    return draw_slide(t, x, w[::-1, ::-1], cell=31, turn=True)
