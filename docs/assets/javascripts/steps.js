// Moves the figures that have steps. The bar is in the page from the start, made by the build, and its slider holds the
// step. So a copy of a figure, opened large or in the other language, works like the figure itself.
//
// What a part of a drawing does stands in its attributes, which the build writes, see during() of snippets/shared/drawing.py:
// data-steps has the first and the last step in which it is seen, data-moves its place from a step on, data-sends the steps
// in which a copy of it flies away, and how far, data-lands the number that it brings. Where something moves, the change
// from step to step is shown; the attributes say at once what the step shows in the end.
import { find, findAll, findAround, findTarget, languageOf } from "./dom.js";
import { readNumber, toPersianDigits } from "./letters.js";
import { PACE, glide, settle, still } from "./motion.js";

// The figure that plays: one at a time.
/** @type {{ bar: HTMLElement, timer: number, watch: IntersectionObserver } | undefined} */
let playing;

/** @param {HTMLElement} bar */
const sliderOf = (bar) => find(bar, "input", HTMLInputElement);

/** @param {HTMLElement} bar */
const stageOf = (bar) => findAround(bar, ".figure-stage", HTMLElement);

/**
 * The steps in which a part is seen, the first and the last.
 * @param {Element} part
 */
function stepsOf(part) {
  const [first, last] = (part.getAttribute("data-steps") ?? "1-").split("-");
  return [Number(first), Number(last) || Infinity];
}

/**
 * What an attribute says of steps, "1:0,0;3:32,0", as steps and ways: right and down, px.
 * @param {Element} part
 * @param {string} name
 * @returns {[number, string][]}
 */
function waysOf(part, name) {
  const parts = part.getAttribute(name)?.split(";") ?? [];
  return parts.map((one) => {
    const [step, way] = one.split(":");
    return [Number(step), way];
  });
}

/**
 * A way as a stylesheet writes it.
 * @param {string[]} ways  one after the other
 */
const written = (...ways) => ways.map((way) => `translate(${way.split(",").map((px) => `${px}px`).join()})`).join(" ");

/**
 * Shows a part of a drawing as it is in a step, and in a scene how it comes to be so.
 * @param {Element} part
 * @param {number} step
 * @param {number} before  the step that was shown until now
 * @param {boolean} isScene
 */
function showPart(part, step, before, isScene) {
  const wasShown = part.getAttribute("visibility") !== "hidden";
  const [first, last] = stepsOf(part);
  const shown = first <= step && step <= last;
  if (shown !== wasShown) part.setAttribute("visibility", shown ? "visible" : "hidden");
  if (!isScene) return;
  const moves = waysOf(part, "data-moves");
  /** @param {number} when */
  const placeIn = (when) => moves.findLast(([start]) => start <= when)?.[1] ?? "0,0";
  const place = placeIn(step);
  if (moves.length && place !== placeIn(before)) part.setAttribute("transform", `translate(${place})`);
  if (!shown) return;
  const transform = written(place);
  const from = { transform: written(placeIn(before)), opacity: wasShown ? 1 : 0 };
  if (from.transform !== transform || !wasShown) glide(part, from, { transform, opacity: 1 });
  for (const [at, way] of waysOf(part, "data-sends")) {
    if (at === step && before === step - 1) send(part, transform, `${transform} ${written(way)}`);
  }
}

/**
 * Has a copy of a part fly away.
 * @param {Element} part
 * @param {string} from
 * @param {string} to
 */
function send(part, from, to) {
  const copy = /** @type {Element} */ (part.cloneNode(true));
  for (const name of part.getAttributeNames()) if (name.startsWith("data-")) copy.removeAttribute(name);
  const motion = glide(copy, { transform: from, opacity: 1 }, { transform: to, opacity: 0.4 });
  if (!motion) return;
  motion.onfinish = motion.oncancel = () => copy.remove();
  part.closest("svg")?.append(copy);
}

/**
 * Shows a step.
 * @param {HTMLElement} bar
 * @param {number} step
 */
function showStep(bar, step) {
  const slider = sliderOf(bar);
  const before = Number(bar.dataset.step ?? slider.defaultValue);
  const number = new Intl.NumberFormat(languageOf(bar)).format(step);
  const now = (bar.dataset.now ?? "").replace("{n}", number);
  bar.dataset.step = slider.value = String(step);
  slider.setAttribute("aria-valuetext", now);
  find(bar, ".steps-now", HTMLElement).textContent = now;
  const stage = stageOf(bar);
  for (const answer of stage.querySelectorAll(".steps-guess output")) answer.textContent = ""; // it was to another step
  const isScene = Boolean(stage.querySelector("[data-scene]"));
  if (isScene) settle(stage);
  for (const part of stage.querySelectorAll("[data-steps], [data-moves], [data-sends]")) {
    showPart(part, step, before, isScene);
  }
}

/**
 * Says the step aloud: done when the reader has asked for it, not while it plays by itself.
 * @param {HTMLElement} bar
 */
