// Moves the figures that have steps. The bar is in the page from the start, made by the build, and its slider holds the
// step. So a copy of a figure, opened large or in the other language, works like the figure itself.
import { find, findAround, findTarget, languageOf } from "./dom.js";

const PACE = 1200; // milliseconds for each step
const still = matchMedia("(prefers-reduced-motion: reduce)");

// The figure that plays: one at a time.
/** @type {{ bar: HTMLElement, timer: number, watch: IntersectionObserver } | undefined} */
let playing;

/** @param {HTMLElement} bar */
const sliderOf = (bar) => find(bar, "input", HTMLInputElement);

/** @param {HTMLElement} bar */
const stageOf = (bar) => findAround(bar, ".figure-stage", HTMLElement);

/**
 * Shows a step.
 * @param {HTMLElement} bar
 * @param {number} step
 */
function showStep(bar, step) {
  const slider = sliderOf(bar);
  const number = new Intl.NumberFormat(languageOf(bar)).format(step);
  const now = (bar.dataset.now ?? "").replace("{n}", number);
  slider.value = String(step);
  slider.setAttribute("aria-valuetext", now);
  find(bar, ".steps-now", HTMLElement).textContent = now;
  for (const part of stageOf(bar).querySelectorAll("[data-steps]")) {
    const [first, last] = (part.getAttribute("data-steps") ?? "").split("-");
    const shown = Number(first) <= step && step <= (Number(last) || Infinity);
    part.setAttribute("visibility", shown ? "visible" : "hidden");
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
  // After the last step comes the first: a reader who looks at the finished picture starts there.
  const { value, max } = sliderOf(bar);
  const last = Number(max);
  const step = Number(value) + (button.className === "steps-next" ? 1 : -1);
  goTo(bar, ((step - 1 + last) % last) + 1);
});
document.addEventListener("input", (event) => {
  const slider = findTarget(event, ".steps input", HTMLInputElement);
  if (slider) goTo(findAround(slider, ".steps", HTMLElement), Number(slider.value));
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) pause();
});
still.addEventListener("change", pause);
