// Claims as dots: the colour and letter say the position, the shape says the outlet, the line says the link.
const SHAPES = [
  "M-6,0A6,6 0 1 0 6,0A6,6 0 1 0 -6,0Z", "M-5.5,-5.5H5.5V5.5H-5.5Z", "M0,-7.5L6.8,5H-6.8Z", "M0,-7.5L7.5,0L0,7.5L-7.5,0Z",
  "M0,7.5L6.8,-5H-6.8Z", "M-2.4,-7H2.4V-2.4H7V2.4H2.4V7H-2.4V2.4H-7V-2.4H-2.4Z",
  "M0,-8L2,-2.6L7.6,-2.5L3.1,1L4.7,6.5L0,3.3L-4.7,6.5L-3.1,1L-7.6,-2.5L-2,-2.6Z", "M-3.5,-6.5H3.5L7,0L3.5,6.5H-3.5L-7,0Z",
];
const OPPOSED = new Set(["contradicts", "denies"]);
const colourOf = (position) => (position >= 0 && position < 6 ? LETTERS[position].toLowerCase() : "g");
const MOST_PER_CLUSTER = 150;

// With `sides` (a claim's side of one dispute) those are the colours, not the positions of the cluster.
function graph(clusters, { outlet = "", relation = "", from = "", to = "", sides = null } = {}) {
  const placeOf = (claim) => (sides ? sides.get(claim) ?? -1 : C.position[claim]);
  const shows = (claim) => {
    const when = whenOf(claim);
    return (!outlet || outletName(claim) === outlet) &&
      (!from || (when && dayOf(when[1]) >= from)) && (!to || (when && dayOf(when[0]) <= to));
  };
  const islands = clusters.map((number) => {
    const cluster = K[number];
    const links = cluster.links.filter((one) => !relation || one[2] === relation);
    const linked = new Set(links.flatMap(([a, b]) => [a, b]));
    const nodes = clusterClaims(cluster).map((claim) => ({ claim, position: placeOf(claim) }))
      .filter(({ claim }) => shows(claim) && (!relation || linked.has(claim))).slice(0, MOST_PER_CLUSTER);
    return { nodes, links, spots: nodes.length ? layout(nodes, links) : [] };
  }).filter((island) => island.nodes.length);
  if (!islands.length) return h("p", { class: "empty" }, "No claim fits these filters.");
  const box = pack(islands);
  const shapeOf = new Map();
  for (const { nodes } of islands) for (const { claim } of nodes) shapeOf.set(outletOf(claim), (shapeOf.get(outletOf(claim)) ?? 0) + 1);
  [...shapeOf].sort((x, y) => y[1] - x[1]).forEach(([number], rank) => shapeOf.set(number, Math.min(rank, SHAPES.length - 1)));
  return drawGraph(islands, box, shapeOf, sides ? "Side" : "Position", placeOf);
}