function sayStep(bar) {
  const slider = sliderOf(bar);
  const notes = [...stageOf(bar).querySelectorAll(`[data-says="${slider.value}"]`)];
  const texts = [slider.getAttribute("aria-valuetext"), ...notes.map((note) => note.textContent.trim())];
  find(bar, ".steps-said", HTMLElement).replaceChildren(
    ...texts.map((text) => Object.assign(document.createElement("bdi"), { dir: "auto", textContent: `${text}. ` })),
  );
}

/**
 * Gives the play button the name and the look of what it does now.
 * @param {HTMLElement} bar
 * @param {boolean} isPlaying
 */
function labelPlayButton(bar, isPlaying) {
  const button = find(bar, ".steps-play", HTMLElement);
  bar.classList.toggle("steps-playing", isPlaying);
  button.setAttribute("aria-label", (isPlaying ? button.dataset.pause : button.dataset.play) ?? "");
}

function pause() {
  if (!playing) return;
  clearInterval(playing.timer);
  playing.watch.disconnect();
  labelPlayButton(playing.bar, false);
  playing = undefined;
}

/** @param {HTMLElement} bar */
function play(bar) {
  const slider = sliderOf(bar);
  const { max } = slider;
  find(bar, ".steps-said", HTMLElement).textContent = "";
  if (slider.value === max) showStep(bar, 1);
  // What is out of sight does not play on.
  const watch = new IntersectionObserver((entries) => {
    if (!entries.at(-1)?.isIntersecting) pause();
  });
  watch.observe(stageOf(bar));
  const timer = setInterval(() => {
    if (!bar.isConnected) return pause();
    const step = Number(slider.value) + 1;
    showStep(bar, step);
    if (step >= Number(max)) pause();
  }, PACE);
  playing = { bar, watch, timer };
  labelPlayButton(bar, true);
}

/**
 * Goes to a step that the reader asks for.
 * @param {HTMLElement} bar
 * @param {number} step
 */
function goTo(bar, step) {
  pause();
  showStep(bar, step);
  sayStep(bar);
}

/**
 * Goes on by one step or back; after the last comes the first: a reader who looks at the finished picture starts there.
 * @param {HTMLElement} bar
 * @param {1 | -1} by
 */
function go(bar, by) {
  const { value, max } = sliderOf(bar);
  const last = Number(max);
  goTo(bar, ((Number(value) + by - 1 + last) % last) + 1);
}

// ---- The guess: of the number that lands next.

/**
 * A number as the page writes it.
 * @param {number} value
 * @param {HTMLElement} around
 */
function writeNumber(value, around) {
  const text = `${value}`.replace("-", "−");
  return languageOf(around) === "fa" ? `\u200e${toPersianDigits(text)}\u200e` : text;
}

/**
 * Answers a guess, and shows what lands. Without a guess it goes on.
 * @param {HTMLFormElement} form
 */
function answer(form) {
  const stage = findAround(form, ".figure-stage", HTMLElement);
  const bar = find(stage, ".steps", HTMLElement);
  const field = find(form, "input", HTMLInputElement);
  const said = find(form, "output", HTMLOutputElement);
  const typed = field.value.trim();
  const guess = readNumber(typed);
  said.textContent = "";
  if (!typed) return go(bar, 1);
  if (Number.isNaN(guess)) {
    said.textContent = form.dataset.none ?? "";
    return;
  }
  const now = Number(sliderOf(bar).value);
  const landing = findAll(stage, "[data-lands]", SVGElement).sort((a, b) => stepsOf(a)[0] - stepsOf(b)[0]);
  const next = landing.find((part) => stepsOf(part)[0] > now) ?? landing[0];
  const value = Number(next.dataset.lands);
  const isRight = Math.abs(guess - value) < 0.005;
  goTo(bar, stepsOf(next)[0]);
  said.textContent = ((isRight ? form.dataset.right : form.dataset.wrong) ?? "")
    .replace("{n}", writeNumber(value, form))
    .replace("{guess}", writeNumber(guess, form));
  field.value = "";
}

document.addEventListener("submit", (event) => {
  const form = findTarget(event, ".steps-guess", HTMLFormElement);
  if (!form) return;
  event.preventDefault();
  answer(form);
});

document.addEventListener("click", (event) => {
  const button = findTarget(event, ".steps button", HTMLButtonElement);
  if (!button) return;
  const bar = findAround(button, ".steps", HTMLElement);
  if (button.className === "steps-play") {
    const wasPaused = playing?.bar !== bar;
    pause();
    if (wasPaused && !still.matches) play(bar);
    return;
  }
  go(bar, button.className === "steps-next" ? 1 : -1);
});
document.addEventListener("input", (event) => {
  const slider = findTarget(event, ".steps input", HTMLInputElement);
  if (slider) goTo(findAround(slider, ".steps", HTMLElement), Number(slider.value));
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) pause();
});
still.addEventListener("change", pause);
