// The search box: finds an entity by any of its names, without regard to case and accents.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const index = nodes.map((node) => ({ node, names: [node.label, ...node.names].map((text) => ({ text, plain: plain(text) })) }));
let active = -1;

/** The best entities for a query: names that begin with it before names that contain it, then by number of claims. */
function findNodes(query) {
  const wanted = plain(query).trim();
  if (!wanted) return [];
  const hits = [];
  for (const { node, names } of index) {
    let best = null;
    for (const { text, plain: form } of names) {
      const at = form.indexOf(wanted);
      const rank = at < 0 ? 9 : form === wanted ? 0 : at === 0 ? 1 : /[\p{L}\p{N}]/u.test(form[at - 1]) ? 3 : 2;
      if (rank < 9 && (!best || rank < best.rank)) best = { node, text, rank };
    }
    if (best) hits.push(best);
  }
  return hits.sort((a, b) => a.rank - b.rank || b.node.degree - a.node.degree || a.node.id - b.node.id).slice(0, 12);
}

function choose(node) {
  closeFound();
  byId("search").value = node.label;
  if (!shownNode[node.id]) resetFilters();
  select(node.id, null, { move: true });
}

function closeFound() {
  active = -1;
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function mark(list, at) {
  active = at;
  list.forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
  if (at >= 0) byId("search").setAttribute("aria-activedescendant", list[at].id);
  list[at]?.scrollIntoView({ block: "nearest" });
}

function buildSearch() {
  const input = byId("search"), found = byId("found");
  const items = () => [...found.querySelectorAll('[role="option"]')];
  input.oninput = () => {
    const hits = findNodes(input.value);
    found.replaceChildren(...hits.map((hit, at) => make("li", { role: "option", id: `found-${at}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(hit.node); } },
      classSign(classOf(hit.node)), name(hit.text === hit.node.label ? hit.text : `${hit.text} → ${hit.node.label}`), make("small", {}, String(hit.node.degree)))));
    if (!hits.length) found.append(make("li", { className: "empty" }, "No entity has this name."));
    found.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!found.hidden));
    mark(items(), hits.length ? 0 : -1);
  };
  input.onkeydown = (event) => {
    const list = items();
    if (event.key === "Escape") closeFound();
    else if (event.key === "Enter" && active >= 0) findNodes(input.value).slice(active, active + 1).forEach((hit) => choose(hit.node));
    else if (event.key === "ArrowDown" && list.length) mark(list, (active + 1) % list.length);
    else if (event.key === "ArrowUp" && list.length) mark(list, (active + list.length - 1) % list.length);
    else return;
    event.preventDefault();
  };
  input.onblur = closeFound;
}
