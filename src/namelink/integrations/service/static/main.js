// The page begins: its tabs, the language it speaks, and what it kept or was linked to.

import { byId } from "./dom.js";
import { beginGazetteers, showGazetteers } from "./gazetteers.js";
import { beginList, fillList, showListAgain } from "./list.js";
import { beginName, fillName, lookUpAgain, showNameAgain } from "./name.js";
import { forget, recall, remember, state, TABS, takeLink } from "./state.js";
import { tell } from "./states.js";
import { currentLanguage, preferredLanguage, speak } from "./strings.js";
import { beginText, fillText, findAgain, showTextAgain } from "./text.js";

recall();
const linked = await takeLink();
if (!linked && TABS.includes(location.hash.slice(1))) state.tab = location.hash.slice(1);
beginText();
beginName();
beginList();
speak(state.language || preferredLanguage());
showTab();
await beginGazetteers(() => {
  findAgain();
  lookUpAgain();
});
await fill();
byId("main").removeAttribute("aria-busy");
if (linked === null) tell(state.tab, "linkBroken");

function fill() {
  fillList();
  return Promise.all([fillText(), fillName()]);
}

function showTab() {
  for (const tab of TABS) {
    byId(tab).hidden = tab !== state.tab;
    const link = document.querySelector(`nav a[href="#${tab}"]`);
    if (tab === state.tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.classList.remove("sheet");
}

addEventListener("hashchange", async () => {
  const taken = await takeLink();
  if (taken === false && !TABS.includes(location.hash.slice(1))) return; // a link within the page
  remember(taken === false ? { tab: location.hash.slice(1) } : {});
  showTab();
  if (taken) {
    showGazetteers();
    fill();
  } else if (taken === null) tell(state.tab, "linkBroken");
});

byId("language").addEventListener("click", () => {
  const language = currentLanguage() === "ar" ? "en" : "ar";
  remember({ language });
  speak(language);
  showGazetteers();
  showTextAgain();
  showNameAgain();
  showListAgain();
});

byId("forget").addEventListener("click", () => {
  forget();
  location.replace(location.pathname);
});
