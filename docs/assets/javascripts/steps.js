// Moves the figures that have steps. The bar is in the page from the start, see hooks/steps.py, and its slider holds the
// step, so a copy of a figure, opened large or in the twin's panel, works like the figure itself.
const PACE = 1200; // ms a step
const still = matchMedia("(prefers-reduced-motion: reduce)");
const slider = (bar) => bar.querySelector("input");
const stage = (bar) => bar.closest(".figure-stage");
let playing; // one figure at a time

function show(bar, step) {
  const number = new Intl.NumberFormat(bar.closest("[lang]").lang).format(step);
  const now = bar.dataset.now.replace("{n}", number);
  slider(bar).value = step;
  slider(bar).ariaValueText = now;
  bar.querySelector(".steps-now").textContent = now;
  for (const part of stage(bar).querySelectorAll("[data-steps]")) {
    const [first, last] = part.dataset.steps.split("-");
    part.setAttribute("visibility", first <= step && step <= (last || Infinity) ? "visible" : "hidden");
  }
}

// What the reader asked for is said; what plays by itself is not.
function say(bar) {
  const said = stage(bar).querySelectorAll(`[data-says="${slider(bar).value}"]`);
  const parts = [slider(bar).ariaValueText, ...[...said].map((part) => part.textContent.trim())];
  bar.querySelector(".steps-said").replaceChildren(
    ...parts.map((part) => Object.assign(document.createElement("bdi"), { dir: "auto", textContent: `${part}. ` })),
  );
}

function name(bar, isPlaying) {
  const button = bar.querySelector(".steps-play");
  bar.classList.toggle("steps-playing", isPlaying);
  button.setAttribute("aria-label", isPlaying ? button.dataset.pause : button.dataset.play);
}

function pause() {
  if (!playing) return;
  clearInterval(playing.timer);
  playing.seen.disconnect();
  name(playing.bar, false);
  playing = undefined;
}

function play(bar) {
  const { value, max } = slider(bar);
  bar.querySelector(".steps-said").textContent = "";
  if (value === max) show(bar, 1);
  const seen = new IntersectionObserver((entries) => entries.at(-1).isIntersecting || pause());
  seen.observe(stage(bar));
  const timer = setInterval(() => {
    if (!bar.isConnected) return pause();
    const step = Number(slider(bar).value) + 1;
    show(bar, step);
    if (step >= Number(max)) pause();
  }, PACE);
  playing = { bar, seen, timer };
  name(bar, true);
}

function go(bar, step) {
  pause();
  show(bar, step);
  say(bar);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.(".steps button");
  if (!button) return;
  const bar = button.parentElement;
  if (button.className === "steps-play") {
    const paused = playing?.bar !== bar;
    pause();
    if (paused && !still.matches) play(bar);
    return;
  }
  // After the last step comes the first: there the reader starts who looks at the finished picture.
  const last = Number(slider(bar).max);
  const step = Number(slider(bar).value) + (button.className === "steps-next" ? 1 : -1);
  go(bar, ((step - 1 + last) % last) + 1);
});
document.addEventListener("input", ({ target }) => {
  const bar = target.closest?.(".steps");
  if (bar) go(bar, Number(target.value));
});
document.addEventListener("visibilitychange", () => document.hidden && pause());
still.addEventListener("change", pause);
