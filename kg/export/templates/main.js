// Start: build the controls, listen, fit the view.
network.on("afterDrawing", drawLabels);
network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) select(node, null);
  else if (edge !== undefined) select(null, edge);
  else select(null, null);
});
network.on("hoverNode", ({ node }) => { state.hoverNode = node; network.redraw(); });
network.on("blurNode", () => { state.hoverNode = null; network.redraw(); });
network.on("hoverEdge", ({ edge }) => { state.hoverEdge = edge; network.redraw(); });
network.on("blurEdge", () => { state.hoverEdge = null; network.redraw(); });

let settling = 0;
const settle = () => { clearTimeout(settling); settling = setTimeout(rescale, 90); };
let lastScale = 0;
network.on("afterDrawing", () => {
  if (network.getScale() !== lastScale) settle();
  lastScale = network.getScale();
});

buildLegend();
buildRelations();
buildSearch();
applyFilters();
byId("confidence").oninput = (event) => { least = Number(event.currentTarget.value); applyFilters(); };
byId("reset").onclick = resetFilters;
byId("fit").onclick = () => fit();
for (const [id, factor] of [["closer", 1.4], ["farther", 1 / 1.4]]) {
  byId(id).onclick = () => network.moveTo({ scale: network.getScale() * factor, animation: { duration: 200, easingFunction: "easeInOutQuad" } });
}
byId("claims").ontoggle = () => { refreshTable(); if (byId("claims").open) byId("claims").scrollIntoView({ block: "start" }); };
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("panel").hidden && event.target !== byId("search")) select(null, null);
  if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) { event.preventDefault(); byId("search").focus(); }
});
for (const media of [darkness, printing]) media.addEventListener("change", () => { memory.clear(); buildLegend(); showPanel(false); restyle(); });
fit(undefined, false);
rescale();

// What a script on the page may read: the network, the labels that are drawn, and what is shown.
window.kgPage = Object.freeze({
  network, labels: () => boxes.map((box) => ({ ...box })), along,
  shown: () => ({ nodes: nodes.filter((node) => shownNode[node.id]).map((node) => node.id), edges: edges.filter((edge) => shownEdge[edge.id]).map((edge) => edge.id) }),
  ready: true,
});
