"""What is promised of a page, tried as a reader does it: each is a function that returns what is wrong.

They use only what every engine can do, so that one text holds for all. A promise that leaves a page as it found it says
so, and the next one looks at the same page: to open one costs more than to look at it.
"""

import base64
import io
import re
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
from PIL import Image
from playwright.sync_api import Error

from sitebuild.core.project import ROOT, SNIPPETS
from sitebuild.pages import includes
from tests.browser.checks.copying import COPIED
from tests.browser.checks.direction import PER_CENT, SCRAMBLED
from tests.browser.checks.paper import CONTROLS, LOST, PRESSED
from tests.browser.test_circumstances import STORAGES
from tests.browser.test_keyboard import ON_DESK
from tests.browser.test_missing import FRAME, SAID
from tests.browser.visit import sheet
from tests.browser.whole import BOTH, DESK, EVERY, MISSING, SOURCES, UNTIL, explored, go, ran, twin_of, unfolded, until

with redirect_stdout(io.StringIO()):  # snippets print what they show
    from tests.browser import test_arena, test_gallery, test_network, test_portrait

QUESTIONS = {"en": "What is the difference between max pooling and average pooling?", "fa": "فرق کرنل و فیلتر چیه؟"}
ANSWERS = {"en": "pooling/max-or-mean/", "fa": "fa/kernels/"}
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789", "٬,")
LATER = 280  # seconds that anything may take on a busy machine


@dataclass(frozen=True)
class Promise:
    """Something that holds on pages in every engine."""

    look: Callable
    places: frozenset[str]
    leaves: bool  # the page as it came, for the next one

    @property
    def name(self):
        """What holds, in words."""
        return self.look.__name__.replace("_", " ")


PROMISES = []


def promised(places, leaves=False):
    """Make a promise of a function that looks at a tab and returns what it finds wrong."""

    def make(look):
        PROMISES.append(Promise(look, frozenset(places), leaves))
        return look

    return make


def containing(text):
    """Return the places whose Markdown has a text, in both languages."""
    found = [place for place, file in SOURCES.items() if text in file.read_text("utf-8")]
    return [language + place for language in ("", "fa/") for place in found]


def explorer(name):
    """Return the places that have an explorer."""
    return containing(f'data-explorer="{name}"')


def at_ease(tab):
    """Open a page with its explorers and all its folds, unless a promise has left it so."""
    if tab.rests != tab.place:
        go(tab.page, tab.address + tab.place)
        explored(tab.page)
        unfolded(tab.page)
    return tab.page


def arrived(page, address):
    """Wait until a page is at an address, and its scripts have run."""
    end, at = time.monotonic() + LATER, ""
    while at != address and ("#" in address or at.split("#")[0] != address):
        assert time.monotonic() < end, f"the page is at {at}, not at {address}"
        try:
            at = page.evaluate("location.href")  # Playwright learns of another page while it asks for something
        except Error:
            time.sleep(0.05)  # one page goes as the other comes
    ran(page)


def at_last(page, condition):
    """Wait until a condition holds for which Python has to be loaded."""
    page.evaluate(UNTIL.replace("CONDITION", f"({condition})").replace("30000", f"{1000 * LATER}"))


def put(page, text):
    """Copy a text as a reader does, from a field that is not of the site."""
    page.evaluate(
        """text => {
          const field = document.createElement('textarea');
          field.id = 'copied-from';
          document.querySelector('article').append(field);
          field.value = text;
          field.select();
        }""",
        text,
    )
    page.keyboard.press("Control+c")
    page.evaluate("document.querySelector('#copied-from').remove()")


def pasted(page):
    """Return what is pasted."""
    page.evaluate(
        """() => {
          const field = document.createElement('textarea');
          field.id = 'pasted-to';
          document.querySelector('article').append(field);
          field.focus();
        }"""
    )
    page.keyboard.press("Control+v")
    until(page, "document.querySelector('#pasted-to').value")
    text = page.evaluate("document.querySelector('#pasted-to').value")
    page.evaluate("document.querySelector('#pasted-to').remove()")
    return text


def differs(what, found, wanted):
    """Say that something differs, if it does."""
    return [] if found == wanted else [f"{what}: {found!r} and not {wanted!r}"]


# ---- The page

OPENED = """async () => {
  const wrong = [];
  for (const image of document.images) image.loading = 'eager';
  const decoded = image => image.decode().catch(() => wrong.push(`${image.src} is no picture`));
  await Promise.all([...document.images].map(decoded));
  const seen = element => element.checkVisibility();
  const size = element => element.getBoundingClientRect();
  if (![...document.querySelectorAll('h1')].some(h => seen(h) && size(h).height > 10)) wrong.push('no title is seen');
  for (const maths of document.querySelectorAll('article math'))
    if (seen(maths) && !size(maths).width) wrong.push(`a formula has no size: ${maths.textContent}`);
  for (const drawing of document.querySelectorAll('article .figure-box svg'))
    if (seen(drawing) && size(drawing).width < 16) wrong.push('a drawing has no size');
  const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (excess > 0) wrong.push(`at ${innerWidth} px the page is ${excess} px too wide`);
  return wrong;
}"""


