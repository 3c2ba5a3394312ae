// The text with its names marked: paragraphs in their own direction, chosen by pointer and by keys.

import { byId, directionOf, element, languageOf } from "./dom.js";
import { named } from "./corrections.js";
import { labelOf } from "./entity.js";
import { say } from "./strings.js";

/** Return the type that a mention is shown as; "dropped" where a reader says that it is no name. */
export function lookOf(mention) {
  if (mention.now === null) return "dropped";
  return named(mention)?.type ?? "unknown";
}

/** Show a text and its mentions, those of hidden types as plain text. */
export function showReading(text, mentions, hidden) {
  const linked = byId("linked");
  linked.replaceChildren(...paragraphs(text, mentions, hidden));
  const [first] = marks();
  if (first) {
    first.tabIndex = 0;
    linked.removeAttribute("tabindex");
  } else linked.tabIndex = 0; // it scrolls, so keys must reach it
}

function paragraphs(text, mentions, hidden) {
  const letters = Array.from(text); // offsets count code points, and strings here count otherwise
  const made = [[]];
  const plain = (from, to) => {
    for (const line of letters.slice(from, to).join("").split(/(?<=\n)/)) {
      made.at(-1).push(line);
      if (line.endsWith("\n")) made.push([]);
    }
  };
  let at = 0;
  mentions.forEach((mention, number) => {
    if (hidden.has(lookOf(mention))) return;
    plain(at, mention.start);
    made.at(-1).push(marked(mention, number));
    at = mention.end;
  });
  plain(at);
  return made.map(paragraph).filter((each) => each.textContent);
}

function paragraph(pieces) {
  const made = element("p", {}, ...pieces);
  made.dir = directionOf(made.textContent);
  made.lang = languageOf(made.textContent);
  return made;
}

function marked(mention, number) {
  const entity = named(mention);
  const told = entity ? [labelOf(entity), mention.kind === "demonym" ? say("demonym") : null, say(entity.type)] : [say(lookOf(mention))];
  return element(
    "span",
    {
      class: `mention ${lookOf(mention)}${mention.now === undefined ? "" : " corrected"}`,
      role: "button",
      tabindex: "-1",
      "aria-pressed": "false",
      "aria-label": `${mention.text}: ${told.filter(Boolean).join(", ")}`,
      "data-number": number,
    },
    mention.text,
  );
}

const marks = () => [...byId("linked").querySelectorAll(".mention")];

/** Return the number of the mention that stands so many steps from another, among those that are marked. */
export function beside(number, steps) {
  const all = marks().map((each) => Number(each.dataset.number));
  return all[Math.max(0, Math.min(all.length - 1, all.indexOf(number) + steps))];
}

/** Return the mark of a mention. */
export const markOf = (number) => byId("linked").querySelector(`[data-number="${number}"]`);

/** Show which mention is chosen. */
export function press(number) {
  for (const each of marks()) {
    const is = Number(each.dataset.number) === number;
    each.setAttribute("aria-pressed", String(is));
    if (number !== null) each.tabIndex = is ? 0 : -1;
  }
}

/** Have pointer and keys choose a mention. */
export function beginReading(choose) {
  byId("linked").addEventListener("click", (event) => {
    const mention = event.target.closest(".mention");
    if (mention) choose(Number(mention.dataset.number));
  });
  byId("linked").addEventListener("keydown", (event) => {
    const mention = event.target.closest(".mention");
    if (mention) onKey(event, mention, choose);
  });
}

function onKey(event, mention, choose) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(Number(mention.dataset.number));
    return;
  }
  const all = marks();
  const at = all.indexOf(mention);
  const forth = mention.closest("p").dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forth === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const places = new Map([[forth, at + 1], ["ArrowDown", at + 1], [back, at - 1], ["ArrowUp", at - 1], ["Home", 0], ["End", all.length - 1]]);
  if (!places.has(event.key)) return;
  event.preventDefault();
  const next = all[Math.max(0, Math.min(all.length - 1, places.get(event.key)))];
  mention.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
