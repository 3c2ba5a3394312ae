// Corrections of a reader: kept with the state, and given out in the forms that namelink itself reads.

import { languageOf } from "./dom.js";
import { jsonLines } from "./export.js";
import { remember, state } from "./state.js";

const FACTS = ["id", "type", "name", "arabic", "weight", "class", "country", "parent_names", "population", "coordinates", "description", "descriptions"];
const facts = (entity) => entity && Object.fromEntries(FACTS.map((name) => [name, entity[name] ?? null]));

/** Return a short mark of a text, so that a correction is of this text alone. */
function markOf(text) {
  let sum = 5381;
  for (let at = 0; at < text.length; at++) sum = (sum * 33 + text.charCodeAt(at)) >>> 0;
  return `${text.length}-${sum}`;
}

const isOf = (each, mark, mention) => each.of === mark && each.start === mention.start && each.end === mention.end;

/** Return the mentions of a text, each with `now`: what a reader says it names, null where nothing. */
export function corrected(text, mentions) {
  const mark = markOf(text);
  return mentions.map((mention) => {
    const found = state.corrections.find((each) => isOf(each, mark, mention));
    return { ...mention, now: found ? found.now : undefined };
  });
}

/** Keep that a mention names another entity, or none if null. */
export function correct(text, mention, entity) {
  const of = markOf(text);
  const { start, end, kind } = mention;
  const was = mention.id ? facts(mention.resolution.candidates[0]) : null;
  const others = state.corrections.filter((each) => !isOf(each, of, mention));
  remember({ corrections: [...others, { of, start, end, kind, text: mention.text, was, now: facts(entity) }] });
}

/** Drop the correction of a mention. */
export function undo(text, mention) {
  const of = markOf(text);
  remember({ corrections: state.corrections.filter((each) => !isOf(each, of, mention)) });
}

/** Return what a mention names: what a reader says, or else the service; null where it names nothing. */
export function named(mention) {
  if (mention.now !== undefined) return mention.now;
  return mention.id ? mention.resolution.candidates[0] : null;
}

/** Return the mentions as lines of a .gold.jsonl, which `namelink evaluate` reads beside the text. */
export function gold(mentions) {
  const lines = mentions.map((mention) => [mention, named(mention)]).filter(([, entity]) => entity);
  return jsonLines(
    lines.map(([{ start, end, text, kind }, { id, type, name }]) => ({ start, end, text, id, type, name, kind })),
  );
}

/** Return the corrections as records of a layer, for `namelink gazetteer build`: names that are added, or muted. */
export function records() {
  const made = new Map(); // by id
  const add = (entity, name) => {
    const { id, type, weight } = entity;
    const record = made.get(id) ?? { id, type, ...(weight === null ? {} : { weight }), names: [] };
    record.names = [...record.names.filter((each) => each.text !== name.text), name];
    made.set(id, record);
  };
  for (const { kind, text, was, now } of state.corrections) {
    if (kind === "demonym") continue; // it is inflected, and a record has the stem
    const name = { text, lang: languageOf(text) };
    if (now) add(now, name);
    else if (was) add(was, { ...name, muted: true });
  }
  return jsonLines([...made.values()]);
}
