"""Every position of a kernel, performed: the scene of the chapter's first screen."""

from snippets.kernels.one_position import COLUMN, ROW, image, kernel
from snippets.shared.slide import draw_slide, plan


def facts():
    """Numbers that the pages quote."""
    made = plan(image, kernel)
    return {"step": made.arrive[made.places.index((ROW, COLUMN))]}


def figure(t):
    """Draw the kernel on each window of the image, its products, their sum, and the output so far."""
    return draw_slide(t, image, kernel, cell=32)
