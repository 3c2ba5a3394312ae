// Entities and candidates: what a name came to, and why.

import { element, percent, written } from "./dom.js";
import { say, sayFeature } from "./strings.js";

const PAGES = { wikidata: "https://www.wikidata.org/wiki/", geonames: "https://www.geonames.org/" };

const kind = (type) => element("span", { class: `kind ${type}` }, say(type));

function identifier(id) {
  const [authority, local] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  const code = element("code", { dir: "ltr" }, id);
  if (!(authority in PAGES)) return code;
  return element("a", { href: PAGES[authority] + encodeURIComponent(local), rel: "noreferrer", target: "_blank" }, code);
}

function bar(score) {
  const made = element("span", { class: "score" }, element("span", { class: "fill" }));
  made.firstChild.style.inlineSize = `${Math.max(2, score * 100)}%`;
  return element("span", { class: "scored" }, made, element("span", { class: "number", dir: "ltr" }, percent(score)));
}

/** Return the card of the entity that is meant. */
export function card(candidate, note = null, level = "h3") {
  return element(
    "div",
    { class: `entity ${candidate.type}` },
    element("p", { class: "line" }, kind(candidate.type), note ? element("span", { class: "note" }, note) : null, bar(candidate.score)),
    element(level, { class: "label" }, written(candidate.name)),
    candidate.arabic && candidate.arabic !== candidate.name ? written(candidate.arabic, "p", { class: "other" }) : null,
    candidate.description ? element("p", { class: "described", dir: "ltr", lang: "en" }, candidate.description) : null,
    element(
      "p",
      { class: "ids" },
      identifier(candidate.id),
      ...candidate.refs.slice(0, 4).map(identifier),
      element("a", { class: "more", href: `/entity?id=${encodeURIComponent(candidate.id)}` }, say("page")),
    ),
  );
}

/** Return the evidence for a candidate as a table. */
export function evidence(candidate) {
  if (!candidate.evidence.length) return null;
  const head = element("tr", {}, ...["feature", "compared", "adds"].map((key) => element("th", { scope: "col" }, say(key))));
  const rows = candidate.evidence.map((each) =>
    element(
      "tr",
      {},
      element("td", {}, sayFeature(each.feature)),
      element("td", { class: "pair" }, ...pair(each.query, each.name)),
      element("td", { class: each.contribution < 0 ? "against" : "for", dir: "ltr" }, signed(each.contribution)),
    ),
  );
  return element("table", { class: "evidence" }, element("caption", {}, say("why")), element("thead", {}, head), element("tbody", {}, ...rows));
}

const pair = (...sides) => [...new Set(sides.filter(Boolean))].flatMap((side, place) => (place ? [" ~ ", written(side)] : [written(side)]));
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;

/** Return other candidates, each of which opens on its evidence. */
export function candidates(listed, heading) {
  if (!listed.length) return null;
  const items = listed.map((candidate) =>
    element(
      "li",
      {},
      element(
        "details",
        {},
        element(
          "summary",
          {},
          element("span", { class: `dot ${candidate.type}` }),
          element("span", { class: "who" }, written(candidate.name), element("span", { class: "note" }, ` ${say(candidate.type)}`)),
          bar(candidate.score),
        ),
        candidate.description ? element("p", { class: "described", dir: "ltr", lang: "en" }, candidate.description) : null,
        element("p", { class: "ids" }, identifier(candidate.id), element("a", { class: "more", href: `/entity?id=${encodeURIComponent(candidate.id)}` }, say("page"))),
        evidence(candidate),
      ),
    ),
  );
  return element("div", { class: "others" }, element("h4", {}, heading), element("ul", {}, ...items));
}
