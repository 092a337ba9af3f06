// Colours and shapes for a light or a dark background.
const darkness = matchMedia("(prefers-color-scheme: dark)");
const printing = matchMedia("print");
const colour = (look) => (darkness.matches && !printing.matches ? look.dark : look.light);
const memory = new Map();
function remembered(key, find) {
  if (!memory.has(key)) memory.set(key, find());
  return memory.get(key);
}
const tone = (variable) => remembered(variable, () => getComputedStyle(document.documentElement).getPropertyValue(variable).trim());

const OUTLINES = {
  square: "M2 2H14V14H2Z", diamond: "M8 0.5L15.5 8L8 15.5L0.5 8Z", triangle: "M8 1.5L15 14H1Z", triangleDown: "M8 14.5L15 2H1Z",
  hexagon: "M4.2 1.5H11.8L15.5 8L11.8 14.5H4.2L0.5 8Z", dot: "M8 1.5A6.5 6.5 0 1 0 8 14.5A6.5 6.5 0 1 0 8 1.5Z",
  star: "M8 0.5L10.2 5.6L15.7 6.1L11.5 9.8L12.8 15.2L8 12.3L3.2 15.2L4.5 9.8L0.3 6.1L5.8 5.6Z",
};

/** The sign of a class, as in the graph. */
function classSign(className) {
  const look = lookOf(className);
  return drawing(16, 16, "path", { d: OUTLINES[look.shape], fill: colour(look) });
}

/** The sign of a factuality: a line as in the graph, crossed for what is denied. */
function factSign(factuality) {
  const look = factLook(factuality);
  const cross = look.cross ? "M12 2L20 10M20 2L12 10" : "";
  const sign = drawing(32, 12, "path", { d: "M1 6H31", stroke: colour(look), "stroke-width": 2.2, "stroke-dasharray": look.dashes.map((dash) => dash * 0.7).join(" "), fill: "none" });
  if (cross) {
    const mark = sign.firstChild.cloneNode();
    mark.setAttribute("d", cross);
    mark.removeAttribute("stroke-dasharray");
    sign.append(mark);
  }
  return sign;
}

/** Mix a colour of the form #rrggbb into the background; `share` is how much of it stays. */
function faded(hex, share) {
  return remembered(`${hex} ${share}`, () => {
    const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
    const under = parts(tone("--ground"));
    return "#" + parts(hex).map((value, at) => Math.round(value * share + under[at] * (1 - share)).toString(16).padStart(2, "0")).join("");
  });
}
