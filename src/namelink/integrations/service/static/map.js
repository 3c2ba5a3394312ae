// Where places lie, on an outline of the coasts that comes with the page.

import { button, element } from "./dom.js";
import { coordinates, labelOf } from "./entity.js";
import { say } from "./strings.js";

const NARROWEST = 8; // degrees; the outline is no finer
const SHAPE = 1.7; // width over height
const APART = { x: 11, y: 7 }; // percent of the map within which a second label would lie on the first
const SVG = "http://www.w3.org/2000/svg";

/** Return a map of places, and a list of their coordinates; choose(number) chooses a mention. */
export function worldMap(places, choose) {
  const frame = frameOf(places.map(({ entity }) => entity.coordinates));
  const labelled = [];
  const dots = places.map(({ entity, numbers }) => {
    const at = positionOf(entity.coordinates, frame);
    const free = labelled.every((other) => Math.abs(other.x - at.x) > APART.x || Math.abs(other.y - at.y) > APART.y);
    if (free) labelled.push(at);
    return dot(labelOf(entity), at, free, () => choose(numbers[0]));
  });
  const world = element("div", { class: "world", role: "group", "aria-label": say("map") }, outline(frame), ...dots);
  const items = places.map(({ entity }) => element("li", {}, element("bdi", {}, labelOf(entity)), " ", coordinates(entity.coordinates)));
  const list = element("details", {}, element("summary", {}, say("coordinates")), element("ul", { class: "inline" }, ...items));
  return [world, element("p", { class: "help" }, say("mapCredit")), list];
}

/** Return what is seen: the degrees of its edges, and how much narrower a degree east is than one north. */
function frameOf(points) {
  const norths = points.map(([north]) => north);
  const easts = points.map(([, east]) => east);
  const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;
  const [north, east] = [middle(norths), middle(easts)];
  const narrower = Math.max(0.3, Math.cos((north * Math.PI) / 180));
  const span = (values) => Math.max(NARROWEST, (Math.max(...values) - Math.min(...values)) * 1.3);
  const height = Math.max(span(norths), (span(easts) * narrower) / SHAPE);
  const width = height * SHAPE;
  return { left: east * narrower - width / 2, top: -north - height / 2, width, height, narrower };
}

function positionOf([north, east], { left, top, width, height, narrower }) {
  return { x: ((east * narrower - left) / width) * 100, y: ((-north - top) / height) * 100 };
}

function outline({ left, top, width, height, narrower }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", [left, top, width, height].map((each) => each.toFixed(3)).join(" "));
  svg.setAttribute("aria-hidden", "true");
  const land = document.createElementNS(SVG, "use");
  land.setAttribute("href", "/static/land.svg#land");
  land.setAttribute("transform", `scale(${narrower.toFixed(4)} 1)`);
  svg.append(land);
  return svg;
}

function dot(label, { x, y }, free, act) {
  const made = button(free ? element("bdi", { class: "name" }, label) : null, act, { class: `spot${x > 70 ? " before" : ""}${free ? " named" : ""}`, "aria-label": label, title: label });
  made.style.left = `${x}%`;
  made.style.top = `${y}%`;
  return made;
}
