// What the page says, in the language that is chosen.

import * as arabic from "./arabic.js";
import * as english from "./english.js";

const LANGUAGES = new Map([["en", english], ["ar", arabic]]);

let language = "en";

// Keys may come from records, and one may be called "constructor".
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

/** Return what is said in the language of the page. */
export function say(key, ...values) {
  const found = own(LANGUAGES.get(language).WORDS, key);
  return typeof found === "function" ? found(...values) : found ?? key;
}

/** Return what a feature of the explanation means. */
export const sayFeature = (feature) => own(LANGUAGES.get(language).FEATURES, feature) ?? feature;

/** Return what a class of entities is called; nothing where there is no word for it. */
export const sayClass = (name) => (name ? own(LANGUAGES.get(language).CLASSES, name) ?? null : null);

/** Return what a country is called. */
export function sayCountry(code) {
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code);
  } catch {
    return code;
  }
}

/** Return what an error of the service is called, and its cure; those of the service itself are in English. */
export function sayError({ code, message, hint }) {
  if (code === null) return [say("unreachable"), say("unreachableHint")];
  if (language === "en") return [message, hint];
  return own(arabic.ERRORS, code) ?? [say("failed"), code === "http" ? message : code];
}

/** Return a number as it is written. */
export const sayNumber = (number) => number.toLocaleString("en");

export const currentLanguage = () => language;

/** Return the language that the reader's browser asks for first, of those there are. */
export function preferredLanguage() {
  const wanted = navigator.languages.map((tag) => tag.split("-")[0]);
  return wanted.find((tag) => LANGUAGES.has(tag)) ?? "en";
}

/** Put the page into a language: its words, its direction, and the name of the other language on the switch. */
export function speak(wanted) {
  language = LANGUAGES.has(wanted) ? wanted : "en";
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = `namelink · ${say("title")}`;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.setAttribute("placeholder", say(node.dataset.hint));
  const other = document.getElementById("language");
  other.textContent = language === "ar" ? "English" : "العربية";
  other.lang = language === "ar" ? "en" : "ar";
}