@promised(EVERY, leaves=True)
def it_opens(tab):
    page, found = tab.page, []
    for size in ({"width": 390, "height": 844}, DESK):
        page.set_viewport_size(size)
        go(page, tab.address + tab.place)
        explored(page)
        unfolded(page)
        found += page.evaluate(OPENED)
    return found + differs("the language", page.evaluate("document.documentElement.lang"), tab.language)


# The pages of the first three results.
FIRST = """[...document.querySelectorAll('.md-search-result__item > a')].slice(0, 3)
  .map(a => a.href.replace(/[?#].*/, ''))"""


@promised(["", "fa/", "pooling/", "fa/pooling/"])
def a_whole_question_finds_its_answer_typed_and_pasted(tab):
    page, found = tab.page, []
    go(page, tab.address + tab.place)
    question, results = QUESTIONS[tab.language], "document.querySelectorAll('.md-search-result__item a').length"
    page.keyboard.press("/")
    until(page, "document.activeElement?.matches('[data-md-component=search-query]')")
    for way in ("typed", "pasted"):
        if way == "typed":
            page.keyboard.type(question)
        else:
            page.keyboard.press("Control+v")
        until(page, results)
        first = page.evaluate(FIRST)
        if tab.address + ANSWERS[tab.language] not in first:
            found.append(f"{way}, {question} finds {first}")
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+x")
        until(page, f"!{results}")
    page.keyboard.press("Escape")
    until(page, "!document.activeElement?.matches('[data-md-component=search-query]')")
    return found


@promised(BOTH)
def the_switch_keeps_the_place(tab):
    page = at_ease(tab)  # wholly, else Firefox says that what was on its way did not come
    section = page.evaluate("[...document.querySelectorAll('.md-content article > h2[id]')].at(-1)?.id ?? ''")
    hash_ = section and f"#{section}"
    go(page, tab.address + tab.place + hash_)
    other = "en" if tab.language == "fa" else "fa"
    page.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
    arrived(page, tab.address + twin_of(tab.place) + hash_)
    found = differs("the language", page.evaluate("document.documentElement.lang"), other)
    if section and not page.evaluate(
        """async id => {
          await document.fonts.ready;
          for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
          const { top } = document.getElementById(id).getBoundingClientRect();
          const end = scrollY + innerHeight > document.documentElement.scrollHeight - 2;
          return top > -5 && (top < innerHeight / 2 || end && top < innerHeight);
        }""",
        section,
    ):
        found.append(f"#{section} is not where the reader looks")
    return found


@promised(BOTH, leaves=True)
def a_section_opens_in_the_other_language(tab):
    page = at_ease(tab)
    if not page.evaluate("document.querySelectorAll('.twin-bar button').length"):
        return [] if not page.evaluate("document.querySelectorAll('article > h2[id]').length") else ["no control"]
    page.click(".twin-bar button")
    until(page, "document.querySelector('.twin > *')")
    told = page.evaluate("(({ lang, dir, innerText }) => [lang, dir, innerText])(document.querySelector('.twin'))")
    other = ["en", "ltr"] if tab.language == "fa" else ["fa", "rtl"]
    found = differs("its language", told[:2], other)
    persian = len(re.findall("[آ-ی]", told[2])) > len(re.findall("[a-z]", told[2])) / 2
    if not told[2].strip() or persian != (other[0] == "fa"):
        found.append(f"its text is {told[2][:60]!r}")
    page.click(".twin-bar button")
    until(page, "!document.querySelector('.twin')")
    return found


OPEN = "document.querySelector('.meaning:popover-open')"
# How far the meaning stands under its word, or over it, whether it is on the screen, and what it says.
STANDS = f"""() => {{
  const word = document.querySelector('article > p a.term').getBoundingClientRect();
  const box = {OPEN}.getBoundingClientRect();
  const away = Math.min(Math.abs(box.top - word.bottom), Math.abs(word.top - box.bottom));
  return [Math.round(away), box.left >= 0 && box.right <= innerWidth, {OPEN}.children[1].innerText];
}}"""


@promised(BOTH, leaves=True)
def a_term_opens_its_meaning(tab):
    page = at_ease(tab)
    if not page.evaluate("document.querySelectorAll('article > p a.term').length"):
        return []
    page.click("article > p a.term")
    until(page, OPEN)
    away, inside, text = page.evaluate(STANDS)
    found = [] if away < 12 else [f"it stands {away} px from its word"]
    found += [] if inside else ["it leaves the screen"]
    found += [] if len(text) > 10 else [f"it says {text!r}"]
    page.keyboard.press("Escape")
    until(page, f"!{OPEN}")
    if not page.evaluate("document.activeElement.matches('.term')"):
        found.append("after Escape the focus is not on the term")
    return found


# ---- The explorers

GRID = """selector => [...document.querySelectorAll(`${selector} tbody tr`)].map(row =>
  [...row.querySelectorAll('td')].map(td => td.firstChild?.value || td.textContent))"""
CHOOSE = """([selector, value]) => {
  const field = document.querySelector(selector);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}"""


def grid(page, selector):
    """Return the numbers of a grid."""
    rows = page.evaluate(GRID, selector)
    return [[cell.translate(DIGITS).replace("−", "-") for cell in row] for row in rows]


