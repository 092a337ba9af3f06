// The table of the claims that the filters leave, filled when it is opened, some hundred rows at a time.
const ROWS = 300;
let rowsShown = ROWS;

function tableRow(edge) {
  const go = () => { select(null, edge.id, { focus: true, move: true }); scrollTo({ top: 0 }); };
  return make("tr", {},
    make("td", {}, name(nodes[edge.from].label)), make("td", {}, make("button", { type: "button", onclick: go }, relationOf(edge))),
    make("td", {}, name(nodes[edge.to].label)), make("td", {}, factLook(edge.factuality).label), make("td", {}, edge.confidence.toFixed(2)),
    make("td", {}, ...edge.evidences.map((evidence) => {
      const article = articles[evidence.article];
      return make("p", {}, "“", name(evidence.text), "” ", link(article.title, article.url), ` ${[article.publisher, article.date].filter(Boolean).join(" · ")}`);
    })));
}

function refreshTable() {
  if (!byId("claims").open) return;
  const visible = edges.filter((edge) => shownEdge[edge.id]);
  const head = ["Subject", "Relation", "Object", "Factuality", "Confidence", "Read in"].map((text) => make("th", { scope: "col" }, text));
  const table = make("table", {}, make("caption", { hidden: true }, "Claims read in articles"), make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...visible.slice(0, rowsShown).map(tableRow)));
  const more = make("button", { type: "button", className: "more", onclick: () => { rowsShown += ROWS; refreshTable(); } }, `Show more (${Math.max(0, visible.length - rowsShown)} left)`);
  byId("table").replaceChildren(table, ...(visible.length > rowsShown ? [more] : []));
}
