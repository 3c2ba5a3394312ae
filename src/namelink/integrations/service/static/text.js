// The text: its names are found, shown in their places, explained one by one, and set right.

import { correct, corrected, named, records, undo } from "./corrections.js";
import { candidatesOf, showDetail, showNoDetail } from "./detail.js";
import { byId, directionOf } from "./dom.js";
import { labelOf } from "./entity.js";
import { download } from "./export.js";
import { FileError, readTextOrDocument, takeFiles } from "./files.js";
import { saveGold, tableOf, valueOf } from "./mentions.js";
import { entitiesOf, showOverview } from "./overview.js";
import { beginReading, beside, lookOf, markOf, press, showReading } from "./reading.js";
import { ask, Refusal } from "./requests.js";
import { remember, state } from "./state.js";
import { tell, tellAgain, trouble, waiting } from "./states.js";
import { say } from "./strings.js";
import { beginTools } from "./toolbar.js";

const EXAMPLE =
  "أكد الرئيس الروسي فلاديمير بوتين خلال لقائه نظيره القيرغيزي صدر جباروف في موسكو أن العلاقات بين روسيا وقرغيزستان " +
  "تشهد تطورًا كبيرًا. وأشار جباروف إلى أن بيشكيك تولي اهتمامًا خاصًا للتعاون في إطار منظمة شنغهاي للتعاون، فيما بحث " +
  "وزير الخارجية سيرغي لافروف مع الأمين العام للأمم المتحدة أنطونيو غوتيريش الأوضاع في سوريا ولبنان. ومن المقرر أن " +
  "يتوجه ولي العهد السعودي محمد بن سلمان إلى القاهرة للقاء الرئيس عبد الفتاح السيسي.";

let shown = null; // the text, the mentions of the service and those set right, the types that are hidden, the chosen one

/** Make the section work. */
export function beginText() {
  const input = byId("text-input");
  byId("text-form").addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  input.addEventListener("input", () => {
    turn();
    remember({ text: input.value });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      find();
    }
  });
  byId("text-example").addEventListener("click", () => replace(EXAMPLE));
  byId("text-unknown").addEventListener("change", () => {
    remember({ unknown: byId("text-unknown").checked });
    if (shown) find();
  });
  takeFiles(byId("text-file"), input, upload);
  beginReading(choose);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.tab === "text") close();
  });
  beginTools("text", {
    table: () => tableOf(shown),
    value: () => valueOf(shown),
    shown: () => [byId("linked"), byId("entities")],
  });
  byId("save-gold").addEventListener("click", () => saveGold(shown));
  byId("save-records").addEventListener("click", () => download("corrections.jsonl", "application/jsonl", records()));
}

/** Fill the form with what is kept, and find again what was found before. */
export function fillText() {
  byId("text-input").value = state.text;
  byId("text-unknown").checked = state.unknown;
  turn();
  if (state.textShown && state.text.trim()) return find();
  clear();
  return undefined;
}

/** Show what is shown again, in another language. */
export function showTextAgain() {
  if (shown) show();
  tellAgain("text");
}

/** Ask again, for another gazetteer. */
export const findAgain = () => (shown ? find() : undefined);

const turn = () => (byId("text-input").dir = byId("text-input").value ? directionOf(byId("text-input").value) : "");

function replace(text) {
  byId("text-input").value = text;
  turn();
  find();
}

async function upload(file) {
  const done = waiting("text");
  try {
    const text = await readTextOrDocument(file);
    if (done()) replace(text);
  } catch (error) {
    if (!done() || error.name === "AbortError") return;
    clear();
    trouble("text", error instanceof FileError || error instanceof Refusal ? error : new FileError("fileNotText", file.name));
  }
}

function clear() {
  shown = null;
  byId("text-result").hidden = true;
  document.body.classList.remove("sheet");
  remember({ textShown: false });
}

async function find() {
  const text = byId("text-input").value;
  if (!text.trim()) {
    clear();
    tell("text", "emptyText");
    byId("text-input").focus();
    return;
  }
  remember({ text, textShown: true });
  const done = waiting("text");
  try {
    const body = { text, unknown: state.unknown, explain: true, gazetteer: state.gazetteer || null };
    const { mentions } = await ask("text", "/link", body);
    shown = { text, found: mentions, mentions, hidden: new Set(), chosen: null };
    show();
    tell("text", ...summary());
    byId("text-status").scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (error.name === "AbortError") return;
    clear();
    trouble("text", error);
  } finally {
    done();
  }
}

function summary() {
  if (!shown.mentions.length) return ["noNames"];
  return ["found", shown.mentions.length, entitiesOf(shown.mentions).filter(({ entity }) => entity).length];
}

function show() {
  shown.mentions = corrected(shown.text, shown.found);
  byId("linked-help").hidden = !shown.mentions.length;
  byId("detail").hidden = !shown.mentions.length;
  byId("text-result").hidden = false;
  filter();
  byId("corrections-block").hidden = !state.corrections.length;
  byId("corrections-count").textContent = say("correctionsKept", state.corrections.length);
  if (shown.chosen === null) close();
  else choose(shown.chosen);
}

function filter() {
  showReading(shown.text, shown.mentions, shown.hidden);
  showOverview({ ...shown, chosen: () => shown.chosen }, { toggle, choose });
}

function toggle(look) {
  if (!shown.hidden.delete(look)) shown.hidden.add(look);
  filter();
  close();
  document.querySelector(`[data-look="${look}"]`).focus();
}

function choose(number) {
  shown.chosen = number;
  const mention = shown.mentions[number];
  press(number);
  showDetail(mention, {
    step: (by) => choose(beside(number, by)),
    close,
    correct: (entity) => setRight(() => correct(shown.text, mention, entity)),
    undo: () => setRight(() => undo(shown.text, mention)),
    resolve: (name) => candidatesOf(name, state.gazetteer),
  });
  const entity = named(mention);
  byId("text-chosen").textContent = `${mention.text}: ${entity ? labelOf(entity) : say(lookOf(mention) === "dropped" ? "dropped" : "notKnown")}.`;
  document.body.classList.add("sheet");
  reveal(markOf(number));
}

/** Scroll so that a mark is seen: within the text, and above what lies over the foot of a small screen. */
function reveal(mark) {
  mark.scrollIntoView({ block: "nearest" });
  const panel = byId("detail");
  if (getComputedStyle(panel).position !== "fixed") return;
  const under = mark.getBoundingClientRect().bottom + 12 - panel.getBoundingClientRect().top;
  if (under > 0) window.scrollBy(0, under);
}

function close() {
  if (!shown) return;
  const within = byId("detail").contains(document.activeElement) && shown.chosen !== null;
  if (within) markOf(shown.chosen)?.focus();
  shown.chosen = null;
  press(null);
  showNoDetail();
  document.body.classList.remove("sheet");
}

function setRight(change) {
  change();
  show();
  tell("text", ...summary());
  markOf(shown.chosen)?.focus();
}
