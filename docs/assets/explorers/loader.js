// Loads an explorer when its box comes near the screen. Until then, without a connection and on paper, the figure in
// the box stands for it.
import { findAll } from "../javascripts/dom.js";

/** @type {Record<string, string>} */
const ELEMENTS = {
  stepper: "window-stepper",
  playground: "kernel-playground",
  calculator: "size-calculator",
  exercises: "check-yourself",
  portrait: "portrait-scene",
  gallery: "kernel-gallery",
  arena: "pooling-arena",
  dive: "field-dive",
  network: "network-view",
  between: "pooling-between",
};

/** @param {HTMLElement} box */
async function load(box) {
  const name = box.dataset.explorer ?? "";
  await import(`./${name}.js`);
  const element = document.createElement(ELEMENTS[name]);
  box.append(element);
  // In the same frame the figure goes as the explorer comes. In a browser that lacks what it needs, the figure stays.
  if ("ready" in element && (await element.ready)) box.dataset.live = "";
  else element.remove();
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      observer.unobserve(target);
      load(target);
    }
  },
  { rootMargin: "100%" },
);
for (const box of findAll(document, ".explorer", HTMLElement)) observer.observe(box);
