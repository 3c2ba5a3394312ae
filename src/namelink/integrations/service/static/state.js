// What was typed and chosen: kept over a reload by this tab alone, and put into links.

import { pack, unpack } from "./packing.js";

const KEY = "namelink.";
const TYPES = ["", "person", "place", "organization"];

export const TABS = ["text", "name", "list"];

/** The state; a value of another type, or not among the choices, is never taken over. */
export const state = {
  tab: "text",
  language: "",
  gazetteer: "",
  text: "",
  unknown: false,
  textShown: false,
  name: "",
  type: "",
  nameShown: false,
  list: "",
  listType: "",
  corrections: [],
  rows: [],
};
const BLANK = { ...state };
const CHOICES = new Map([["tab", TABS], ["language", ["", "en", "ar"]], ["type", TYPES], ["listType", TYPES]]);

/** What a link to a tab carries. */
const LINKED = new Map([
  ["text", ["tab", "gazetteer", "text", "unknown", "textShown"]],
  ["name", ["tab", "gazetteer", "name", "type", "nameShown"]],
  ["list", ["tab", "gazetteer", "list", "listType"]],
]);

/** Change the state, and keep what has changed; return whether there was room for it. */
export function remember(changes) {
  Object.assign(state, changes);
  try {
    for (const [name, value] of Object.entries(changes)) sessionStorage.setItem(KEY + name, JSON.stringify(value));
    return true;
  } catch {
    return false; // it is full, or the browser keeps nothing: the page works without it
  }
}

/** Take over what this tab kept before a reload. */
export function recall() {
  for (const name of Object.keys(BLANK)) {
    try {
      accept({ [name]: JSON.parse(sessionStorage.getItem(KEY + name)) }, [name]);
    } catch {
      continue; // what cannot be read is as if it had not been kept
    }
  }
}

/** Drop all that this tab keeps. */
export function forget() {
  Object.assign(state, BLANK);
  sessionStorage.clear();
}

/** Return a link to a tab with what it shows, in the fragment, which browsers send to nobody. */
export async function linkTo(tab) {
  const carried = Object.fromEntries(LINKED.get(tab).map((name) => [name, state[name]]));
  return `${location.origin}${location.pathname}#s=${await pack(JSON.stringify({ ...carried, tab }))}`;
}

/** Take over what the fragment of the address carries; return whether there was a link, or null if it is broken. */
export async function takeLink() {
  const found = /^#s=(.*)$/s.exec(location.hash);
  if (!found) return false;
  let read = true;
  try {
    const carried = JSON.parse(await unpack(found[1]));
    accept(carried, LINKED.get(carried.tab));
  } catch {
    read = null;
  }
  history.replaceState(null, "", `#${state.tab}`);
  return read;
}

function accept(found, names) {
  for (const name of names) {
    if (!found || !Object.hasOwn(found, name)) continue;
    const value = found[name];
    const fits = Array.isArray(BLANK[name]) ? Array.isArray(value) : typeof value === typeof BLANK[name];
    if (fits && (CHOICES.get(name)?.includes(value) ?? true)) state[name] = value;
  }
}
