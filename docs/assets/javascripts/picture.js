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
  // A page that has room for it draws the figure larger, with smaller letters; a picture has any size.
  for (const kind of ["words", "numbers"]) drawing.style.setProperty(`--${kind}`, "1");
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
  for (const kind of ["words", "numbers"]) drawing.style.removeProperty(`--${kind}`);
  for (const text of copy.querySelectorAll("text")) {
    text.setAttribute("unicode-bidi", "plaintext");
    text.setAttribute("xml:space", "preserve");
  }
  for (const frame of copy.querySelectorAll("foreignObject")) {
    const photograph = find(frame, "img", HTMLImageElement);
    const place = Object.fromEntries(["x", "y", "width", "height"].map((side) => [side, frame.getAttribute(side) ?? ""]));
    const picture = { href: await readWhole(photograph.src), preserveAspectRatio: "none", "image-rendering": "pixelated" };
    frame.replaceWith(make("image", { ...place, ...picture }));
  }
  return copy;
}

/**
 * The width of a line under a drawing, px.
 * @param {string} line
 */
function measure(line) {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) throw new Error("The browser draws no text");
  pen.font = `${LINES.size}px Figures`;
  return pen.measureText(line).width;
}

/**
 * The lines that a text fills.
 * @param {string} text
 * @param {number} width
 */
function breakLines(text, width) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && measure(longer) > width) lines.push(word);
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
  const { licence } = words[language].figure;
  const address = `${location.href.replace(/[?#].*/, "")}#${figure.id}`;
  await document.fonts.load(`${LINES.size}px Figures`, `a${title}`);
  const across = Math.max(width, ...[LICENCE, address].map(measure));
  const foot = [...breakLines(title, across), licence, LICENCE, address];
  const size = [across + 2 * MARGIN, height + 3 * MARGIN + foot.length * LINES.height].map(Math.ceil);
  const { color, backgroundColor } = getComputedStyle(document.body);
  const picture = make("svg", { xmlns: SVG, width: size[0], height: size[1], viewBox: `0 0 ${size.join(" ")}` });
  const said = [make("title", {}), make("desc", {}), make("metadata", {})];
  said[0].textContent = title;
  said[1].textContent = find(drawing, "desc", SVGElement).textContent;
  said[2].textContent = [licence, LICENCE, address].join(" · ");
  const copy = await copyDrawing(drawing);
  copy.setAttribute("x", `${(size[0] - width) / 2}`);
  copy.setAttribute("y", `${MARGIN}`);
  const isRight = language === "fa";
  const text = make("g", { "font-size": LINES.size, fill: color, "text-anchor": isRight ? "end" : "start" });
  foot.forEach((line, i) => {
    const y = height + 2 * MARGIN + (i + 0.7) * LINES.height;
    const element = make("text", { x: isRight ? size[0] - MARGIN : MARGIN, y, "unicode-bidi": "plaintext" });
    element.textContent = line;
    text.append(element);
  });
  picture.append(...said, make("rect", { width: "100%", height: "100%", fill: backgroundColor }), copy, text);
  return picture;
}

/** @param {SVGElement} picture */
const asFile = (picture) => new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });

/**
 * A picture that has its fonts in it.
 * @param {SVGElement} picture
 */
async function makeSvg(picture) {
  const files = FACES.map((face) => new URL(`../fonts/vazirmatn-${face}-wght-normal.woff2`, import.meta.url));
  const faces = await Promise.all(files.map(readWhole));
  const style = make("style", {});
  style.textContent = faces.map((face, i) => `@font-face{font-family:"Figures ${FACES[i]}";src:url(${face})}`).join("");
  picture.prepend(style);
  picture.setAttribute("font-family", `${FACES.map((face) => `'Figures ${face}'`).join(", ")}, sans-serif`);
  return asFile(picture);
}

/**
 * A picture as pixels. Browsers do not wait for the fonts in a picture, so its texts are drawn with those of the page.
 * @param {SVGElement} picture
 * @returns {Promise<Blob>}
 */
async function makePng(picture) {
  picture.setAttribute("class", "figure-measured");
  document.body.append(picture); // only there has a text a place
  const home = picture instanceof SVGSVGElement ? picture.getScreenCTM()?.inverse() : undefined;
  const texts = findAll(picture, "text", SVGTextElement).map((text) => {
    const { fontSize, fill, textAnchor, visibility } = getComputedStyle(text);
    const [x, y] = ["x", "y"].map((side) => Number(text.getAttribute(side)));
    const down = parseFloat(text.getAttribute("dy") ?? "0") * parseFloat(fontSize); // in sizes of its letters
    const said = text.textContent;
    return { said, x, y: y + down, fontSize, fill, textAnchor, visibility, at: home?.multiply(text.getScreenCTM() ?? home) };
  });
  picture.remove();
  picture.removeAttribute("class");
  for (const text of picture.querySelectorAll("text")) text.remove();

  const image = new Image();
  image.src = URL.createObjectURL(asFile(picture));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SHARPNESS;
  canvas.height = image.naturalHeight * SHARPNESS;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("The browser draws no picture");
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  for (const { said, x, y, fontSize, fill, textAnchor, visibility, at } of texts) {
    if (visibility !== "visible" || !at) continue;
    pen.setTransform(new DOMMatrix([SHARPNESS, 0, 0, SHARPNESS, 0, 0]).multiply(at));
    pen.font = `${fontSize} Figures, "Noto Sans Math", sans-serif`;
    pen.fillStyle = fill;
    pen.textAlign = textAnchor === "middle" ? "center" : textAnchor === "end" ? "right" : "left";
    pen.direction = /^\P{L}*\p{Script=Arabic}/u.test(said) ? "rtl" : "ltr";
    pen.fillText(said, x, y);
  }
  return new Promise((done, fail) => {
    canvas.toBlob((file) => (file ? done(file) : fail(new Error("The picture is too large"))), "image/png");
  });
}

let saved = ""; // the address of the picture that was saved last

/**
 * Saves a figure as a picture of a kind.
 * @param {HTMLElement} figure
 * @param {string} [kind]
 */
async function save(figure, kind) {
  const drawn = await makePicture(figure);
  const picture = await (kind === "png" ? makePng : makeSvg)(drawn);
  URL.revokeObjectURL(saved); // the browser has it by now
  saved = URL.createObjectURL(picture);
  const link = document.createElement("a");
  link.href = saved;
  link.download = `${figure.id.replace("figure-", "")}.${kind}`;
  link.click();
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
  const said = words[languageOf(figure)].figure;
  line.innerHTML = `${said.picture}:
    <button type="button" data-kind="svg">SVG</button> <button type="button" data-kind="png">PNG</button>
    <span role="status"></span>`;
  fold.append(line);
  const state = find(line, "[role=status]", HTMLElement);
  for (const button of findAll(line, "button", HTMLButtonElement)) {
    button.addEventListener("click", async () => {
      state.textContent = "";
      await save(figure, button.dataset.kind).catch(() => {
        state.textContent = said.failed;
      });
    });
  }
}
