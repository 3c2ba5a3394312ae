// Mentions as they are taken away: as they are shown, with what a reader has set right.

import { gold, named } from "./corrections.js";
import { download } from "./export.js";

const COLUMNS = ["start", "end", "text", "prefix", "kind", "id", "name", "arabic", "type", "score", "latin", "country", "latitude", "longitude", "corrected"];

/** Return a text and its mentions as the service gives them. */
export function valueOf({ text, mentions }) {
  const plain = mentions.map(({ resolution: _resolution, now, ...mention }) => {
    if (now === undefined) return mention;
    return { ...mention, id: now?.id ?? null, name: now?.name ?? null, type: now?.type ?? null, corrected: true };
  });
  return { text, mentions: plain };
}

/** Return the mentions of a text, one a row. */
export function tableOf(shown) {
  const rows = valueOf(shown).mentions.map((mention, number) => {
    const entity = named(shown.mentions[number]);
    const [latitude, longitude] = entity?.coordinates ?? [];
    const row = { corrected: false, ...mention, arabic: entity?.arabic, country: entity?.country, latitude, longitude };
    return COLUMNS.map((column) => row[column]);
  });
  return [COLUMNS, ...rows];
}

/** Save a text and its names, as `namelink evaluate` reads them. */
export function saveGold({ text, mentions }) {
  download("namelink-text.txt", "text/plain", text);
  download("namelink-text.gold.jsonl", "application/jsonl", gold(mentions));
}
