// The chosen name: what it names, why, and how a reader sets it right. On a phone it lies over the foot of the screen.

import { button, byId, element, written } from "./dom.js";
import { card, candidates, evidence, labelOf } from "./entity.js";
import { ask } from "./requests.js";
import { say, sayError } from "./strings.js";

/** Show that no name is chosen. */
export function showNoDetail() {
  byId("detail").classList.remove("open");
  byId("detail").replaceChildren(element("p", { class: "empty" }, say("choose")));
}

/**
 * Show a mention.
 *
 * @param acts what its buttons do: step(by), close(), correct(entity or null), undo(); resolve(name) gives candidates
 */
export function showDetail(mention, acts) {
  const panel = byId("detail");
  panel.replaceChildren(...[steps(acts), heading(mention), ...told(mention, acts), correcting(mention, acts)].filter(Boolean));
  panel.classList.add("open");
  panel.scrollTop = 0;
}

function steps(acts) {
  return element(
    "div",
    { class: "steps" },
    button(say("previous"), () => acts.step(-1), { class: "quiet small" }),
    button(say("next"), () => acts.step(1), { class: "quiet small" }),
    button("×", acts.close, { class: "quiet small close", "aria-label": say("close") }),
  );
}

const heading = (mention) => element("p", { class: "asked" }, written(mention.prefix + mention.text));

function told(mention, acts) {
  const [best, ...others] = mention.resolution.candidates;
  const note = mention.kind === "demonym" ? say("demonym") : null;
  if (mention.now !== undefined) return [setRight(mention, acts)];
  if (mention.id) return [card(best, note), evidence(best), candidates(others, say("others"), chooser(acts))];
  return [
    element("p", {}, say("unknownSays")),
    written(mention.latin, "p", { class: "attested" }),
    candidates(mention.resolution.candidates, say("nearest"), chooser(acts)),
  ];
}

function setRight({ now }, acts) {
  return element(
    "div",
    { class: `entity ${now?.type ?? "dropped"}` },
    element("p", { class: "kind" }, say("yourCorrection")),
    element("h3", { class: "label" }, now ? written(labelOf(now)) : say("dropped")),
    now ? element("p", { class: "ids" }, element("code", { dir: "ltr" }, now.id)) : null,
    button(say("undo"), acts.undo, { class: "quiet small" }),
  );
}

const chooser = (acts) => (candidate) => button(say("thisOne"), () => acts.correct(candidate), { class: "quiet small" });

function correcting(mention, acts) {
  const found = element("div", { role: "status" });
  const name = element("input", { id: "other-name", type: "text", dir: "auto", autocomplete: "off", value: mention.text });
  const form = element(
    "form",
    { class: "other-name" },
    element("label", { for: "other-name" }, say("otherEntity")),
    element("div", { class: "row" }, name, element("button", { class: "quiet small", type: "submit" }, say("search"))),
    found,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(name.value, found, acts);
  });
  return element(
    "details",
    { class: "correcting" },
    element("summary", {}, say("wrong")),
    mention.now === null ? null : button(say("noName"), () => acts.correct(null), { class: "quiet small" }),
    form,
    ownEntity(mention, acts),
  );
}

async function search(name, found, acts) {
  if (!name.trim()) return;
  try {
    const listed = await acts.resolve(name);
    found.replaceChildren(candidates(listed, say("candidates"), chooser(acts)) ?? element("p", { class: "help" }, say("nilSays")));
  } catch (error) {
    if (error.name !== "AbortError") found.replaceChildren(element("p", { class: "error" }, sayError(error).join(" ")));
  }
}

/** Return the fields for an entity that no gazetteer has yet. */
function ownEntity(mention, acts) {
  const id = element("input", { id: "own-id", type: "text", dir: "ltr", autocomplete: "off", pattern: "[A-Za-z][A-Za-z0-9_.\\-]*:\\S+", required: true, placeholder: "desk:42" });
  const type = element(
    "select",
    { id: "own-type" },
    ...["person", "place", "organization"].map((each) => element("option", { value: each, selected: each === mention.type }, say(each))),
  );
  const form = element(
    "form",
    { class: "own-entity" },
    element("label", { for: "own-id" }, say("ownId")),
    id,
    element("label", { for: "own-type" }, say("typeLabel")),
    element("div", { class: "row" }, type, element("button", { class: "quiet small", type: "submit" }, say("take"))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    acts.correct({ id: id.value, type: type.value, name: mention.text });
  });
  return form;
}

/** Ask for the candidates of a name. */
export async function candidatesOf(name, gazetteer) {
  return (await ask("correction", "/resolve", { name, limit: 10, explain: true, gazetteer: gazetteer || null })).candidates;
}
