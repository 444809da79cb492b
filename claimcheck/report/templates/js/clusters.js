// Clusters: what is told of each question, and by whom; the graph of many of them at once.
const GRAPH_CLUSTERS = 60;
const isDisputed = (number) => disputesOfCluster.has(number);
const rankedClusters = () => K.map((_, number) => number).sort((x, y) =>
  isDisputed(y) - isDisputed(x) || K[y].independent - K[x].independent || clusterClaims(K[y]).length - clusterClaims(K[x]).length || x - y);

function clusterCard(number) {
  const cluster = K[number], claims = clusterClaims(cluster);
  return h("article", { class: "card cluster" },
    h("h2", {}, link(route("cluster", cluster.id), {}, cluster.headline)),
    h("p", { class: "meta" }, isDisputed(number) ? h("span", { class: "tag kind kind-denial" }, "disputed") : h("span", { class: "tag agreed" }, "agreed"),
      h("span", {}, count(claims.length, "claim")), h("span", {}, distinct(claims.map(outletName)).join(", ")),
      h("span", {}, independentWords(cluster.independent)), h("span", {}, showRange(range(claims)))));
}

function viewClusters(main, _, query) {
  const state = { q: "", disputed: "", outlet: query.get("outlet") ?? "", kind: "", relation: "", from: "", to: "", graph: query.get("view") === "graph" };
  const results = h("div", { class: "results" }), heading = h("p", { class: "count", role: "status" });
  const texts = new Map();
  const text = (number) => {
    if (!texts.has(number)) {
      texts.set(number, [K[number].headline, ...clusterClaims(K[number]).map((claim) => C.sentence[claim])].join("\n").toLowerCase());
    }
    return texts.get(number);
  };
  const ranked = rankedClusters();
  const draw = () => {
    const kept = ranked.filter((number) => {
      const disputes = disputesOfCluster.get(number) ?? [];
      if (state.disputed && (state.disputed === "yes") !== disputes.length > 0) return false;
      if (state.kind && !disputes.some((dispute) => D.disputes[dispute].kind === state.kind)) return false;
      const claims = clusterClaims(K[number]);
      if (state.outlet && !claims.some((claim) => outletName(claim) === state.outlet)) return false;
      const span = range(claims);
      if ((state.from && (!span || dayOf(span[1]) < state.from)) || (state.to && (!span || dayOf(span[0]) > state.to))) return false;
      return !state.q || matches(text(number), state.q);
    });
    heading.textContent = count(kept.length, "cluster") +
      (state.graph && kept.length > GRAPH_CLUSTERS ? `; the graph shows the first ${GRAPH_CLUSTERS}` : "");
    results.replaceChildren(state.graph ? graph(kept.slice(0, GRAPH_CLUSTERS), state)
      : growingList("div", { class: "cards tight" }, kept, clusterCard, 40).element);
  };
  const set = (name) => (value) => { state[name] = value; draw(); };
  const outlets = D.agreement.outlets.map((number) => [D.outlets[number], D.outlets[number]]);
  const kinds = distinct(D.disputes.map((dispute) => dispute.kind)).map((kind) => [kind, kind]);
  const relations = ["equivalent", "entails", "contradicts", "denies", "confirms", "updates"].map((name) => [name, name]);
  const date = (name, words) => h("label", { class: "field" }, h("span", {}, words),
    h("input", { type: "date", onchange: (event) => set(name)(event.target.value) }));
  const toggle = h("button", { type: "button", class: "button", id: "toggle-graph", "aria-pressed": String(state.graph), onclick: () => {
    state.graph = !state.graph;
    toggle.setAttribute("aria-pressed", String(state.graph));
    draw();
  } }, "Show as graph");
  place(main, h("h1", {}, "Clusters"), h("p", { class: "lead" }, "Claims on the same question, across outlets."),
    h("form", { class: "filters inline", role: "search", "aria-label": "Filter clusters", onsubmit: (event) => event.preventDefault() },
      h("label", { class: "field wide" }, h("span", {}, "Search"),
        h("input", { type: "search", id: "search", oninput: (event) => set("q")(event.target.value.trim()) })),
      select("Show", [["", "All"], ["yes", "Disputed"], ["no", "Agreed"]], "", set("disputed")),
      select("Outlet", [["", "Every outlet"], ...outlets], state.outlet, set("outlet")),
      select("Dispute kind", [["", "Any"], ...kinds], "", set("kind")),
      select("Link", [["", "Every link"], ...relations], "", set("relation")),
      date("from", "From"), date("to", "To"), toggle), heading, results);
  draw();
}

function viewCluster(main, id) {
  const number = clusterById.get(id), cluster = K[number];
  if (!cluster) return notFound(main, "cluster", id);
  const claims = clusterClaims(cluster);
  const lanes = cluster.positions.map((position, index) => ({ name: LETTERS[index] ?? "+", colour: colourOf(index), claims: position.claims }));
  const disputes = disputesOfCluster.get(number) ?? [];
  place(main, h("nav", { class: "crumbs", "aria-label": "Place" }, link(route("clusters"), {}, "Clusters")),
    h("h1", {}, cluster.headline),
    h("p", { class: "meta" }, h("span", {}, count(claims.length, "claim")), h("span", {}, count(distinct(claims.map(outletOf)).length, "outlet")),
      h("span", {}, independentWords(cluster.independent)), h("span", {}, showRange(range(claims))), h("span", { class: "dim" }, cluster.id)),
    disputes.length ? h("ul", { class: "plain" }, disputes.map((dispute) => h("li", {}, kindTag(D.disputes[dispute].kind), " ",
      link(route("dispute", D.disputes[dispute].id), {}, D.disputes[dispute].headline)))) : null,
    h("section", {}, h("h2", {}, "Graph"), graph([number])),
    h("section", {}, h("h2", {}, "Positions"), h("div", { class: "sides" }, cluster.positions.map((position, index) =>
      h("section", { class: `side side-${colourOf(index)}`, "aria-label": `Position ${LETTERS[index] ?? index + 1}` },
        h("h3", { class: "side-name" }, h("span", { class: `letter letter-${colourOf(index)}`, "aria-hidden": "true" }, LETTERS[index] ?? "+"),
          `Position ${LETTERS[index] ?? index + 1}`, sideFacts(position.claims, position.independent)),
        growingList("ol", { class: "claims" }, byTime(position.claims), (claim) => h("li", {}, quote(C.sentence[claim], true), byline(claim))).element,
        chainList(position.chains))))),
    cluster.loose.length ? h("section", {}, h("h2", {}, "In no position"),
      growingList("ol", { class: "claims" }, byTime(cluster.loose), (claim) => h("li", {}, quote(C.sentence[claim], true), byline(claim))).element) : null,
    h("section", {}, h("h2", {}, "Timeline"), timeline(lanes.slice(0, 7))));
}
