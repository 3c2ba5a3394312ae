// What is taken away from the page: tables, files, the clipboard.

import { element } from "./dom.js";

/** Return rows as CSV in UTF-8, which spreadsheets open as it is. */
export const csv = (rows) => `\ufeff${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;

/** Return rows as they are pasted into a spreadsheet. */
export const tsv = (rows) => rows.map((row) => row.map((cell) => inert(cell).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");

/** Return values as lines of JSON. */
export const jsonLines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

// A spreadsheet takes a cell that begins so for a formula, and names come from anywhere.
const inert = (cell) => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell ?? ""));
const quoted = (cell) => (/[",\r\n]/.test(inert(cell)) ? `"${inert(cell).replaceAll('"', '""')}"` : inert(cell));

/** Have the browser save a file. */
export function download(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Put a text on the clipboard; over plain HTTP from another computer, browsers have the older way alone. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("refused");
}

/** Return a page of its own with copies of some elements, styled as here, where nothing can be pressed. */
export async function page(title, ...shown) {
  const { lang, dir } = document.documentElement;
  const style = await (await fetch("/static/style.css")).text();
  const main = element("main", {}, element("h1", {}, title), ...shown.map((node) => plain(node.cloneNode(true))));
  return (
    `<!doctype html>\n<html lang="${lang}" dir="${dir}">\n<head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">${element("title", {}, title).outerHTML}\n` +
    `<style>\n${style}</style></head>\n<body class="card exported">${main.outerHTML}</body>\n</html>\n`
  );
}

function plain(copied) {
  for (const node of [copied, ...copied.querySelectorAll("*")]) {
    const label = node.getAttribute("role") === "button" && node.getAttribute("aria-label");
    if (label) node.title = label;
    for (const { name } of [...node.attributes]) if (!["class", "lang", "dir", "title", "href"].includes(name)) node.removeAttribute(name);
  }
  for (const each of copied.querySelectorAll("button")) each.replaceWith(...each.childNodes);
  return copied;
}
