// Labels, at one size on the screen whatever the zoom: the most important first, and each only where it has room.
const FONT = '"Inter", "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const widths = new Map();
let boxes = [];

function textWidth(ctx, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
    ctx.restore();
  }
  return widths.get(key);
}

const shorten = (text, most) => ([...text].length > most ? [...text].slice(0, most - 1).join("") + "…" : text);

/** A register of taken rectangles, in cells so that asking stays fast. */
function register() {
  const cells = new Map();
  const over = (box) => {
    const keys = [];
    for (let x = Math.floor(box.x / 80); x <= Math.floor((box.x + box.w) / 80); x++) {
      for (let y = Math.floor(box.y / 40); y <= Math.floor((box.y + box.h) / 40); y++) keys.push(x * 100003 + y);
    }
    return keys;
  };
  const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  return {
    free: (box, owner) => over(box).every((key) => (cells.get(key) ?? []).every((other) => (owner !== undefined && other.owner === owner) || !meets(box, other))),
    take: (box) => over(box).forEach((key) => (cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]))),
  };
}

const HUBS = 28;
const byImportance = [...nodes].sort((a, b) => b.degree - a.degree || a.described - b.described || a.id - b.id);

const rankOf = new Map(byImportance.map((node, rank) => [node.id, rank]));

function chosenNodes() {
  const ids = [state.node, state.hoverNode, ...(state.edge === null ? [] : [edges[state.edge].from, edges[state.edge].to])];
  return [...new Set(ids)].filter((id) => id !== null).map((id) => nodes[id]);
}

function nodeOrder() {
  const chosen = chosenNodes();
  return [...chosen, ...byImportance.filter((node) => !chosen.includes(node) && (!state.near || state.near.nodes.has(node.id)))];
}

/** Draw the labels; `ctx` is in the coordinates of the graph. */
function drawLabels(ctx) {
  const scale = network.getScale();
  const view = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = byId("graph");
  const screen = (point) => ({ x: (point.x - view.x) * scale + width / 2, y: (point.y - view.y) * scale + height / 2 });
  const inside = (point, margin) => point.x > -margin && point.y > -margin && point.x < width + margin && point.y < height + margin;
  const taken = register(), crowd = register();
  const halo = tone("--ground"), ink = tone("--label"), soft = tone("--soft");
  const spots = nodes.map((node) => (shownNode[node.id] ? screen(network.body.nodes[node.id]) : null));
  boxes = [];
  for (const node of nodes) {
    const radius = radiusOf(node) * scale;
    const spot = spots[node.id];
    if (spot && radius > 3.5 && inside(spot, radius) && (!state.near || state.near.nodes.has(node.id))) (rankOf.get(node.id) < HUBS ? taken : crowd).take({ x: spot.x - radius, y: spot.y - radius, w: 2 * radius, h: 2 * radius, owner: node.id });
  }
  ctx.save();
  ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  const write = (kind, id, text, box, font, fill) => {
    taken.take(box);
    boxes.push({ kind, id, text, ...box });
    ctx.font = font;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = halo;
    ctx.fillStyle = fill;
    ctx.strokeText(text, box.x + box.w / 2, box.y + box.h / 2);
    ctx.fillText(text, box.x + box.w / 2, box.y + box.h / 2);
  };
  markDenied(ctx, screen);

  const marked = chosenNodes();
  let room = Math.max(24, Math.round((width * height) / 9500));
  for (const node of nodeOrder()) {
    const spot = spots[node.id];
    if (!spot || !inside(spot, 0)) continue;
    const chosen = marked.includes(node);
    const radius = radiusOf(node) * scale;
    if (!chosen && (room <= 0 || (scale < 0.5 && node.degree < 2 && !state.near))) continue;
    const points = Math.round(Math.min(17, 11 + radius / 7));
    const font = `${chosen || radius > 16 ? 600 : 400} ${points}px ${FONT}`;
    const text = shorten(node.label, chosen ? 60 : node.described ? 26 : 34);
    const w = textWidth(ctx, text, font) + 4, h = points + 3;
    const places = [
      { x: spot.x - w / 2, y: spot.y + radius + 2 }, { x: spot.x + radius + 2, y: spot.y - h / 2 },
      { x: spot.x - w / 2, y: spot.y - radius - h - 2 }, { x: spot.x - radius - w - 2, y: spot.y - h / 2 },
    ].map((place) => ({ ...place, w, h }));
    const free = (place) => taken.free(place, node.id) && place.x >= 0 && place.x + w <= width;
    const clear = places.find((place) => free(place) && crowd.free(place, node.id));
    // The name of a hub may cover small nodes, or a dense graph would show the names at its rim only.
    const box = clear ?? (rankOf.get(node.id) < HUBS ? places.find(free) : null) ?? (chosen ? { ...places[0], x: Math.max(0, Math.min(places[0].x, width - w)) } : null);
    if (!box) continue;
    write("node", node.id, text, box, font, node.described && !chosen ? soft : ink);
    room -= 1;
  }
  drawRelations({ scale, screen, inside, taken, crowd, write, ctx });
  ctx.restore();
}

