// What a page must be for everyone: returns one line for each fault, none where there is none.

const faults = [];
const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
const named = (node) => `<${node.tagName.toLowerCase()}${node.id ? "#" + node.id : ""} ${node.className}> ${node.textContent.trim().slice(0, 40)}`;

// Contrast: every text against what lies behind it, 4.5 to 1, or 3 to 1 where it is large.
const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const brush = canvas.getContext("2d", { willReadFrequently: true });

function paint(colours) {
  brush.clearRect(0, 0, 1, 1);
  for (const colour of colours) {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
  }
  return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function luminance(pixel) {
  const [r, g, b] = pixel.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function behind(node) {
  const layers = [];
  for (let each = node; each; each = each.parentElement) layers.unshift(getComputedStyle(each).backgroundColor);
  return ["Canvas", ...layers];
}

function contrast(node, colour) {
  const ground = behind(node);
  const pair = [luminance(paint([...ground, colour])), luminance(paint(ground))].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let texts = 0;
for (let text = walker.nextNode(); text; text = walker.nextNode()) {
  const node = text.parentElement;
  if (!text.data.trim() || !shown(node) || node.closest(".unseen, script, noscript, option")) continue;
  const style = getComputedStyle(node);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const ratio = contrast(node, style.color);
  if (ratio < (large ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${named(node)}`);
  texts += 1;
}
if (texts < 5) faults.push(`only ${texts} texts were looked at`);
for (const node of document.querySelectorAll("input, textarea, select, .quiet")) {
  const style = getComputedStyle(node);
  if (shown(node) && contrast(node.parentElement, style.borderTopColor) < 3) faults.push(`edge: ${named(node)}`);
}

// Names, labels, references.
for (const node of document.querySelectorAll("input, textarea, select")) {
  if (!node.labels.length && !node.ariaLabel) faults.push(`no label: ${named(node)}`);
}
for (const node of document.querySelectorAll("button, a[href], [role=button], summary")) {
  if (shown(node) && !(node.getAttribute("aria-label") || node.textContent.trim())) faults.push(`no name: ${named(node)}`);
}
for (const node of document.querySelectorAll("img")) if (!node.hasAttribute("alt")) faults.push(`no alt: ${node.src}`);
for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
  for (const node of document.querySelectorAll(`[${attribute}]`)) {
    for (const id of node.getAttribute(attribute).split(" ")) {
      if (!document.getElementById(id)) faults.push(`${attribute} to nothing: ${named(node)}`);
    }
  }
}
const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
for (const id of new Set(ids)) if (ids.filter((each) => each === id).length > 1) faults.push(`id twice: ${id}`);

// Structure.
if (!document.documentElement.lang) faults.push("no language");
if (!document.title) faults.push("no title");
if (document.querySelectorAll("main").length !== 1) faults.push("not one main");
if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
let level = 0;
for (const heading of [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown)) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) faults.push(`heading skips from ${level}: ${named(heading)}`);
  level = own;
}
for (const node of document.querySelectorAll("[tabindex]")) if (node.tabIndex > 0) faults.push(`order forced: ${named(node)}`);
for (const list of document.querySelectorAll("ul, ol")) {
  for (const child of list.children) if (child.tagName !== "LI") faults.push(`in a list: ${named(child)}`);
}
for (const node of document.querySelectorAll("button, select, summary")) {
  const box = node.getBoundingClientRect();
  if (shown(node) && (box.width < 24 || box.height < 24)) faults.push(`too small to touch: ${named(node)}`);
}
for (const node of document.querySelectorAll("[lang=ar]")) {
  if (shown(node) && node.textContent.trim() && getComputedStyle(node).direction !== "rtl" && node.id !== "language") faults.push(`Arabic left to right: ${named(node)}`);
}
return faults;
