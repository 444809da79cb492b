// One dispute: both sides in full, when each was told, the evidence, and the graph of its cluster.
function viewDispute(main, id) {
  const number = disputeById.get(id), dispute = D.disputes[number];
  if (!dispute) return notFound(main, "dispute", id);
  const status = h("span", {}, statusTag(label(dispute).status));
  const lanes = dispute.sides.map((side, index) =>
    ({ name: LETTERS[index], colour: LETTERS[index].toLowerCase(), claims: side.claims }));
  const note = h("textarea", { id: "note", rows: "2", onchange: (event) => setLabel(dispute, { note: event.target.value.trim() }) });
  note.value = label(dispute).note;
  place(main, h("nav", { class: "crumbs", "aria-label": "Place" }, link(route("disputes", null, filterQuery()), {}, "Disputes"),
      ` › number ${number + 1} of ${D.disputes.length}`, neighbour(number - 1, "previous"), neighbour(number + 1, "next")),
    h("article", { class: "dispute full" },
      h("h1", {}, dispute.headline),
      h("p", { class: "meta" }, kindTag(dispute.kind), likely(dispute.score),
        h("span", {}, showRange(range(dispute.sides.flatMap((side) => side.claims)))),
        h("span", { class: "dim" }, dispute.id), status),
      h("p", { class: "why" }, h("b", {}, "Why: "), dispute.explanation),
      h("div", { class: "sides" }, dispute.sides.map((_, index) => sideBox(dispute, index, true))),
      h("div", { class: "verdict" },
        labelButtons(dispute, () => status.replaceChildren(statusTag(label(dispute).status) ?? "")),
        h("label", { class: "field wide" }, h("span", {}, "Note"), note)),
      h("section", {}, h("h2", {}, "Timeline"), timeline(lanes), timelineTable(lanes)),
      h("section", {}, h("h2", {}, "Every claim, in its article"),
        h("div", { class: "sides" }, dispute.sides.map((side, index) => h("div", {},
          h("h3", { class: "side-name" }, `Side ${LETTERS[index]}`),
          growingList("ol", { class: "claims" }, byTime(side.claims), (claim) => h("li", {}, quote(C.sentence[claim], true), byline(claim),
            C.proposition[claim] ? h("p", { class: "dim" }, "States: ", C.proposition[claim]) : null,
            h("details", {}, h("summary", {}, "Context"), contextOf(claim)))).element)))),
      h("section", {}, h("h2", {}, "Evidence"), evidence(dispute)),
      h("section", {}, h("h2", {}, "Graph of the cluster"),
        graph([dispute.cluster], { sides: new Map(dispute.sides.flatMap((side, index) => side.claims.map((claim) => [claim, index]))) }), h("p", {}, link(route("cluster", K[dispute.cluster].id), {}, "Open the cluster")))));
}

function neighbour(number, name) {
  const other = D.disputes[number];
  return other ? [" · ", link(route("dispute", other.id), { rel: name === "next" ? "next" : "prev", class: name }, name)] : null;
}

function evidence(dispute) {
  if (!dispute.evidence.length) return h("p", { class: "dim" }, "No single link was kept.");
  return h("ol", { class: "evidence" }, dispute.evidence.map(([a, b, relation, score, details]) => h("li", {},
    h("p", {}, h("q", {}, C.sentence[a]), h("b", { class: "relation" }, ` ${relation} `), h("q", {}, C.sentence[b])),
    h("p", { class: "dim" }, [`score ${score.toFixed(2)}`, ...details].join(" · ")))));
}
