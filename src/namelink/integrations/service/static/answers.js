// Answers to the names of a list: what is kept of each, and how it is shown and saved.

import { element, percent, written } from "./dom.js";
import { describe, labelOf } from "./entity.js";
import { say, sayError } from "./strings.js";

const KEPT = ["id", "name", "arabic", "type", "country", "class", "parent_names", "population", "description", "descriptions"];
const briefly = (candidate) => Object.fromEntries(KEPT.map((key) => [key, candidate[key] ?? null]));

/** Return what is kept of an answer; an error is one, too. */
export function rowOf(name, answer) {
  if (answer instanceof Error) return { name, outcome: "error", code: answer.code, message: answer.message, hint: answer.hint, candidates: [] };
  const { outcome, id, score, latin, candidates } = answer;
  return { name, outcome, id, score, latin, candidates: candidates.slice(0, outcome === "match" ? 1 : 3).map(briefly) };
}

/** Return an answer as a row of the table that is shown. */
export function tableRow(row) {
  const [best] = row.candidates;
  const meant = row.id ? [written(labelOf(best)), element("code", { dir: "ltr" }, row.id)] : said(row);
  return element(
    "tr",
    {},
    element("td", {}, written(row.name)),
    element("td", {}, element("span", { class: `outcome ${row.outcome}` }, say(row.outcome))),
    element("td", { class: "meant" }, ...meant, row.id && describe(best) ? written(describe(best), "span", { class: "note" }) : null),
    element("td", {}, element("bdi", { dir: "ltr", class: "number" }, row.outcome === "error" ? "" : percent(row.score))),
  );
}

function said(row) {
  if (row.outcome === "error") return [sayError(row).filter(Boolean).join(": ")];
  if (row.outcome === "nil") return [element("bdi", { class: "note", dir: "ltr" }, row.latin)];
  return row.candidates.flatMap((each, place) => [place ? " · " : null, written(labelOf(each))]);
}

const COLUMNS = ["query", "outcome", "id", "name", "arabic", "type", "score", "latin", "country", "description"];

/** Return the answers, one a row, in the order of the list. */
export function tableOf(rows) {
  const listed = rows.map((row) => {
    const best = row.id ? row.candidates[0] : {};
    return COLUMNS.map((column) => ({ ...best, query: row.name, outcome: row.outcome, id: row.id, score: row.score, latin: row.latin })[column]);
  });
  return [COLUMNS, ...listed];
}
