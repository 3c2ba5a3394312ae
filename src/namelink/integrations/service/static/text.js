// The text: its names are found, shown in their places, and explained one by one.

import { ask, byId, element, written } from "./dom.js";
import { candidates, card, evidence } from "./entity.js";
import { tell, trouble, waiting } from "./states.js";
import { say } from "./strings.js";

const EXAMPLE =
  "أكد الرئيس الروسي فلاديمير بوتين خلال لقائه نظيره القيرغيزي صدر جباروف في موسكو أن العلاقات بين روسيا وقرغيزستان " +
  "تشهد تطورًا كبيرًا. وأشار جباروف إلى أن بيشكيك تولي اهتمامًا خاصًا للتعاون في إطار منظمة شنغهاي للتعاون، فيما بحث " +
  "وزير الخارجية سيرغي لافروف مع الأمين العام للأمم المتحدة أنطونيو غوتيريش الأوضاع في سوريا ولبنان. ومن المقرر أن " +
  "يتوجه ولي العهد السعودي محمد بن سلمان إلى القاهرة للقاء الرئيس عبد الفتاح السيسي.";

let shown = null; // the text and its mentions, and which of them is chosen

/** Make the section work. */
export function beginText() {
  byId("text-form").addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  byId("text-input").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      find();
    }
  });
  byId("text-example").addEventListener("click", () => {
    byId("text-input").value = EXAMPLE;
    find();
  });
  byId("linked").addEventListener("click", (event) => {
    const mention = event.target.closest(".mention");
    if (mention) choose(Number(mention.dataset.number));
  });
  byId("linked").addEventListener("keydown", onKey);
}

/** Show what is shown again, in another language. */
export function showTextAgain() {
  if (shown) show(shown.text, shown.mentions, shown.chosen);
}

async function find() {
  const text = byId("text-input").value;
  if (!text.trim()) {
    byId("text-result").hidden = true;
    tell("text", say("emptyText"));
    byId("text-input").focus();
    return;
  }
  const done = waiting("text");
  try {
    const answer = await ask("text", "/link", { text, unknown: byId("text-unknown").checked, explain: true });
    show(text, answer.mentions, null);
  } catch (error) {
    trouble("text", error);
  } finally {
    done();
  }
}

function show(text, mentions, chosen) {
  shown = { text, mentions, chosen };
  const letters = Array.from(text); // offsets count code points, and strings here count otherwise
  const pieces = [];
  let at = 0;
  mentions.forEach((mention, number) => {
    pieces.push(letters.slice(at, mention.start).join(""), marked(mention, number));
    at = mention.end;
  });
  pieces.push(letters.slice(at).join(""));
  byId("linked").replaceChildren(...pieces);
  const first = byId("linked").querySelector(".mention");
  if (first) first.tabIndex = 0;
  const entities = new Set(mentions.filter((mention) => mention.id).map((mention) => mention.id));
  byId("legend").replaceChildren(...legend(mentions));
  byId("linked-help").hidden = !mentions.length;
  byId("detail").hidden = !mentions.length;
  byId("detail").replaceChildren(element("p", { class: "empty" }, say("choose")));
  byId("text-result").hidden = false;
  tell("text", mentions.length ? say("found", mentions.length, entities.size) : say("noNames"));
  if (chosen !== null) choose(chosen);
}

function marked(mention, number) {
  const named = mention.kind === "demonym" ? `${mention.name}, ${say("demonym")}` : mention.name;
  return element(
    "span",
    {
      class: `mention ${mention.type ?? "unknown"}`,
      role: "button",
      tabindex: "-1",
      "aria-pressed": "false",
      "aria-label": `${mention.text}: ${named ? `${named}, ${say(mention.type)}` : say("notKnown")}`,
      "data-number": number,
    },
    mention.text,
  );
}

function legend(mentions) {
  return ["person", "place", "organization", "unknown"]
    .map((type) => [type, mentions.filter((mention) => (mention.type ?? "unknown") === type).length])
    .filter(([, count]) => count)
    .map(([type, count]) => element("li", {}, element("span", { class: `swatch ${type}` }), `${say(type === "unknown" ? "notKnown" : type)} `, element("b", {}, String(count))));
}

function choose(number) {
  shown.chosen = number;
  const mention = shown.mentions[number];
  for (const each of byId("linked").querySelectorAll(".mention")) {
    const is = Number(each.dataset.number) === number;
    each.setAttribute("aria-pressed", String(is));
    each.tabIndex = is ? 0 : -1;
  }
  const [best, ...others] = mention.resolution.candidates;
  const note = mention.kind === "demonym" ? say("demonym") : null;
  const heading = element("p", { class: "asked" }, written(mention.prefix + mention.text));
  const told = mention.id
    ? [card(best, note), evidence(best), candidates(others, say("others"))]
    : [element("p", {}, say("unknownSays")), written(mention.latin, "p", { class: "attested" }), candidates(mention.resolution.candidates, say("nearest"))];
  byId("detail").replaceChildren(...[heading, ...told].filter(Boolean));
  byId("text-chosen").textContent = `${mention.text}: ${mention.name ?? say("notKnown")}.`;
  byId("detail").scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const mention = event.target.closest(".mention");
  if (!mention) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(Number(mention.dataset.number));
    return;
  }
  const all = [...byId("linked").querySelectorAll(".mention")];
  const at = all.indexOf(mention);
  const places = { ArrowLeft: at + 1, ArrowDown: at + 1, ArrowRight: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  if (!(event.key in places)) return;
  event.preventDefault();
  const next = all[Math.max(0, Math.min(all.length - 1, places[event.key]))];
  mention.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
