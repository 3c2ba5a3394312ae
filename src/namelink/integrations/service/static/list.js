// A list of names: asked for in batches, shown page by page, taken away as a table.

import { rowOf, tableOf, tableRow } from "./answers.js";
import { inBatches } from "./batches.js";
import { button, byId, element } from "./dom.js";
import { FileError, readTable, readText, takeFiles } from "./files.js";
import { limits } from "./gazetteers.js";
import { remember, state } from "./state.js";
import { tell, tellAgain, trouble, waiting } from "./states.js";
import { say, sayNumber } from "./strings.js";
import { beginTools } from "./toolbar.js";

const PAGE = 50; // rows that are shown at once
const OUTCOMES = ["match", "ambiguous", "nil"];

let rows = []; // one for each name, in order
let answers = new Map(); // by name: the same name is asked for once
let asked = ""; // with which options
let from = 0;
let only = ""; // the outcome that is shown, or all
let control = null; // ends what runs
let columns = []; // of an uploaded table

/** Make the section work. */
export function beginList() {
  byId("list-form").addEventListener("submit", (event) => {
    event.preventDefault();
    lookUp();
  });
  byId("list-input").addEventListener("input", () => remember({ list: byId("list-input").value }));
  byId("list-type").addEventListener("change", () => remember({ listType: byId("list-type").value }));
  byId("list-stop").addEventListener("click", () => control?.abort());
  byId("list-only").addEventListener("change", () => {
    only = byId("list-only").value;
    from = 0;
    showRows();
  });
  byId("list-column").addEventListener("change", () => takeColumn(Number(byId("list-column").value)));
  takeFiles(byId("list-file"), byId("list-input"), upload);
  beginTools("list", { table: () => tableOf(rows), value: () => rows, shown: () => [byId("list-rows").closest("table")] });
}

/** Fill the form with what is kept, and show the answers that were kept. */
export function fillList() {
  byId("list-input").value = state.list;
  byId("list-type").value = state.listType;
  rows = state.rows;
  byId("list-result").hidden = true;
  if (rows.length) finished();
}

/** Show what is shown again, in another language. */
export function showListAgain() {
  if (!byId("list-result").hidden) showRows();
  tellAgain("list");
}

/** Return the names of a list, one a line. */
const namesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

async function upload(file) {
  try {
    const text = await readText(file);
    columns = /\.(csv|tsv)$/i.test(file.name) ? readTable(text) : [];
    byId("list-columns").hidden = !columns.length;
    const heads = (columns[0] ?? []).map((head, number) => element("option", { value: number }, head || String(number + 1)));
    byId("list-column").replaceChildren(...heads);
    if (columns.length) takeColumn(0);
    else take(text);
  } catch (error) {
    trouble("list", error instanceof FileError ? error : new FileError("fileNotText", file.name));
  }
}

const takeColumn = (number) => take(columns.slice(1).map((row) => (row[number] ?? "").replace(/\s+/g, " ")).join("\n"));

function take(text) {
  byId("list-input").value = text.trim();
  remember({ list: byId("list-input").value });
  tell("list", "namesRead", sayNumber(namesOf(text).length));
}

async function lookUp() {
  const names = namesOf(byId("list-input").value);
  if (!names.length) {
    byId("list-result").hidden = true;
    tell("list", "emptyList");
    byId("list-input").focus();
    return;
  }
  const options = { type: state.listType || null, gazetteer: state.gazetteer || null };
  if (asked !== JSON.stringify(options)) answers = new Map(); // what was answered otherwise is asked for anew
  asked = JSON.stringify(options);
  control?.abort();
  control = new AbortController();
  remember({ rows: [] });
  const done = waiting("list");
  byId("list-progress").hidden = false;
  const { signal } = control;
  let failure = null;
  try {
    await askFor(names, options, signal);
  } catch (error) {
    failure = error;
  }
  if (!done()) return; // it was asked for anew
  byId("list-progress").hidden = true;
  if (failure) stopped(failure, names);
  else finish(names.map((name) => answers.get(name)));
}

const isOpen = (name) => (answers.get(name) ?? { outcome: "error" }).outcome === "error";

/** Ask for the names that are not answered yet; what runs shows how far it is. */
async function askFor(names, options, signal) {
  const open = [...new Set(names)].filter(isOpen);
  const all = open.length;
  let ready = 0;
  const progress = () => {
    byId("list-bar").max = Math.max(1, all);
    byId("list-bar").value = ready;
    byId("list-count").textContent = say("ofAll", sayNumber(ready), sayNumber(all));
  };
  progress();
  const { batch } = await limits;
  await inBatches(open, batch, { ...options, limit: 3, explain: true }, (batched, found) => {
    batched.forEach((name, number) => answers.set(name, rowOf(name, found[number])));
    ready += batched.length;
    progress();
  }, signal);
}

function stopped(error, names) {
  const left = new Set(names.filter(isOpen)).size;
  const goOn = () => button(say("goOn", sayNumber(left)), lookUp, { class: "quiet small" });
  trouble("list", error.name === "AbortError" ? { key: "stopped", values: [] } : error, goOn);
}

function finish(found) {
  rows = found;
  only = byId("list-only").value = "";
  from = 0;
  finished();
  if (!remember({ rows })) byId("list-status").append(` ${say("notKept")}`);
}

function finished() {
  const counts = OUTCOMES.map((outcome) => sayNumber(rows.filter((row) => row.outcome === outcome).length));
  byId("list-result").hidden = false;
  showRows();
  tell("list", "listDone", sayNumber(rows.length), ...counts);
}

function showRows() {
  const wanted = only ? rows.filter((row) => row.outcome === only) : rows;
  byId("list-rows").replaceChildren(...wanted.slice(from, from + PAGE).map(tableRow));
  const turn = (by, key) => button(say(key), () => turnPage(by), { class: "quiet small", disabled: by < 0 ? !from : from + PAGE >= wanted.length });
  const where = element("span", {}, say("rowsOf", wanted.length ? from + 1 : 0, Math.min(from + PAGE, wanted.length), sayNumber(wanted.length)));
  byId("list-pages").replaceChildren(turn(-1, "previousPage"), where, turn(1, "nextPage"));
}

function turnPage(by) {
  from += by * PAGE;
  showRows();
  byId("list-rows").closest(".scroll").focus();
}
