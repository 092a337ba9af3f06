// The data of the page and small helpers that put text, and only text, into elements.
const data = JSON.parse(document.getElementById("data").textContent);
const options = JSON.parse(document.getElementById("options").textContent);
const { nodes, edges, articles, relations, looks } = data;
edges.forEach((edge, at) => { edge.evidences = data.evidences[at]; });
const claimsOf = nodes.map(() => []);
for (const edge of edges) {
  claimsOf[edge.from].push(edge);
  if (edge.to !== edge.from) claimsOf[edge.to].push(edge);
}

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const classOf = (node) => node.classes.find((name) => has(looks.classes, name)) ?? "";
const lookOf = (name) => (has(looks.classes, name) ? looks.classes[name] : looks.other);
const factLook = (name) => (has(looks.factualities, name) ? looks.factualities[name] : { ...looks.other, label: name, note: "", dashes: [] });
const relationOf = (edge) => (has(relations, edge.relation) ? relations[edge.relation] : edge.relation);
const byId = (id) => document.getElementById(id);

/** Make an element; `properties` are set as DOM properties, strings among `children` become text. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("aria-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

const name = (text) => make("bdi", {}, text);

/** Make a link to an article or catalogue, or plain text where the address is not one of the web. */
function link(text, url) {
  return /^https?:\/\//i.test(url)
    ? make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name(text))
    : name(text);
}

function drawing(width, height, shape, attributes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const part = document.createElementNS(space, shape);
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" })) svg.setAttribute(key, value);
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
  svg.append(part);
  return svg;
}
