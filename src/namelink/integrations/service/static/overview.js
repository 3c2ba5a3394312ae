// What stands in a text, as a list: its entities with counts, filtered by type, and where its places lie.

import { button, byId, element, written } from "./dom.js";
import { named } from "./corrections.js";
import { describe, labelOf } from "./entity.js";
import { worldMap } from "./map.js";
import { lookOf } from "./reading.js";
import { say } from "./strings.js";

const LOOKS = ["person", "place", "organization", "unknown", "dropped"];

/** Return the entities of a text, each with the numbers of its mentions, those named most first. */
export function entitiesOf(mentions) {
  const found = new Map(); // by id, or by text where there is none
  mentions.forEach((mention, number) => {
    const entity = named(mention);
    const key = entity ? `id ${entity.id}` : `text ${mention.text}`;
    if (!found.has(key)) found.set(key, { entity, look: lookOf(mention), text: mention.text, numbers: [] });
    found.get(key).numbers.push(number);
  });
  return [...found.values()].sort((a, b) => b.numbers.length - a.numbers.length);
}

/** Show filters by type, entities and places; show(type) switches a type, choose(number) chooses a mention. */
export function showOverview({ mentions, hidden, chosen }, { toggle, choose }) {
  const entities = entitiesOf(mentions);
  byId("legend").replaceChildren(...filters(mentions, hidden, toggle));
  const shown = entities.filter(({ look }) => !hidden.has(look));
  byId("entities").replaceChildren(...shown.map((each) => row(each, chosen, choose)));
  byId("entities-block").hidden = !mentions.length;
  const places = shown.filter(({ entity }) => entity?.coordinates);
  byId("map").replaceChildren(...(places.length ? worldMap(places, choose) : []));
  byId("map-block").hidden = !places.length;
}

function filters(mentions, hidden, toggle) {
  const counts = LOOKS.map((look) => [look, mentions.filter((mention) => lookOf(mention) === look).length]);
  return counts
    .filter(([, count]) => count)
    .map(([look, count]) => {
      const inner = [element("span", { class: `swatch ${look}` }), `${say(look === "unknown" ? "notKnown" : look)} `, element("b", {}, String(count))];
      const made = element("button", { type: "button", class: "filter", "aria-pressed": String(!hidden.has(look)), "data-look": look }, ...inner);
      made.addEventListener("click", () => toggle(look));
      return element("li", {}, made);
    });
}

/** Return an entity that leads to its mentions, one after the other. */
function row({ entity, look, text, numbers }, chosen, choose) {
  const name = entity ? labelOf(entity) : text;
  const line = (entity && describe(entity)) || say(look);
  const made = button(
    [
      element("span", { class: `dot ${look}` }),
      element("span", { class: "who" }, written(name), " ", written(line, "span", { class: "note" })),
      element("b", {}, String(numbers.length)),
    ],
    () => choose(numbers[(numbers.indexOf(chosen()) + 1) % numbers.length]),
    { class: "entity-row" },
  );
  return element("li", {}, made);
}
