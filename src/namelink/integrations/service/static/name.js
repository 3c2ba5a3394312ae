// One name: what it names, and how it is written elsewhere.

import { ask, byId, element, isArabic, percent, written } from "./dom.js";
import { candidates, card, evidence } from "./entity.js";
import { tell, trouble, waiting } from "./states.js";
import { say } from "./strings.js";

let shown = null;

/** Make the section work. */
export function beginName() {
  byId("name-form").addEventListener("submit", (event) => {
    event.preventDefault();
    lookUp();
  });
  for (const chip of document.querySelectorAll("[data-name]")) {
    chip.addEventListener("click", () => {
      byId("name-input").value = chip.dataset.name;
      lookUp();
    });
  }
}

/** Show what is shown again, in another language. */
export function showNameAgain() {
  if (shown) show(shown);
}

async function lookUp() {
  const name = byId("name-input").value.trim();
  if (!name) {
    byId("name-result").hidden = true;
    tell("name", say("emptyName"));
    byId("name-input").focus();
    return;
  }
  const done = waiting("name");
  try {
    const type = byId("name-type").value || null;
    const found = await ask("name", "/resolve", { name, type, explain: true });
    show({ name, found, ...(await spellingsOf(name, found)) });
  } catch (error) {
    trouble("name", error);
  } finally {
    done();
  }
}

/** Return how a name is spelt: in Latin letters if it is in Arabic ones, else the other way round. */
async function spellingsOf(name, found) {
  const arabic = isArabic(name);
  const native = arabic ? name : found.id && found.candidates[0].arabic;
  const natural = await ask("natural", "/transliterate", { text: name, limit: 5, to: arabic ? "Latn" : "Arab" });
  const standards = native ? await ask("standards", "/transliterate", { text: native, scheme: "all" }) : null;
  return { natural, standards };
}

function show(answer) {
  shown = answer;
  const { found } = answer;
  byId("answer").replaceChildren(...verdict(found).filter(Boolean));
  byId("spellings").replaceChildren(...spellings(answer).filter(Boolean));
  byId("name-result").hidden = false;
  tell("name", found.outcome === "match" ? say("matchSays", found.name) : say(`${found.outcome}Says`));
}

function verdict(found) {
  const badge = element("p", { class: "asked" }, element("span", { class: `outcome ${found.outcome}` }, say(found.outcome)), written(found.query));
  if (found.outcome === "match") {
    const [best, ...others] = found.candidates;
    return [badge, card(best), evidence(best), candidates(others, say("others"))];
  }
  const heading = found.outcome === "nil" ? say("nearest") : say("candidates");
  return [badge, element("h3", { class: "says" }, say(`${found.outcome}Says`)), candidates(found.candidates, heading)];
}

function spellings({ name, found, natural, standards }) {
  const arabic = isArabic(name);
  const known = found.id && (arabic ? found.latin : found.candidates[0].arabic);
  const listed = natural.spellings.map((each, place) =>
    element("li", { class: place || known ? "" : "first" }, written(each.text), element("span", { class: "number", dir: "ltr" }, percent(each.score))),
  );
  return [
    element("h3", {}, say("spelling")),
    ...(known ? [element("h4", {}, say("attested")), element("p", { class: "attested" }, written(known))] : []),
    element("h4", {}, say(arabic ? "natural" : "inArabic")),
    element("ol", { class: "spelt" }, ...listed),
    standards ? element("h4", {}, arabic ? say("standards") : say("standardsOf", standards.text)) : null,
    standards ? standardsTable(standards.schemes) : null,
    standards ? element("p", { class: "help" }, say("harakat")) : null,
  ];
}

function standardsTable(schemes) {
  const rows = Object.entries(schemes).map(([scheme, latin]) =>
    element("tr", {}, element("th", { scope: "row" }, element("code", { dir: "ltr" }, scheme)), element("td", { dir: "ltr" }, latin)),
  );
  const head = element("tr", {}, element("th", { scope: "col" }, say("standard")), element("th", { scope: "col" }, say("written")));
  return element("table", { class: "standards" }, element("thead", {}, head), element("tbody", {}, ...rows));
}
