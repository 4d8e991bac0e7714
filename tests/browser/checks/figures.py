"""The numbers and words of figures can be told apart: measured as the browser draws them.

A figure with steps is measured in all of them at once; one in which something moves, in one after the other.
"""

from tests.browser.visit import DESK_OPEN, HAND, check
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
    const [x, y, down] = ['x', 'y', 'dy'].map(name => text[name].baseVal[0]?.value ?? 0);
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b), base = d * (y + down) + b * x + f;
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

# Words that are smaller than 12 px as shown, or larger than 32, a sign than 36. A number of more than three signs fills
# its cell, and has the size for which there is room, if that can be read.
UNFIT = (
    f"() => {{ {TEXTS}"
    """ return figures.flatMap(svg => [...svg.querySelectorAll('text')].flatMap(text => {
    const said = text.textContent.trim(), { a, b } = text.getScreenCTM();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    const isLong = said.length > 3 && /^\\P{L}+$/u.test(said);
    return said && (size < (isLong ? 9.3 : 11.9) || size > (/^[×=−+→]$/.test(said) ? 36 : 32))
      ? [`${svg.closest('figure').id}: '${said}' is ${size.toFixed(1)} px high`] : [];
  }));
}"""
)
# A figure with photographs, or one that fills the width of a phone and not its height, fills a desk's column or nearly.
# At 550 px a canvas of ten cells, less its rim, has them as large as CELL in sitebuild/make/svg.py lets them be.
# A scene is as large as the first screen has room for, and a figure in an explorer goes when the explorer comes.
NARROW_ONES = (
    f"() => {{ {TEXTS}"
    """ return figures.flatMap(svg => {
    const { width, height } = svg.getBoundingClientRect(), column = svg.parentElement.clientWidth;
    const [wide, high] = ['width', 'height'].map(side => Number(svg.getAttribute(side)));
    const isWide = svg.querySelector('img') || wide > 340 && high < 500;
    const fillsScreen = height > 0.7 * innerHeight;
    return isWide && !fillsScreen && !svg.closest('[data-scene], .explorer') && width < Math.min(550, column - 1)
      ? [`${svg.closest('figure').id} is ${Math.round(width)} px wide`] : [];
  });
}"""
)


@check(
    "draw the two further apart, or the text smaller or shorter; see snippets/shared/drawing.py",
    BOTH,
    at=(HAND, DESK_OPEN),
    faults={
        "wide letters": "figure svg text { letter-spacing: 0.6em }",
        "large letters": "figure svg text { font-size: 2em }",
    },
)
def no_two_texts_of_a_figure_touch(visit):
    return visit.page.evaluate(TOUCHING)


@check(
    "write a shorter number, or draw the cells larger",
    BOTH,
    at=(HAND, DESK_OPEN),
    faults={"wide letters": "figure svg text { letter-spacing: 1.2em }"},
)
def no_number_of_a_figure_leaves_its_cell(visit):
    return visit.page.evaluate(LEAVING)


@check(
    "see enlarged() in sitebuild/make/svg.py and figures.css",
    BOTH,
    at=(DESK_OPEN,),
    faults={"as on a phone": ".figure-box svg { width: auto }"},
    broken="kernels/gallery/",
)
def a_figure_fills_the_column_of_a_desk(visit):
    return visit.page.evaluate(NARROW_ONES)


@check(
    "see --fine and --least in sitebuild/make/svg.py and figures.css",
    BOTH,
    at=(HAND, DESK_OPEN),
    faults={
        "small words": ".figure-box svg { --words: 0.4 }",
        "large words": ".figure-box svg { --words: 3; --numbers: 3 }",
    },
)
def words_of_a_figure_have_a_size_to_be_read(visit):
    return visit.page.evaluate(UNFIT)


CHECKS = [
    no_two_texts_of_a_figure_touch,
    no_number_of_a_figure_leaves_its_cell,
    a_figure_fills_the_column_of_a_desk,
    words_of_a_figure_have_a_size_to_be_read,
]