/** The point of an edge at `share` of its way, in the coordinates of the graph. */
const along = (id, share) => network.body.edges[id].edgeType.getPoint(share);

/** Name the relation on edges that are long enough on the screen, or that are chosen. */
function drawRelations({ scale, screen, inside, taken, crowd, write, ctx }) {
  const font = `11px ${FONT}`;
  const near = (edge) => edge.id === state.edge || edge.id === state.hoverEdge || Boolean(state.near?.edges.has(edge.id));
  let room = 80;
  for (const edge of [...edges.filter(near), ...(state.near ? [] : edges.filter((edge) => !near(edge)))]) {
    if (!shownEdge[edge.id] || room <= 0) continue;
    const chosen = edge.id === state.edge || edge.id === state.hoverEdge;
    const a = screen(network.body.nodes[edge.from]), b = screen(network.body.nodes[edge.to]);
    const reach = Math.hypot(a.x - b.x, a.y - b.y) - (radiusOf(nodes[edge.from]) + radiusOf(nodes[edge.to])) * scale;
    const text = relationOf(edge);
    const w = textWidth(ctx, text, font) + 4, h = 14;
    if (!chosen && edge.from !== edge.to && reach < (near(edge) ? Math.min(w, 50) : w + 20)) continue;
    if (!chosen && !near(edge) && scale < 0.62) continue;
    for (const share of [0.5, 0.4, 0.6, 0.32, 0.68]) {
      const middle = screen(along(edge.id, share));
      const box = { x: middle.x - w / 2, y: middle.y - h / 2, w, h };
      if (!inside(middle, 0) || !((taken.free(box, edge.from === edge.to ? edge.from : undefined) && crowd.free(box)) || (chosen && share === 0.68))) continue;
      write("edge", edge.id, text, box, font, colour(factLook(edge.factuality)));
      room -= 1;
      break;
    }
  }
}

/** Cross the edges of denied claims, so that colour is not the only sign. */
function markDenied(ctx, screen) {
  for (const edge of edges) {
    const look = factLook(edge.factuality);
    if (!look.cross || !shownEdge[edge.id] || (state.near && !state.near.edges.has(edge.id))) continue;
    const { x, y } = screen(along(edge.id, 0.27));
    ctx.strokeStyle = colour(look);
    const arm = Math.min(4, 1.8 + 2.2 * network.getScale());
    ctx.lineWidth = arm / 2.2;
    ctx.globalAlpha = state.near ? 1 : Math.min(1, calm() + 0.28);
    ctx.beginPath();
    ctx.moveTo(x - arm, y - arm); ctx.lineTo(x + arm, y + arm);
    ctx.moveTo(x + arm, y - arm); ctx.lineTo(x - arm, y + arm);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
}
