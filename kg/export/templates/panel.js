// The panel: a claim with the sentences it was read in, or an entity with its claims.
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const namesOf = (node) => [node.label, ...node.names].filter((text) => text.trim().length > 1);

/** Find the first of the names in the text; the result is a pair of offsets, or null. */
function findName(text, names) {
  for (const candidate of [...names].sort((a, b) => b.length - a.length)) {
    const found = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(candidate)}(?![\\p{L}\\p{N}])`, "iu").exec(text);
    if (found) return [found.index, found.index + found[0].length];
  }
  return null;
}

/** The sentence with its subject and object marked, where they are found and do not overlap. */
function quote(text, edge) {
  const subject = findName(text, namesOf(nodes[edge.from]));
  let object = edge.to === edge.from ? null : findName(text, namesOf(nodes[edge.to]));
  if (subject && object && subject[0] < object[1] && object[0] < subject[1]) object = null;
  const spans = [subject && [...subject, "subject"], object && [...object, "object"]].filter(Boolean).sort((a, b) => a[0] - b[0]);
  const parts = [];
  let at = 0;
  for (const [start, end, role] of spans) {
    parts.push(text.slice(at, start), make("mark", { className: role, title: role }, text.slice(start, end)));
    at = end;
  }
  return make("blockquote", { dir: "auto" }, ...parts, text.slice(at));
}

function reading(evidence, edge) {
  const article = articles[evidence.article];
  return make("div", { className: "read" }, quote(evidence.text, edge),
    make("p", {}, link(article.title, article.url)),
    make("p", { className: "soft" }, name([article.publisher, article.date].filter(Boolean).join(" · "))),
    make("p", { className: "soft" }, `characters ${evidence.start}–${evidence.end} of the article${evidence.rule ? ` · rule: ${evidence.rule}` : ""}`));
}

const toNode = (node) => make("button", { type: "button", onclick: () => select(node.id, null, { focus: true }) }, name(node.label));

function claimPanel(edge) {
  const look = factLook(edge.factuality);
  const facts = make("dl", {}, make("dt", { title: "How sure the program is of its reading, not how true the text is" }, "Confidence"),
    make("dd", {}, `${edge.confidence.toFixed(2)} that the text was read rightly`));
  if (edge.dates.length) facts.append(make("dt", {}, "When"), make("dd", {}, edge.dates.join(" to ")));
  if (edge.by.length) facts.append(make("dt", {}, "Said by"), make("dd", {}, ...edge.by.flatMap((id, at) => [at ? ", " : "", name(nodes[id].label)])));
  return [
    make("p", { className: "statement" }, toNode(nodes[edge.from]), " ", make("i", {}, relationOf(edge)), " ", toNode(nodes[edge.to])),
    make("span", { className: "badge" }, factSign(edge.factuality), look.label), make("p", { className: "note" }, look.note), facts,
    make("h3", {}, edge.evidences.length === 1 ? "Read in this sentence" : `Read in these ${edge.evidences.length} sentences`),
    ...edge.evidences.map((evidence) => reading(evidence, edge)),
  ];
}

function claimItem(edge, node) {
  const outgoing = edge.from === node.id || edge.symmetric;
  const other = name(nodes[edge.from === node.id ? edge.to : edge.from].label);
  const words = make("i", {}, relationOf(edge));
  return make("li", {}, make("button", { type: "button", title: factLook(edge.factuality).label, onclick: () => select(null, edge.id, { focus: true }) },
    make("span", {}, ...(outgoing ? [words, " ", other] : [other, " ", words, " ", shorten(node.label, 24)])),
    make("span", { role: "img", "aria-label": factLook(edge.factuality).label }, factSign(edge.factuality))));
}

/** The classes that the legend knows, in words; for other classes, the most specific one's name. */
const kindsOf = (node) => node.classes.filter((key) => has(looks.classes, key)).map((key) => lookOf(key).label).join(", ") || node.classes[0] || looks.other.label;

function entityPanel(node) {
  const order = new Intl.Collator("en").compare;
  const key = (edge) => `${edge.from === node.id || edge.symmetric ? 0 : 1} ${relationOf(edge)} ${nodes[edge.from === node.id ? edge.to : edge.from].label}`;
  const claims = claimsOf[node.id].filter((edge) => shownEdge[edge.id]).sort((a, b) => order(key(a), key(b)) || a.id - b.id);
  const hidden = claimsOf[node.id].length - claims.length;
  const parts = [make("h2", {}, name(node.label)),
    make("p", { className: "kind" }, classSign(classOf(node)), kindsOf(node))];
  if (lookOf(classOf(node)).note) parts.push(make("p", { className: "note" }, lookOf(classOf(node)).note));
  if (node.described) parts.push(make("p", { className: "note" }, "Described, not named, in one article; others may be meant by like words elsewhere."));
  if (node.names.length) parts.push(make("h3", {}, "Also called"), make("ul", { className: "names" }, ...node.names.map((text) => make("li", {}, name(text)))));
  parts.push(make("h3", {}, `${claims.length} ${claims.length === 1 ? "claim" : "claims"} read in articles${hidden ? `, ${hidden} more hidden by filters` : ""}`),
    make("ul", { className: "mine" }, ...claims.map((edge) => claimItem(edge, node))));
  if (node.same.length) parts.push(make("h3", {}, "Same as"), ...node.same.map((url) => make("p", { className: "note" }, link(url, url))));
  return parts;
}

/** Fill the panel with what is selected, or close it. */
function showPanel(focus) {
  const panel = byId("panel");
  const wasOpen = !panel.hidden;
  panel.hidden = state.node === null && state.edge === null;
  if (!panel.hidden) {
    const close = make("button", { type: "button", className: "close", "aria-label": "Close details", onclick: () => select(null, null) }, "✕");
    panel.replaceChildren(close, ...(state.node === null ? claimPanel(edges[state.edge]) : entityPanel(nodes[state.node])));
    panel.scrollTop = 0;
    if (focus) panel.focus();
  } else panel.replaceChildren();
  if (wasOpen === panel.hidden) network.redraw();
}
