// Legend and filters: which classes, factualities, relations and confidences are shown.
const off = { classes: new Set(), factualities: new Set(), relations: new Set() };
let least = 0;

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Decide what is shown. An entity that has claims is hidden when none of them is shown. */
function applyFilters() {
  const classShown = nodes.map((node) => !off.classes.has(classOf(node)));
  for (const edge of edges) {
    shownEdge[edge.id] = classShown[edge.from] && classShown[edge.to] && !off.factualities.has(edge.factuality)
      && !off.relations.has(edge.relation) && edge.confidence >= least;
  }
  const narrowed = off.factualities.size + off.relations.size > 0 || least > 0;
  for (const node of nodes) {
    shownNode[node.id] = classShown[node.id] && (!narrowed || !claimsOf[node.id].length || claimsOf[node.id].some((edge) => shownEdge[edge.id]));
  }
  const visible = shownEdge.filter(Boolean).length;
  byId("shown").textContent = visible === edges.length
    ? "Click an entity or a line to see the sentences. Zoom in for more names."
    : `${visible.toLocaleString("en")} of ${edges.length.toLocaleString("en")} claims shown`;
  byId("reset").hidden = !narrowed && off.classes.size === 0;
  byId("least").textContent = least ? `≥ ${least.toFixed(2)}` : "any";
  if ((state.node !== null && !shownNode[state.node]) || (state.edge !== null && !shownEdge[state.edge])) select(null, null);
  else select(state.node, state.edge);
  refreshTable();
}

function buildLegend() {
  const classCounts = tally(nodes.map(classOf));
  const factCounts = tally(edges.map((edge) => edge.factuality));
  const legend = (home, keys, counts, set, sign, label, note) => {
    byId(home).replaceChildren(...keys.map((key) => make("button", {
      type: "button", "aria-pressed": String(!set.has(key)), title: note(key),
      onclick: (event) => {
        set.has(key) ? set.delete(key) : set.add(key);
        event.currentTarget.setAttribute("aria-pressed", String(!set.has(key)));
        applyFilters();
      },
    }, sign(key), make("span", {}, label(key)), make("span", { className: "n" }, String(counts.get(key))))));
  };
  const ordered = (known, counts) => [...Object.keys(known).filter((key) => counts.has(key)), ...[...counts.keys()].filter((key) => !has(known, key))];
  legend("classes", ordered(looks.classes, classCounts), classCounts, off.classes, classSign, (key) => lookOf(key).label, (key) => lookOf(key).note ?? "Click to hide or show");
  legend("factualities", ordered(looks.factualities, factCounts), factCounts, off.factualities, factSign, (key) => factLook(key).label, (key) => factLook(key).note);
}

function buildRelations() {
  const counts = tally(edges.map((edge) => edge.relation));
  const keys = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  byId("relations").replaceChildren(...keys.map((key) => make("label", {}, make("input", {
    type: "checkbox", checked: !off.relations.has(key), value: key,
    onchange: (event) => {
      event.currentTarget.checked ? off.relations.delete(key) : off.relations.add(key);
      applyFilters();
    },
  }), make("span", {}, has(relations, key) ? relations[key] : key), make("span", { className: "n" }, String(counts.get(key))))));
  byId("all").onclick = () => { off.relations.clear(); buildRelations(); applyFilters(); };
  byId("none").onclick = () => { keys.forEach((key) => off.relations.add(key)); buildRelations(); applyFilters(); };
}

function resetFilters() {
  Object.values(off).forEach((set) => set.clear());
  least = 0;
  byId("confidence").value = "0";
  buildLegend();
  buildRelations();
  applyFilters();
}
