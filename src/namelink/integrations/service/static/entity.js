// Entities and candidates: what a name came to, and why.

import { element, percent, written } from "./dom.js";
import { currentLanguage, say, sayClass, sayCountry, sayFeature, sayNumber } from "./strings.js";

const PAGES = new Map([["wikidata", "https://www.wikidata.org/wiki/"], ["geonames", "https://www.geonames.org/"]]);

const kind = (type) => element("span", { class: `kind ${type}` }, say(type));

/** Return the name to show of an entity, in the language of the page where it has one. */
export const labelOf = ({ name, arabic }) => (currentLanguage() === "ar" && arabic ? arabic : name);

/** Return a line on an entity in the language of the page; towns have none in Arabic, and get one. */
export function describe(candidate) {
  const language = currentLanguage();
  const within = candidate.parent_names?.[language];
  const line = language === "en" ? candidate.description : candidate.descriptions?.[language];
  if (line) return within && !line.includes(within) ? `${line} · ${within}` : line;
  if (language === "en") return null;
  const what = sayClass(candidate.class) ?? say(candidate.type);
  const where = [within, candidate.country && sayCountry(candidate.country)].filter(Boolean);
  const said = where.length ? say("classIn", what, where.join(say("comma"))) : what;
  return candidate.population ? `${said}${say("comma")}${say("population", sayNumber(candidate.population))}` : said;
}

function described(candidate) {
  const line = describe(candidate);
  return line ? written(line, "p", { class: "described" }) : null;
}

function identifier(id) {
  const [authority, local] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  const code = element("code", { dir: "ltr" }, id);
  if (!PAGES.has(authority)) return code;
  return element("a", { href: PAGES.get(authority) + encodeURIComponent(local), rel: "noreferrer", target: "_blank" }, code);
}

/** Return a link to where a place lies on a map of others; it is asked for when it is followed. */
export function coordinates([north, east]) {
  const shown = `${north.toFixed(2)}, ${east.toFixed(2)}`;
  const href = `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=8/${north}/${east}`;
  return element("a", { href, rel: "noreferrer", target: "_blank", dir: "ltr", class: "where" }, shown);
}

function bar(score) {
  const made = element("span", { class: "score" }, element("span", { class: "fill" }));
  made.firstChild.style.inlineSize = `${Math.max(2, score * 100)}%`;
  return element("span", { class: "scored" }, made, element("span", { class: "number", dir: "ltr" }, percent(score)));
}

function identifiers(candidate, most) {
  return element(
    "p",
    { class: "ids" },
    identifier(candidate.id),
    ...candidate.refs.slice(0, most).map(identifier),
    candidate.coordinates ? coordinates(candidate.coordinates) : null,
    element("a", { class: "more", href: `/entity?id=${encodeURIComponent(candidate.id)}&lang=${currentLanguage()}` }, say("page")),
  );
}

/** Return the card of the entity that is meant. */
export function card(candidate, note = null) {
  const label = labelOf(candidate);
  const other = [candidate.name, candidate.arabic].find((name) => name && name !== label);
  return element(
    "div",
    { class: `entity ${candidate.type}` },
    element("p", { class: "line" }, kind(candidate.type), note ? element("span", { class: "note" }, note) : null, bar(candidate.score)),
    element("h3", { class: "label" }, written(label)),
    other ? written(other, "p", { class: "other" }) : null,
    described(candidate),
    identifiers(candidate, 4),
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

/** Return other candidates, each of which opens on its evidence; more(candidate) adds to what opens. */
export function candidates(listed, heading, more = () => null) {
  if (!listed.length) return null;
  const items = listed.map((candidate) =>
    element(
      "li",
      {},
      element(
        "details",
        {},
        element("summary", {}, element("span", { class: `dot ${candidate.type}` }), who(candidate), bar(candidate.score)),
        identifiers(candidate, 0),
        more(candidate),
        evidence(candidate),
      ),
    ),
  );
  return element("div", { class: "others" }, element("h4", {}, heading), element("ul", {}, ...items));
}

/** Return an entity in a few words: its name, and what tells it from others of that name. */
export function who(candidate) {
  const line = describe(candidate) ?? say(candidate.type);
  return element("span", { class: "who" }, written(labelOf(candidate)), " ", written(line, "span", { class: "note" }));
}
