"""The numbers and words of figures can be told apart: measured as the browser draws them.

A figure with steps is measured in all of them at once; one in which something moves, in one after the other.
"""

from tests.browser.visit import check
from tests.browser.whole import BOTH

# Each text of a drawing with the box of its letters, as high as a digit, and the steps in which it is seen.
TEXTS = """
  const stepsOf = element => {
    const [first, last] = (element.closest('[data-steps]')?.dataset.steps ?? '1-').split('-');
    return [Number(first), Number(last) || Infinity];
  };
  const isThere = text => text.textContent.trim() &&
    (!text.closest('[data-scene]') || getComputedStyle(text).visibility === 'visible');
  const textsOf = svg => [...svg.querySelectorAll('text')].filter(isThere).map(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect(), { a, b, d, e, f } = text.getScreenCTM();
    const [x, y] = ['x', 'y'].map(name => text[name].baseVal[0]?.value ?? 0);
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b), base = d * y + b * x + f;
    const turned = Math.abs(b) > 0.01;
    const high = turned ? { top, bottom } : { top: base - 0.72 * size, bottom: base + 0.1 * size };
    return { said: text.textContent.trim(), steps: stepsOf(text), left, right, ...high };
  });
  const steppedThrough = function* (svg) {
    const slider = svg.closest('[data-scene]') && svg.closest('.figure-stage').querySelector('.steps input');
    if (!slider) return yield;
    for (let step = Number(slider.max); step > 0; step -= 1) { // down: on the way up copies fly about
      slider.value = step;
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      for (const motion of svg.getAnimations({ subtree: true })) motion.cancel();
      yield;
    }
    svg.closest('.figure-stage').querySelector('.steps-said').textContent = '';
  };
  const figures = [...document.querySelectorAll('.figure-box > svg')].filter(svg => svg.checkVisibility());
"""
TOUCHING = (
    f"() => {{ {TEXTS}"
    """
  const found = [];
  for (const svg of figures) for (const _ of steppedThrough(svg)) {
    const texts = textsOf(svg);
    texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const together = one.steps[0] <= other.steps[1] && other.steps[0] <= one.steps[1];
      if (together && across > -1.5 && down > 0.5)
        found.push(`${svg.closest('figure').id}: '${one.said}' and '${other.said}' touch`);
    }));
  }
  return found;
}"""
)
LEAVING = (
    f"() => {{ {TEXTS}"
    """
  const found = [];
  for (const svg of figures) for (const _ of steppedThrough(svg)) {
    const cells = [];
    for (const path of svg.querySelectorAll('path')) for (const part of path.getAttribute('d').split('M').slice(1)) {
      const numbers = part.match(/-?[\\d.]+/g)?.map(Number) ?? [];
      const xs = new Set(numbers.filter((_, i) => i % 2 === 0)), ys = new Set(numbers.filter((_, i) => i % 2));
      if (numbers.length < 8 || xs.size !== 2 || ys.size !== 2 || /[CQ]/.test(part)) continue;
      const { a, e, d, f } = path.getScreenCTM();
      const [left, right] = [...xs].sort((p, q) => p - q).map(x => a * x + e);
      const [top, bottom] = [...ys].sort((p, q) => p - q).map(y => d * y + f);
      if (right - left < 64 && bottom - top < 64) cells.push({ left, right, top, bottom });
    }
    for (const text of textsOf(svg)) {
      const x = (text.left + text.right) / 2, y = (text.top + text.bottom) / 2;
      const around = cells.filter(c => c.left < x && x < c.right && c.top < y && y < c.bottom)
        .sort((p, q) => (p.right - p.left) - (q.right - q.left))[0];
      if (around && (text.left < around.left + 0.5 || text.right > around.right - 0.5))
        found.push(`${svg.closest('figure').id}: '${text.said}' leaves its cell`);
    }
  }
  return found;
}"""
)

# Drawings that are out of sight are not laid out, and ask for no font.
LAID_OUT = """async seen => {
  for (const svg of document.querySelectorAll('.figure-box > svg')) svg.style.contentVisibility = seen ? 'visible' : '';
  if (seen) await document.fonts.ready;
}"""


def measured(visit, script):
    """Return what a script finds in the figures of a page, all of which are laid out."""
    page = visit.shown()
    page.evaluate(LAID_OUT, True)
    found = page.evaluate(script)
    page.evaluate(LAID_OUT, False)
    return found


@check(
    "draw the two further apart, or the text smaller or shorter; see snippets/shared/drawing.py",
    BOTH,
    faults={
        "wide letters": "figure svg text { letter-spacing: 0.6em }",
        "large letters": "figure svg text { font-size: 2em }",
    },
)
def no_two_texts_of_a_figure_touch(visit):
    return measured(visit, TOUCHING)


@check(
    "write a shorter number, or draw the cells larger",
    BOTH,
    faults={"wide letters": "figure svg text { letter-spacing: 1.2em }"},
)
def no_number_of_a_figure_leaves_its_cell(visit):
    return measured(visit, LEAVING)


CHECKS = [no_two_texts_of_a_figure_touch, no_number_of_a_figure_leaves_its_cell]
