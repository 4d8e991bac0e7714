// Saves a figure as a picture, SVG or PNG, with its title, its licence and its address under it. Figures may be used
// anywhere by who names them, and a picture that says all this itself is easy to name.
import { find, findAll, languageOf } from "./dom.js";
import { words } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const LICENCE = "https://creativecommons.org/licenses/by/4.0/";
const SHARPNESS = 3; // pixels of a PNG for each of the page
const MARGIN = 16;
const LINES = { size: 12, height: 18 }; // px, of the text under the drawing
// What the stylesheets say of a drawing. A picture has no stylesheets.
const LOOKS = `fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin
  opacity font-size font-weight text-anchor visibility`.split(/\s+/);
const FACES = ["latin", "arabic"];

/** @param {string} name  @param {Record<string, string | number>} said */
function make(name, said) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(said)) element.setAttribute(attribute, `${value}`);
  return element;
}

/**
 * A file of the site as an address that holds it.
 * @param {string | URL} address
 * @returns {Promise<string>}
 */
async function readWhole(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const file = await answer.blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(`${reader.result}`);
    reader.onerror = fail;
    reader.readAsDataURL(file);
  });
}

/**
 * A copy of a drawing that looks like it without the page.
 * @param {SVGElement} drawing
 */
async function copyDrawing(drawing) {
  const copy = /** @type {SVGElement} */ (drawing.cloneNode(true));
  const [before, after] = [drawing, copy].map((svg) => [svg, ...svg.querySelectorAll("*")]);
  before.forEach((element, i) => {
    const looks = getComputedStyle(element);
    const around = element === drawing || !element.parentElement ? undefined : getComputedStyle(element.parentElement);
    for (const name of LOOKS) {
      const value = looks.getPropertyValue(name);
      const given = name === "opacity" ? "1" : around?.getPropertyValue(name);
      if (value !== given) after[i].setAttribute(name, value);
    }
    after[i].removeAttribute("class");
  });
  for (const text of copy.querySelectorAll("text")) {
    text.setAttribute("unicode-bidi", "plaintext");
    text.setAttribute("style", "white-space: pre");
  }
  for (const frame of copy.querySelectorAll("foreignObject")) {
    const photograph = find(frame, "img", HTMLImageElement);
    const place = Object.fromEntries(["x", "y", "width", "height"].map((side) => [side, frame.getAttribute(side) ?? ""]));
    const picture = { href: await readWhole(photograph.src), preserveAspectRatio: "none", style: "image-rendering: pixelated" };
    frame.replaceWith(make("image", { ...place, ...picture }));
  }
  return copy;
}

/**
 * The lines that a text fills.
 * @param {string} text
 * @param {number} width
 */
function breakLines(text, width) {
  const canvas = document.createElement("canvas").getContext("2d");
  if (!canvas) return [text];
  canvas.font = `${LINES.size}px Figures`;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && canvas.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/**
 * A figure as a picture, as it is seen now.
 * @param {HTMLElement} figure
 */
async function makePicture(figure) {
  const drawing = find(figure, ".figure-box svg[width]", SVGElement);
  const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
  const language = languageOf(figure);
  const title = find(figure, "figcaption", HTMLElement).textContent;
  const address = `${location.href.replace(/[?#].*/, "")}#${figure.id}`;
  const across = Math.max(width, 320);
  const foot = [...breakLines(title, across), `${words[language].figure.licence} · ${LICENCE}`, address];
  const size = [across + 2 * MARGIN, height + 3 * MARGIN + foot.length * LINES.height];
  const { color, backgroundColor } = getComputedStyle(document.body);
  const picture = make("svg", { xmlns: SVG, width: size[0], height: size[1], viewBox: `0 0 ${size.join(" ")}` });
  const said = [make("title", {}), make("desc", {}), make("metadata", {})];
  said[0].textContent = title;
  said[1].textContent = find(drawing, "desc", SVGElement).textContent;
  said[2].textContent = `${words[language].figure.licence} · ${LICENCE} · ${address}`;
  const faces = await Promise.all(FACES.map((face) => readWhole(new URL(`../fonts/vazirmatn-${face}-wght-normal.woff2`, import.meta.url))));
  const style = make("style", {});
  style.textContent = faces.map((face, i) => `@font-face{font-family:"Figures ${FACES[i]}";src:url(${face})}`).join("");
  const copy = await copyDrawing(drawing);
  copy.setAttribute("x", `${(size[0] - width) / 2}`);
  copy.setAttribute("y", `${MARGIN}`);
  const family = `${FACES.map((face) => `'Figures ${face}'`).join(", ")}, sans-serif`;
  const text = make("g", { "font-family": family, "font-size": LINES.size, fill: color });
  const isRight = language === "fa";
  foot.forEach((line, i) => {
    const isAddress = i === foot.length - 1;
    const x = isRight ? size[0] - MARGIN : MARGIN;
    const place = { x, y: height + 2 * MARGIN + (i + 0.7) * LINES.height, "text-anchor": isRight !== isAddress && isRight ? "start" : isRight ? "end" : "start" };
    const element = make("text", { ...place, direction: isRight && !isAddress ? "rtl" : "ltr" });
    element.textContent = line;
    text.append(element);
  });
  const drawn = make("g", { "font-family": family });
  drawn.append(copy);
  picture.append(...said, style, make("rect", { width: "100%", height: "100%", fill: backgroundColor }), drawn, text);
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

/**
 * A picture as pixels.
 * @param {Blob} svg
 * @returns {Promise<Blob | null>}
 */
async function drawPixels(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SHARPNESS;
  canvas.height = image.naturalHeight * SHARPNESS;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/**
 * Puts two buttons into the fold of a figure that save it. From a folder no browser lets a page read its own photographs.
 * @param {HTMLElement} fold
 * @param {HTMLElement} figure
 */
export function addSaving(fold, figure) {
  if (location.protocol === "file:") return;
  const line = document.createElement("p");
  line.className = "figure-save";
  line.innerHTML = `${words[languageOf(figure)].figure.picture}:
    <button type="button" data-kind="svg">SVG</button> <button type="button" data-kind="png">PNG</button>`;
  fold.append(line);
  for (const button of findAll(line, "button", HTMLButtonElement)) {
    button.addEventListener("click", async () => {
      const svg = await makePicture(figure);
      const picture = button.dataset.kind === "png" ? await drawPixels(svg) : svg;
      if (!picture) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(picture);
      link.download = `${figure.id.replace("figure-", "")}.${button.dataset.kind}`;
      link.click();
    });
  }
}
