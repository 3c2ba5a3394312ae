// Elements, and the direction of what is written: the little that the rest of the page is made with.

/** Return an element with attributes and children; text is always text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Return a button that does something. */
export function button(label, act, attributes = {}) {
  const made = element("button", { type: "button", class: "quiet", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

export const byId = (id) => document.getElementById(id);

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
const ARABIC = /\p{Script=Arabic}/gu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LETTER = /\p{L}/gu;
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

export const isArabic = (text) => count(text, ARABIC) > 0;

/** Return "rtl" where most letters of a text run right to left, else "ltr". */
export const directionOf = (text) => (count(text, RIGHT_TO_LEFT) * 2 > count(text, LETTER) ? "rtl" : "ltr");

/** Return the language that a text in these letters most likely is of. */
export function languageOf(text) {
  if (count(text, ARABIC) * 2 > count(text, LETTER)) return "ar";
  return CYRILLIC.test(text) ? "ru" : "en";
}

/** Return a piece of a name or a text with its own direction. */
export function written(text, tag = "bdi", attributes = {}) {
  const arabic = isArabic(text);
  return element(tag, { lang: arabic ? "ar" : null, dir: arabic ? "rtl" : "ltr", ...attributes }, text);
}

/** Return a score as people read it; what is not certain is never 100 %. */
export function percent(score) {
  const whole = Math.min(99, Math.round(score * 100));
  return score > 0 && whole < 1 ? "<1%" : `${whole}%`;
}
