// The network that vis-network draws. Labels are left out of it: labels.js draws those that have room.
const state = { node: null, edge: null, near: null, hoverNode: null, hoverEdge: null, zoom: 1 };
const shownNode = nodes.map(() => true);
const shownEdge = edges.map(() => true);

/** The zoom at which everything fits, before there is a network to ask. */
function firstZoom() {
  const home = byId("graph");
  const extent = (axis) => Math.max(1, ...nodes.map((node) => Math.abs(node[axis]))) * 2 + 80;
  return step(Math.min(1.6, home.clientWidth / extent("x"), home.clientHeight / extent("y")));
}

const step = (zoom) => 1.25 ** Math.round(Math.log(zoom) / Math.log(1.25));

// Far out, nodes and lines are drawn larger than their share, so that they can still be seen; in steps of the zoom.
const nodeGrowth = () => Math.min(9, Math.max(0, 8 * (0.62 / state.zoom - 1)));
const lineGrowth = () => Math.min(6, Math.max(1, 0.8 / state.zoom));
// Many lines at once are drawn paler, and more so as long as the whole graph is in view.
const calm = () => Math.max(state.zoom > 0.7 ? 0.45 : 0.3, 0.72 * Math.min(1, Math.sqrt(500 / edges.length)));
const radiusOf = (node) => node.size + nodeGrowth() * (node.described ? 0.7 : 1);

function nodeStyle(node) {
  const look = lookOf(classOf(node));
  const dim = state.near && !state.near.nodes.has(node.id);
  const full = dim ? faded(colour(look), 0.22) : colour(look);
  const fill = node.described ? faded(full, dim ? 0.3 : 0.25) : full;
  const chosen = state.node === node.id;
  const border = chosen ? tone("--ink") : node.described ? full : dim ? fill : tone("--ground");
  const paint = { background: fill, border };
  return {
    id: node.id, shape: look.shape, size: radiusOf(node), hidden: !shownNode[node.id], borderWidth: chosen ? 3.5 : 1.5, borderWidthSelected: 3.5,
    color: { ...paint, highlight: paint, hover: { background: fill, border: tone("--ink") } },
  };
}

function edgeStyle(edge) {
  const look = factLook(edge.factuality);
  const chosen = state.edge === edge.id;
  const near = state.near && state.near.edges.has(edge.id);
  const grow = lineGrowth();
  const share = chosen || near ? 1 : state.near ? 0.16 : calm();
  const paint = faded(colour(look), share);
  return {
    id: edge.id, hidden: !shownEdge[edge.id], width: (chosen ? 3 : near ? 1.8 : 1.25) * grow, dashes: look.dashes.length ? look.dashes.map((dash) => dash * grow) : false,
    arrows: { to: { enabled: !edge.symmetric, scaleFactor: (near ? 0.5 : 0.55) / Math.sqrt(grow) } },
    selectionWidth: 0, hoverWidth: 0.8, color: { color: paint, highlight: paint, hover: colour(look), inherit: false },
  };
}

state.zoom = firstZoom();
const nodeSet = new vis.DataSet(nodes.map((node) => ({ x: node.x, y: node.y, ...nodeStyle(node) })));
const edgeSet = new vis.DataSet(edges.map((edge) => ({
  from: edge.from, to: edge.to, smooth: edge.smooth ?? false, selfReference: edge.selfReference,
  arrowStrikethrough: false, ...edgeStyle(edge),
})));
const network = new vis.Network(byId("graph"), { nodes: nodeSet, edges: edgeSet }, options);

/** Send changed styles to the network; what did not change is not drawn anew. */
const keys = (all, style) => new Map(all.map((item) => [item.id, JSON.stringify(style(item))]));
const sent = { nodes: keys(nodes, nodeStyle), edges: keys(edges, edgeStyle) };
function restyle() {
  for (const [set, all, style, seen] of [[nodeSet, nodes, nodeStyle, sent.nodes], [edgeSet, edges, edgeStyle, sent.edges]]) {
    const changed = [];
    for (const item of all) {
      const wanted = style(item);
      const key = JSON.stringify(wanted);
      if (seen.get(item.id) === key) continue;
      changed.push(wanted);
      seen.set(item.id, key);
    }
    if (changed.length) set.update(changed);
  }
  network.redraw();
}

/** Take over the zoom of the view, in steps, so that sizes fit it. */
function rescale() {
  const zoom = step(network.getScale());
  if (zoom === state.zoom) return;
  const sizes = () => [nodeGrowth(), lineGrowth(), calm()].join();
  const before = sizes();
  state.zoom = zoom;
  if (sizes() !== before) restyle();
}

/** Move the view so that all visible nodes, or the given ones, can be seen. */
function fit(ids, animate = true) {
  const wanted = ids ?? nodes.filter((node) => shownNode[node.id]).map((node) => node.id);
  const animation = animate && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 450, easingFunction: "easeInOutQuad" } : false;
  if (wanted.length) network.fit({ nodes: wanted, maxZoomLevel: ids ? 1.1 : 1.6, animation });
}

/** Select a node, an edge or nothing: mark it, dim what is not next to it, and open the panel. */
function select(node, edge, { focus = false, move = false } = {}) {
  Object.assign(state, { node, edge, near: null });
  if (node !== null) {
    const near = claimsOf[node].filter((claim) => shownEdge[claim.id]);
    state.near = { nodes: new Set([node, ...near.flatMap((claim) => [claim.from, claim.to])]), edges: new Set(near.map((claim) => claim.id)) };
  } else if (edge !== null) {
    state.near = { nodes: new Set([edges[edge].from, edges[edge].to]), edges: new Set([edge]) };
  }
  network.setSelection({ nodes: node === null ? [] : [node], edges: edge === null ? [] : [edge] }, { highlightEdges: false });
  showPanel(focus);
  restyle();
  if (move && state.near) fit([...state.near.nodes]);
}