def at_explorer(tab, state=""):
    """Open a page at its explorer, in a state."""
    go(tab.page, tab.address + tab.place + (f"?{state}" if state else "") + "#try-it")
    explored(tab.page)
    until(tab.page, "!document.querySelector('.explorer [aria-busy=true]')")
    return tab.page


def over(page, selector, text):
    """Type over what stands in a field."""
    page.click(selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


@promised(explorer("stepper"))
def the_stepper_computes(tab):
    page = at_explorer(tab, "stepper=op=max;k=2;s=1;p=0;x=3,1,4/1,5,9/2,6,5")
    found = differs("the maxima", grid(page, ".stepper-output"), [["5", "9"], ["6", "9"]])
    over(page, '.stepper-input td[data-r="1"][data-c="1"] > input', "0")
    found += differs("with 0 in the middle", grid(page, ".stepper-output"), [["3", "9"], ["6", "9"]])
    page.evaluate(CHOOSE, ["window-stepper [name=s]", "2"])
    return found + differs("with stride 2", grid(page, ".stepper-output"), [["3"]])


@promised(explorer("calculator"))
def the_calculator_computes(tab):
    """What everybody knows of VGG-16: 14,714,688 weights without the dense layers."""
    page = at_explorer(tab)
    number = """() => document.querySelector('size-calculator [name=net]').querySelectorAll('option').length"""
    found = [] if page.evaluate(number) > 3 else ["there are no networks"]
    vgg = "[...document.querySelectorAll('size-calculator [name=net] option')].find(o => /VGG/.test(o.text)).value"
    page.evaluate(CHOOSE, ["size-calculator [name=net]", page.evaluate(vgg)])
    titles = "[...document.querySelectorAll('.calculator-told abbr')].map(one => one.title).join()"
    told = page.evaluate(titles).translate(DIGITS)
    return found + [f"{one} is not in {told}" for one in ("14714688", "15346630656") if one not in told]


# By hand: 6·0 + 5·(−2) + 2·(−1) + 5·(−1), and ⌊(13 − 2·(2 − 1) − 1) / 2⌋ + 1.
RIGHT = {
    "kernels": ("kind=cell;seed=7", "-17"),
    "convolution": ("kind=size;seed=5", "6"),
    "pooling": ("kind=size;seed=5", "6"),
}


@promised(explorer("exercises"))
def an_exercise_is_judged(tab):
    state, right = RIGHT[tab.place.removeprefix("fa/").split("/")[0]]
    page, found = at_explorer(tab, f"exercises={state}"), []
    for answer, verdict in (("3", "wrong"), (right, "right")):
        over(page, ".exercises-mine td input", answer)
        page.keyboard.press("Enter")
        told = page.evaluate("document.querySelector('.exercises-mine td:has(input)').className")
        found += [] if verdict in told else [f"{answer} is {told}"]
    return found


@promised(explorer("playground"))
def the_playground_computes(tab):
    page = at_explorer(tab, "playground=w=gaussian;at=200,100")
    photo = np.array(Image.open(ROOT / "docs/assets/photographs/portrait.webp").convert("L"), int)
    row = np.array([1, 4, 6, 4, 1])
    products = photo[198:203, 98:103] * np.outer(row, row)
    found = differs("the products", grid(page, ".playground-products"), [[f"{one}" for one in r] for r in products])
    page.evaluate(CHOOSE, ["kernel-playground select[name=preset]", "identity"])
    until(page, "document.querySelector('kernel-playground .playground-scroll[aria-busy=false]')")
    value = page.evaluate("document.querySelector('kernel-playground').result.value")
    return found + differs("what the identity gives", value, int(photo[200, 100]))


# Brings an element to the middle of the screen, and says where it is.
PLACE = """selector => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left, top, width, height];
}"""


def press(page, selector, *places):
    """Press a place of an element, in parts of its width and height, draw the mouse over others, and let go there."""
    box = page.evaluate(PLACE, selector)
    (x, y), *others = [(box[0] + across * box[2], box[1] + down * box[3]) for across, down in places]
    page.mouse.move(x, y)
    page.mouse.down()
    for end in others:
        for part in (1, 2, 3, 4):
            page.mouse.move(x + (end[0] - x) * part / 4, y + (end[1] - y) * part / 4)
        x, y = end
    page.mouse.up()


# Gives an explorer a picture as a reader does who chooses a file.
GIVE = """async ([name, rows]) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: rows[0].length, height: rows.length });
  const pen = canvas.getContext('2d');
  rows.forEach((row, r) => row.forEach((grey, c) => {
    pen.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
    pen.fillRect(c, r, 1, 1);
  }));
  const given = new DataTransfer();
  given.items.add(new File([await new Promise((done) => canvas.toBlob(done))], 'mine.png', { type: 'image/png' }));
  const field = document.querySelector(`${name} [type=file]`);
  field.files = given.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}"""


# The greys of the canvases that a selector chooses, read from copies: a canvas is not for reading.
GREYS = """selector => [...document.querySelectorAll(selector)].map(canvas => {
  const { width, height } = canvas, copy = new OffscreenCanvas(width, height);
  const pen = copy.getContext('2d', { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  return [height, width, [...pen.getImageData(0, 0, width, height).data].filter((_, i) => i % 4 === 0)];
})"""


def pictures(page, selector):
    """Return what canvases show."""
    return [np.reshape(greys, (rows, columns)) for rows, columns, greys in page.evaluate(GREYS, selector)]


def close(what, found, wanted, by):
    """Say that numbers differ by more than they may, if they do."""
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    if found.shape != wanted.shape:
        return [f"{what}: {found.shape} and not {wanted.shape}"]
    most = abs(found - wanted).max()
    return [] if most <= by else [f"{what}: up to {most} away"]


@promised(explorer("gallery"))
def a_kernel_is_chosen_in_the_gallery_and_the_picture_is_another(tab):
    page, found = at_explorer(tab, "gallery=w=gaussian;photo=bricks"), []
    until(page, test_gallery.QUIET)

    def look(name, picture):
        before, _, after = pictures(page, ".gallery-stage canvas")
        wanted = test_gallery.greys(test_gallery.result(picture, name), name)
        return close(f"before {name}", before, picture, 0.5) + close(f"after {name}", after, wanted, 0.51)

    bricks = test_gallery.small("bricks")
    found += look("gaussian", bricks)
    for name in ("outline", "sobel-x"):
        page.click(f"kernel-gallery label:has([value={name}])")
        until(page, test_gallery.QUIET)
        found += look(name, bricks)
    flat = page.evaluate("document.querySelector('.gallery-flat i:last-child').textContent")
    found += differs("a flat grey", flat, "0")
    page.evaluate(CHOOSE, ["kernel-gallery [name=photo]", "photographer"])
    until(page, test_gallery.QUIET)
    found += look("sobel-x", test_gallery.small("photographer"))
    press(page, ".gallery-stage", (0.5, 0.5), (0.2, 0.5))
    found += differs("the line", page.evaluate(f"{test_gallery.STATE}.cut"), 20)
    own = np.random.default_rng(3).integers(0, 256, (60, 80))
    page.evaluate(GIVE, ["kernel-gallery", own.tolist()])
    until(page, f"{test_gallery.STATE}.photo === 'own' && {test_gallery.QUIET}")
    found += look("sobel-x", own[:, 10:70].astype(float))
    page.click(".gallery-play")
    until(page, "location.hash === '#try-it' && location.search.includes('sobel-x')")
    until(page, "document.querySelector('kernel-playground')?.state.m === 'replicate'")
    return found


def seen_of(page):
    """Return what the network shows, and the scores that Python computes of the same drawing."""
    until(page, test_network.STILL)
    seen = page.evaluate(test_network.SEEN)
    net = page.evaluate("document.querySelector('network-view').state.net")
    wanted = test_network.layers_of(net, np.reshape(seen["input"], (1, 28, 28)))[0, -10:]
    found = close(f"the chances of {net}", seen["chances"], wanted, 1e-6)
    return seen, found + differs("it reads", seen["wins"], int(np.argmax(wanted)))


@promised(explorer("network"))
def a_digit_is_drawn_and_read_by_the_network(tab):
    page = at_explorer(tab)
    press(page, ".network-pad", *test_network.SEVEN)
    seen, found = seen_of(page)
    found += differs("a seven is read as", seen["wins"], 7) + differs("what is said", seen["said"], seen["told"])
    until(page, "location.search.includes('ink=')")
    go(page, page.url)
    explored(page)
    again, more = seen_of(page)
    found += more + differs("its drawing after the page is loaded again", again["input"], seen["input"])
    page.click(".network-clear")
    return found + differs("ink is left", page.evaluate(test_network.SEEN)["input"], [0] * 784)


@promised(explorer("network"))
def a_sample_is_chosen_and_moved_and_the_pooling_is_another(tab):
    page = at_explorer(tab)
    begun, found = seen_of(page)
    page.click("network-view [data-digit='5']")
    chosen, more = seen_of(page)
    found += more + ([] if chosen["input"] != begun["input"] else ["another sample is the same drawing"])
    page.click("network-view [data-x='1']")
    moved, more = seen_of(page)
    wanted = np.roll(np.reshape(chosen["input"], (28, 28)), 1, axis=1)
    found += more + close("the moved drawing", np.reshape(moved["input"], (28, 28)), wanted, 1e-9)
    if not page.evaluate("document.querySelector('.network-row.is-conv1 b, .network-row.is-conv1 small').textContent"):
        found.append("it does not say how much a layer changes")
    for net in ("mean", "stride", "max"):
        page.click(f"network-view label:has([value={net}])")
        until(page, f"document.querySelector('network-view').state.net === '{net}'")
        found += seen_of(page)[1]
    title = page.evaluate(test_network.SEEN)["title"]
    press(page, "network-view .is-pool2 .network-maps", (0.5 / 16, 0.5))
    seen = page.evaluate(test_network.SEEN)
    at = page.evaluate("document.querySelector('network-view').state.at")
    found += [] if at and at[0] == 5 and seen["title"] != title else [f"a touched number is {at}: {seen['title']}"]
    page.keyboard.press("ArrowDown")
    page.evaluate(GIVE, ["network-view", (250 - np.uint8(240 * np.kron(wanted, np.ones((5, 5))))).tolist()])
    until(page, "document.querySelector('network-view').own")
    return found + seen_of(page)[1]


@promised(explorer("arena"))
def the_arena_computes(tab):
    page, found = at_explorer(tab, "arena=photo=bricks;shift=4;k=3"), []
    still = {"photo": "bricks", "i": 0, "noise": 0, "white": 0, "black": 0, "shift": 4, "k": 3}
    chance = {seed: np.zeros(test_arena.SIDE**2) + 0.5 for seed in (1, 2, 3)}  # nothing is left to it
    until(page, test_arena.STILL)
    seen = page.evaluate(test_arena.SEEN)
    found += close("the errors", seen["errors"], test_arena.expected(still, chance)[1], 1e-9)
    page.evaluate(CHOOSE, ["pooling-arena [name=k]", "5"])
    page.evaluate(CHOOSE, ["pooling-arena [name=photo]", "wave"])
    until(page, test_arena.STILL)
    seen = page.evaluate(test_arena.SEEN)
    wanted = test_arena.expected(still | {"k": 5, "photo": "wave"}, chance)[1]
    found += close("the errors of the wave", seen["errors"], wanted, 1e-9)
    press(page, ".arena-sheet", (0.25, 0.75))
    at = page.evaluate("document.querySelector('pooling-arena').state.at")
    found += close("the pressed place", at, [162, 54], 4)
    page.click(".arena-restart")
    page.click(".arena-lose")
    until(page, "document.querySelector('pooling-arena').found?.winner === 'mean'")
    page.evaluate(GIVE, ["pooling-arena", [[(7 * r + 3 * c) % 256 for c in range(80)] for r in range(60)]])
    until(page, f"document.querySelector('pooling-arena').state.photo === 'own' && {test_arena.STILL}")
    row = page.evaluate("!!document.querySelector('td a[href*=\"?arena=\"]')")
    if not row:
        return [*found, "no row of a table leads to it"]
    page.evaluate("document.querySelector('td a[href*=\"?arena=\"]').click()")
    asked = page.evaluate("document.querySelector('td a[href*=\"?arena=\"]').href")
    arrived(page, asked)
    until(page, test_arena.STILL)
    there = page.evaluate("document.querySelector('.arena-stage').getBoundingClientRect().bottom <= innerHeight + 1")
    return found + ([] if there else ["a row of the table does not lead to its pictures"])


@promised(explorer("dive"))
def the_dive_shows_what_a_number_sees(tab):
    """VGG-16 sees 212 pixels each way behind its last pooling, and is 32 pixels apart there."""
    page, found = at_explorer(tab, "dive=net=vgg;s=1;d=1;n=18;at=112,112"), []
    told = "document.querySelector('.dive-told').textContent"
    frame = "document.querySelector('.dive-frame').getAttribute('d')"
    field = page.evaluate(told).translate(DIGITS)
    found += [] if "212" in field else [f"212 is not in {field}"]
    page.evaluate("document.querySelector('.dive-stage').scrollIntoView({ block: 'center' })")
    begun = page.evaluate(frame)
    press(page, ".dive-sheet", (0.5, 0.5), (0.2, 0.3))
    moved = page.evaluate(frame)
    found += [] if moved != begun else ["its frame stays where it is"]
    page.evaluate("document.querySelector('.dive-stage').focus({ preventScroll: true })")
    page.keyboard.press("ArrowRight")
    lefts = [float(re.match(r"M([-\d.]+)", one)[1]) for one in (moved, page.evaluate(frame))]
    found += differs("the arrow key moves it by", lefts[1] - lefts[0], 32)
    page.evaluate(CHOOSE, ["field-dive [name=n]", "1"])
    one = page.evaluate(told).translate(DIGITS)
    found += [] if re.search(r"\b3\b", one) else [f"3 is not in {one}"]
    page.evaluate(CHOOSE, ["field-dive [name=d]", "2"])
    return found + ([] if page.evaluate(told).translate(DIGITS) != one else ["dilation changes nothing"])


@promised(explorer("calculator"))
def the_calculator_leads_to_the_dive(tab):
    page = at_explorer(tab)
    if not page.evaluate("document.querySelectorAll('field-dive').length"):
        return ["there is no dive"]
    page.click(".calculator-dive")
    until(page, "document.querySelector('field-dive').state.net === 'own'")
    page.evaluate("history.back()")
    until(page, "document.querySelector('field-dive').state.net === 'vgg'")
    return []


@promised(["pooling/borders/", "fa/pooling/borders/"])
def the_padding_of_a_mean_counts_or_not(tab):
    page = at_explorer(tab)
    found = differs("counted", grid(page, ".stepper-output"), [["1.11"] * 2] * 2)
    page.click("window-stepper [name=c]")
    found += differs("not counted", grid(page, ".stepper-output"), [["2.5"] * 2] * 2)
    until(page, "location.search.includes('c=0')")
    page.click("window-stepper .steps-next")
    page.click("window-stepper .explorer-more summary")
    page.evaluate(CHOOSE, ["window-stepper [name=op]", "max"])
    return found + differs("the maximum", grid(page, ".stepper-output"), [["4"] * 2] * 2)


@promised(explorer("portrait"))
def the_scene_of_the_home_page_computes(tab):
    page, found = at_explorer(tab), []
    for name in ("blur", "emboss"):
        page.click(f"[data-chip={name}]")
        after = pictures(page, "portrait-scene canvas")[1]
        wanted = test_portrait.expected(test_portrait.small, test_portrait.KERNELS[name])
        found += close(name, after, wanted, 0.51)
    press(page, ".portrait-stage", (0.3, 0.4), (100.5 / 156, 40.5 / 104))
    found += differs("the window", page.evaluate("document.querySelector('portrait-scene').at"), [40, 100])
    over(page, ".portrait-kernel input", "0.25")
    formula = page.evaluate("document.querySelector('.portrait-formula').textContent")
    weights = np.array(test_portrait.KERNELS["emboss"], float)
    weights[0, 0] = 0.25
    wanted = (test_portrait.small[39:42, 99:102] * weights).sum() / weights.sum()
    return found + close("the formula", float(re.split("[=≈]", formula)[-1].replace("−", "-")), wanted, 0.006)


# ---- Python in the page

FREE = "[data-runs]:not([data-exercise] *):not(.lab-code):not(.explorer-code)"
MARK = """([selector, text]) => {
  document.querySelectorAll('[data-tried]').forEach(one => delete one.dataset.tried);
  const block = [...document.querySelectorAll(selector)]
    .find(one => one.textContent.includes(text) && one.checkVisibility());
  if (block) block.dataset.tried = '';
  return !!block;
}"""
RUNS = "document.querySelector('[data-tried]:is([data-running], :has(.run-output[aria-busy]))')"
SHOWN = """async () => {
  const output = document.querySelector('[data-tried] .run-output');
  const pictures = [...output.querySelectorAll('img')];
  await Promise.all(pictures.map(image => image.decode()));
  return { same: output.dataset.same, text: output.innerText, pictures: pictures.map(image => image.naturalWidth),
    state: document.querySelector('[data-tried] .run-state').textContent };
}"""


EDITOR = "document.querySelector('[data-tried] .run-editor')?.shadowRoot.querySelector('.cm-content')"


def ran_block(page, button=".run"):
    """Press the button of the block that is tried, and return what came of it."""
    page.click(f"[data-tried] {button}")
    at_last(page, f"document.querySelector('[data-tried] .run-state') && !{RUNS}")
    return page.evaluate(SHOWN)


def write(page, code):
    """Paste code in the place of what stands in the editor."""
    put(page, code)
    if page.evaluate("document.querySelector('[data-tried] .run-change').checkVisibility()"):
        page.click("[data-tried] .run-change")
    until(page, EDITOR)
    page.click("[data-tried] .run-editor")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")


@promised(containing("``` python"))
def a_block_runs_and_prints_what_is_shown(tab):
    page = at_ease(tab)
    if not page.evaluate(MARK, [FREE, "#>"]):
        return ["there is no block"]
    told = ran_block(page)
    return [] if told["same"] == "true" else [f"it gives {told}"]


@promised(["kernels/gallery/", "fa/kernels/gallery/"])
def a_block_draws(tab):
    page = tab.page
    go(page, tab.address + tab.place)
    unfolded(page)
    if not page.evaluate(MARK, [FREE, "plt.show()"]):
        return ["there is no block"]
    told = ran_block(page)
    return [] if told["pictures"] and min(told["pictures"]) > 100 else [f"it gives {told}"]


@promised(["pooling/", "fa/pooling/"])
def code_is_changed_and_runs(tab):
    page = tab.page
    go(page, tab.address + tab.place)
    page.evaluate(MARK, [FREE, ""])
    write(page, "print(")
    page.keyboard.type("6 * 7")
    page.keyboard.press("Escape")
    text = page.evaluate(f"{EDITOR}.innerText")
    found = differs("the editor", text.strip(), "print(6 * 7")
    write(page, "print(6 * 7)")
    return found + differs("it prints", ran_block(page)["text"].strip(), "42")


@promised(containing("data-exercise="))
def a_function_is_checked(tab):
    page = tab.page
    go(page, tab.address + tab.place)
    name = page.evaluate("document.querySelector('[data-exercise]').dataset.exercise")
    regions = includes.regions(SNIPPETS / f"{name}.py")
    answer = "\n".join(regions[one] for one in ("imports", "signature", "body") if one in regions)
    page.evaluate(MARK, ["[data-exercise] > [data-runs]", ""])
    verdict = "document.querySelector('[data-exercise] .exercise-verdict')?.dataset.verdict"
    page.click("[data-tried] .check")
    at_last(page, f"{verdict} && !{RUNS}")
    found = differs("before anything is written it is", page.evaluate(verdict), "wrong")
    write(page, answer)
    page.click("[data-tried] .check")
    at_last(page, f"{verdict} === 'right'")
    return found


# ---- Taken along

BLOCK = ".md-content .highlight:not(.figure-code *):has([data-md-type=copy])"


@promised(containing("``` python"), leaves=True)
def a_block_is_copied(tab):
    page = at_ease(tab)
    page.evaluate(MARK, [BLOCK, ""])
    put(page, "nothing was copied")
    page.click("[data-tried] [data-md-type=copy]")
    until(page, "document.querySelector('.md-dialog--active')")
    wanted = page.evaluate("document.querySelector('[data-tried] pre > code').textContent").strip()
    return differs("pasted is", pasted(page).strip(), wanted)


# What a press of the first fold of code shows, what another hides, and what a selection across it copies.
FOLDS = """() => {
  const fold = [...document.querySelectorAll('.fold')].find(one => one.checkVisibility());
  fold.dataset.tried = '';
  const code = fold.closest('code'), folded = fold.nextElementSibling;
  window.folded = () => folded.checkVisibility();
  getSelection().selectAllChildren(code);
  return [folded.checkVisibility(), code.textContent];
}"""


@promised(["kernels/gallery/", "fa/kernels/gallery/"], leaves=True)
def lines_that_stood_above_are_folded_and_copied(tab):
    page = at_ease(tab)
    put(page, "nothing was copied")
    shown, code = page.evaluate(FOLDS)
    page.keyboard.press("Control+c")
    found = differs("at first its lines are seen", shown, False) + differs(
        "copied is", pasted(page).strip(), code.strip()
    )
    for seen in (True, False):
        page.click(".fold[data-tried]")
        found += differs("after a press its lines are seen", page.evaluate("window.folded()"), seen)
    return found


@promised(containing("$"), leaves=True)
def a_formula_is_copied_on_its_line(tab):
    page = at_ease(tab)
    found = page.evaluate(COPIED)
    chosen = """() => {
      const p = [...document.querySelectorAll('article > p')].find(p => p.querySelector('math') && p.checkVisibility());
      if (p) getSelection().selectAllChildren(p);
      return p ? p.innerText : '';
    }"""
    put(page, "nothing was copied")
    if page.evaluate(chosen):
        page.keyboard.press("Control+c")
        text = pasted(page)
        if "\n" in text.strip() or "nothing was copied" in text:
            found.append(f"pasted is {text!r}")
    return found


@promised(containing("(figure:"), leaves=True)
def a_figure_is_saved_as_a_picture(tab):
    page, found = at_ease(tab), []
    figure = page.evaluate("[...document.querySelectorAll('.figure')].find(f => f.checkVisibility())?.id ?? ''")
    if not figure:
        return []
    page.evaluate(
        """() => {
          const make = URL.createObjectURL;
          URL.createObjectURL = (file) => { window.made = file; return make.call(URL, file); };
          addEventListener('click', event => { if (event.target.download) event.preventDefault(); }, true);
        }"""
    )
    for kind in ("svg", "png"):
        page.evaluate("delete window.made")
        page.click(f"#{figure} .figure-save button[data-kind={kind}]")
        until(page, f"window.made?.type.includes('{kind}')")
        data = base64.b64decode(
            page.evaluate(
                """() => new Promise(done => {
                  const reader = new FileReader();
                  reader.onload = () => done(reader.result.split(',')[1]);
                  reader.readAsDataURL(window.made);
                })"""
            )
        )
        if kind == "svg":
            tree = ElementTree.fromstring(data)
            size = [3 * int(tree.get("width")), 3 * int(tree.get("height"))]
            if "creativecommons.org/licenses/by/4.0" not in data.decode():
                found.append("it does not say its licence")
        else:
            picture = Image.open(io.BytesIO(data)).convert("RGB")
            found += differs("its size", list(picture.size), size)
            if len(picture.getcolors(1 << 24)) < 20:
                found.append("the PNG is empty")
    return found


# ---- Paper, keys, direction

# Lays a page out as paper in any engine: what is for print holds, and what is for screens does not.
AS_PAPER = """() => {
  const turn = ({ mediaText }) => mediaText.split(',').map((query) => {
    if (/\\bscreen\\b/.test(query)) return 'not all';
    return query.replace(/\\bprint\\b/, 'all');
  }).join();
  const change = (rules) => {
    for (const rule of rules) {
      if (rule.media) rule.media.mediaText = turn(rule.media);
      if (rule.cssRules) change(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) {
    if (sheet.media.length) sheet.media.mediaText = turn(sheet.media);
    change(sheet.cssRules);
  }
  dispatchEvent(new Event('beforeprint'));
}"""


@promised(BOTH)
def it_can_be_printed(tab):
    page = at_ease(tab)
    pdf = b"" if tab.engine == "webkit" else page.pdf()  # WebKit's driver gives one with no page in it
    across, down = sheet(tab.lesson)
    page.set_viewport_size({"width": across, "height": down})
    go(page, tab.address + tab.place)
    page.evaluate(AS_PAPER)
    # In Firefox a space at the end of a line hangs out of its box.
    found = page.evaluate(LOST.replace(" + 1", " + 5"))
    found += page.evaluate(PRESSED, CONTROLS)
    page.set_viewport_size(DESK)
    if tab.engine != "webkit" and not (pdf.startswith(b"%PDF") and len(pdf) >= 10_000):
        found.append("the PDF is empty")
    return found


# Where the focus is: which of the page's elements, and what is wrong with how it is seen. Firefox and WebKit leave what
# is half in sight where it is.
STOP = """async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame); // until it is scrolled to
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  document.getAnimations().forEach(animation => animation.finish());
  const shown = stop.matches('.md-option') ? stop.nextElementSibling : stop;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const [row] = [...shown.getClientRects()].filter(({ width, height }) => width && height);
  const wrong = [];
  if (!row || !shown.checkVisibility({ visibilityProperty: true, opacityProperty: true })) wrong.push('is not shown');
  else {
    const [x, y] = [(row.left + row.right) / 2, Math.min(row.top + row.height / 2, innerHeight / 2 + row.top)];
    const hit = document.elementFromPoint(Math.max(x, 1), y);
    const around = shown.parentElement; // what lies in it may be over this
    // No element is at a middle that is out of sight: then a part of it is in sight, or none.
    if (hit ? !around.contains(hit) && (hit === document.body || !hit.contains(shown))
      : row.top > innerHeight - 4 || row.bottom < 4)
      wrong.push(`is out of sight, or covered by ${hit?.outerHTML.slice(0, 60)} at ${Math.round(x)}, ${Math.round(y)}`);
  }
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push('has no ring');
  return { order: [...document.querySelectorAll('*')].indexOf(stop), name: stop.outerHTML.slice(0, 100), wrong };
}"""


@promised(ON_DESK)
def the_tab_key_leads_on_and_what_has_the_focus_is_seen(tab):
    page, found, stops = tab.page, [], []
    go(page, tab.address + tab.place)
    explored(page)
    while len(stops) < 600:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["order"] in stops[:1]:
            break
        stops.append(stop["order"])
        found += [f"{stop['name']} {' and '.join(stop['wrong'])}"] if stop["wrong"] else []
    if len(stops) < 8 or stops != sorted(stops):
        found.append(f"it leads to {stops}")
    return found


# Numbers in Persian digits whose digits do not stand from left to right.
TURNED = """() => {
  const wrong = [], walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
  const left = (node, i) => {
    const range = new Range(); range.setStart(node, i); range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    return [box.left, Math.round(box.top), box.width];
  };
  for (let node; node = walker.nextNode();)
    for (const match of node.data.matchAll(/[۰-۹]{2,}/g)) {
      const [one, two] = [0, 1].map(i => left(node, match.index + i));
      if (one[2] && two[2] && one[1] === two[1] && one[0] >= two[0]) wrong.push(`${match[0]} is turned around`);
    }
  return wrong;
}"""


@promised([place for place in BOTH if place.startswith("fa/")], leaves=True)
def numbers_code_and_formulas_read_from_left_to_right(tab):
    page = at_ease(tab)
    return page.evaluate(SCRAMBLED)[1] + page.evaluate(PER_CENT) + page.evaluate(TURNED)


# ---- Odd circumstances


@promised([MISSING])
def what_is_missing_is_said_in_the_language_of_the_address(tab):
    found = []
    for place, (language, direction, said, site, none) in SAID.items():
        go(tab.page, tab.address + place)
        frame = tab.page.evaluate(FRAME)
        found += differs("the language", [frame["language"], frame["direction"]], [language, direction])
        found += differs("the title", frame["title"], f"{said} - {site}") + differs("said", frame["heading"], said)
        found += differs("the search says", frame["words"], none)
    return found


@promised(["pooling/"])
def it_works_whatever_the_storage_is(tab):
    """The page is another for each: its first script makes the storage odd."""
    page, found = tab.page, []
    for name in STORAGES:
        go(page, f"{tab.address}pooling-{name}/")
        page.evaluate("document.querySelector('label[for=__palette_1]').click()")
        until(page, "document.body.dataset.mdColorMedia !== '(prefers-color-scheme)'")
        if page.evaluate("document.querySelectorAll('.twin-bar').length") < 3:
            found.append(f"where the storage is {name}, sections have no controls")
    return found


@promised(BOTH)
def it_works_from_a_folder(tab):
    """From the zip of the site, unpacked: no server, no network."""
    page = tab.page

    def file(place):
        return f"{tab.taken}{place}index.html"

    go(page, file(tab.place))
    until(page, "document.documentElement.matches('.js')")
    explored(page)
    found = page.evaluate(OPENED)
    page.keyboard.press("/")
    until(page, "document.activeElement?.matches('[data-md-component=search-query]')")
    page.keyboard.type("ادغام" if tab.language == "fa" else "pooling")
    until(page, "document.querySelector('.md-search-result__item a')")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('#__search').checked")
    if page.evaluate("!!document.querySelector('.twin-bar button')"):
        page.evaluate("document.querySelector('.twin-bar button').click()")
        until(page, "document.querySelector('.twin > *')")
    other = "en" if tab.language == "fa" else "fa"
    page.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
    arrived(page, file(twin_of(tab.place)))
    return found + differs("the language", page.evaluate("document.documentElement.lang"), other)


def wrong(promise, tab):
    """Return what is wrong with a promise on a page, in words, and what the browser said meanwhile."""
    try:
        found = [*promise.look(tab)]
        tab.rests = tab.place if promise.leaves and not found else None
        if tab.rests is None:
            go(tab.page, f"{tab.address}{MISSING}")
        tab.page.evaluate("localStorage.clear()")  # what was changed is none of the next
    except (AssertionError, Error) as error:
        tab.rests = None
        found = [f"this could not be looked at: {error}"]
    return found + tab.heard()
