// The row of buttons under a result: as a file, on the clipboard, as a link.

import { byId } from "./dom.js";
import { copy, csv, download, page, tsv } from "./export.js";
import { linkTo } from "./state.js";
import { say, sayNumber } from "./strings.js";

const LONG_LINK = 8000; // letters from which some programs cut an address

/**
 * Make the tools of a section work.
 *
 * @param section its name, also that of its files
 * @param made what there is: table() gives rows, value() what JSON says, shown() the elements of a page
 */
export function beginTools(section, made) {
  const tools = document.querySelector(`#${section} .tools`);
  tools.append(byId("export-tools").content.cloneNode(true));
  const file = `namelink-${section}`;
  const acts = new Map([
    ["csv", () => download(`${file}.csv`, "text/csv", csv(made.table()))],
    ["json", () => download(`${file}.json`, "application/json", JSON.stringify(made.value(), null, 1))],
    ["html", async () => download(`${file}.html`, "text/html", await page(say("title"), ...made.shown()))],
    ["copy", () => copying(tsv(made.table()))],
    ["link", async () => copying(await linkTo(section))],
  ]);
  for (const each of tools.querySelectorAll("[data-export]")) {
    each.addEventListener("click", async () => {
      const said = await Promise.resolve(acts.get(each.dataset.export)()).catch(() => say("notCopied"));
      tools.querySelector("[role=status]").textContent = said ?? say("saved");
    });
  }
}

async function copying(text) {
  await copy(text);
  return text.startsWith("http") && text.length > LONG_LINK ? say("longLink", sayNumber(text.length)) : say("copied");
}