function drawGraph(islands, box, shapeOf, word, placeOf) {
  const panel = h("div", { class: "graph-panel" }, h("p", { class: "dim" },
    "Point at a claim or step through them with the arrow keys to read it; drag to move, + and − to zoom, 0 to see all."));
  const lines = [], dots = [], order = [];
  for (const { nodes, links, spots } of islands) {
    const at = new Map(nodes.map((node, index) => [node.claim, spots[index]]));
    for (const [a, b, relation, score] of links) {
      if (!at.has(a) || !at.has(b)) continue;
      const [x1, y1] = at.get(a), [x2, y2] = at.get(b);
      lines.push(s("line", { x1, y1, x2, y2, class: `link link-${OPPOSED.has(relation) ? "against" : relation === "updates" ? "updates" : "with"}`,
        "data-a": a, "data-b": b, "stroke-width": (0.8 + 1.6 * score).toFixed(2) }, s("title", {}, `${relation}, ${score}`)));
    }
    nodes.forEach(({ claim, position }, index) => {
      const [x, y] = spots[index];
      const dot = s("g", { class: `dot fill-${colourOf(position)}`, transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
        "data-claim": claim, onpointerenter: () => choose(claim), onclick: () => choose(claim) },
        s("path", { d: SHAPES[shapeOf.get(outletOf(claim))] }), s("text", { y: -10, class: "dot-letter" }, LETTERS[position] ?? "+"));
      order.push(claim);
      dots.push(dot);
    });
  }
  // A few dots are not blown up to fill the frame.
  const frame = { width: Math.max(box.width, 560), height: Math.max(box.height, 260) };
  const home = { x: (box.width - frame.width) / 2, y: (box.height - frame.height) / 2, ...frame };
  let view = { ...home }, chosen = -1;
  const svg = s("svg", { class: "graph", tabindex: "0", role: "group", viewBox: [home.x, home.y, home.width, home.height].join(" "),
    "aria-label": `Graph of ${count(order.length, "claim")}. Arrow keys step through the claims.` }, s("g", {}, lines), s("g", {}, dots));
  const show = () => svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].map((v) => v.toFixed(1)).join(" "));
  function zoom(factor, cx = view.x + view.width / 2, cy = view.y + view.height / 2) {
    const width = Math.min(home.width * 2, Math.max(60, view.width * factor)), by = width / view.width;
    view = { x: cx - (cx - view.x) * by, y: cy - (cy - view.y) * by, width, height: view.height * by };
    show();
  }
  const all = () => { view = { ...home }; show(); };
  function choose(claim) {
    chosen = order.indexOf(claim);
    const near = new Set([claim]);
    for (const line of lines) {
      const ends = [Number(line.dataset.a), Number(line.dataset.b)], on = ends.includes(claim);
      line.classList.toggle("on", on);
      if (on) ends.forEach((end) => near.add(end));
    }
    for (const dot of dots) {
      dot.classList.toggle("on", Number(dot.dataset.claim) === claim);
      dot.classList.toggle("far", !near.has(Number(dot.dataset.claim)));
    }
    const position = placeOf(claim);
    panel.replaceChildren(h("p", { class: "meta" }, h("span", { class: `chip ink-${colourOf(position)}` }, position < 0 ? `No ${word.toLowerCase()}` : `${word} ${LETTERS[position] ?? "+"}`),
      link(route("cluster", K[C.cluster[claim]].id), {}, K[C.cluster[claim]].headline)), quote(C.sentence[claim], true), byline(claim));
  }
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      choose(order[(chosen + step + order.length) % order.length]);
      announce(C.sentence[order[chosen]]);
    }
    else if (event.key === "+" || event.key === "=") zoom(0.8);
    else if (event.key === "-") zoom(1.25);
    else if (event.key === "0") all();
    else return;
    event.preventDefault();
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== svg) return;
    event.preventDefault();
    const point = toGraph(event);
    zoom(event.deltaY > 0 ? 1.15 : 0.87, point.x, point.y);
  }, { passive: false });
  const toGraph = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  let grip = null;
  svg.addEventListener("pointerdown", (event) => { grip = toGraph(event); });
  svg.addEventListener("pointermove", (event) => {
    if (!grip || !event.buttons) return;
    const now = toGraph(event);
    view.x -= now.x - grip.x; view.y -= now.y - grip.y;
    show();
  });
  svg.addEventListener("pointerup", () => { grip = null; });
  const button = (text, name, action) => h("button", { type: "button", class: "button", "aria-label": name, onclick: action }, text);
  return h("figure", { class: "graph-figure" },
    h("div", { class: "graph-tools" }, button("+", "Zoom in", () => zoom(0.8)), button("−", "Zoom out", () => zoom(1.25)),
      button("All", "Show the whole graph", all)),
    svg, legend(shapeOf, islands, word.toLowerCase()), panel);
}

function legend(shapeOf, islands, word) {
  const positions = distinct(islands.flatMap(({ nodes }) => nodes.map(({ position }) => position))).sort((x, y) => x - y);
  const named = [...shapeOf].filter(([, shape]) => shape < SHAPES.length - 1), rest = shapeOf.size - named.length;
  const shape = (number) => s("svg", { viewBox: "-9 -9 18 18", class: "key", "aria-hidden": "true" }, s("path", { d: SHAPES[number] }));
  return h("figcaption", { class: "legend" },
    positions.slice(0, 7).map((position) => h("span", {}, h("span", { class: `chip ink-${colourOf(position)}` }, LETTERS[position] ?? "+"),
      position < 0 ? ` no ${word}` : ` ${word}`)),
    h("span", {}, h("span", { class: "sample sample-with", "aria-hidden": "true" }), "agrees"),
    h("span", {}, h("span", { class: "sample sample-against", "aria-hidden": "true" }), "contradicts or denies"),
    h("span", {}, h("span", { class: "sample sample-updates", "aria-hidden": "true" }), "updates"),
    named.map(([number, form]) => h("span", {}, shape(form), D.outlets[number])),
    rest > 0 ? h("span", {}, shape(SHAPES.length - 1), rest === 1 ? D.outlets[[...shapeOf].at(-1)[0]] : `${rest} other outlets`) : null);
}
