// The front page: what was read, and the disputes in rank order.
function overview() {
  const kinds = new Map();
  for (const dispute of D.disputes) kinds.set(dispute.kind, (kinds.get(dispute.kind) ?? 0) + 1);
  const ordered = [...kinds].sort((x, y) => y[1] - x[1]);
  const span = range(C.article.map((_, claim) => claim)) ?? null;
  const fact = (number, text, href) => h("div", { class: "fact" },
    h("dt", {}, text), h("dd", {}, href ? link(href, {}, number) : number));
  const whole = D.disputes.length || 1;
  return h("section", { class: "overview", "aria-label": "Overview" },
    h("dl", { class: "figures" },
      fact(D.disputes.length.toLocaleString("en"), "Disputes"),
      fact(A.id.length.toLocaleString("en"), "Articles", route("articles")),
      fact(distinct(A.outlet).length.toLocaleString("en"), "Outlets", route("agreement")),
      fact(C.id.length.toLocaleString("en"), "Claims", route("claims")),
      fact(showRange(span), "Published")),
    D.disputes.length ? h("div", { class: "kinds" },
      h("div", { class: "kind-bar", "aria-hidden": "true" }, ordered.map(([kind, number]) => {
        const part = h("span", { class: `kind-${kind}` });
        part.style.flexGrow = String(number / whole);
        return part;
      })),
      h("ul", { class: "kind-list", "aria-label": "Disputes by kind" }, ordered.map(([kind, number]) =>
        h("li", {}, link(route("disputes", null, { kind }), { class: `kind-link kind-${kind}` },
          h("b", {}, number.toLocaleString("en")), " ", kind))))) : null);
}

function readingNotes() {
  const { skipped, warnings } = D.meta;
  return [warnings.length ? h("div", { class: "notice", role: "note" }, warnings.map((text) => h("p", {}, text))) : null,
    skipped.length ? h("details", { class: "notice" },
      h("summary", {}, `${count(skipped.length, "input was", "inputs were")} skipped`),
      h("ul", {}, skipped.map(([file, reason]) => h("li", {}, h("b", {}, file), ": ", reason)))) : null];
}

function sideBox(dispute, number, full = false) {
  const side = dispute.sides[number], letter = LETTERS[number].toLowerCase();
  const rest = side.claims.filter((claim) => claim !== side.claim);
  const confirms = (claim) => D.stances[C.stance[claim]] === "confirms" && C.sentence[claim] !== C.sentence[side.claim];
  const confirming = byTime(rest.filter(confirms)), others = rest.filter((claim) => !confirms(claim));
  return h("section", { class: `side side-${letter}`, "aria-label": `Side ${LETTERS[number]}` },
    h("h3", { class: "side-name" }, h("span", { class: `letter letter-${letter}`, "aria-hidden": "true" }, LETTERS[number]),
      h("span", {}, `Side ${LETTERS[number]}`), sideFacts(side.claims, side.independent)),
    quote(marked(side.marked, letter)),
    byline(side.claim),
    confirming.slice(0, 2).map((claim) => h("div", { class: "confirming" }, h("p", { class: "confirmed" }, "Confirmed"),
      quote(C.sentence[claim], true), byline(claim))),
    full || others.length === 0 ? null : h("p", { class: "dim also" },
      `and ${count(others.length, "more claim")}: ${distinct(others.map((claim) => D.sources[C.source[claim]] || outletName(claim))).slice(0, 6).join(", ")}`),
    full ? h("div", { class: "behind" }, h("h4", {}, "Where it comes from"),
      chainList(side.chains) ?? h("p", { class: "dim" }, "No chain of origin is known.")) : chainList(side.chains.slice(0, 3)));
}

function disputeCard(number, rank) {
  const dispute = D.disputes[number];
  const card = h("article", { class: "card dispute", id: `dispute-${number}`, tabindex: "-1", "data-id": dispute.id },
    h("header", {},
      h("p", { class: "rank", "aria-hidden": "true" }, String(rank + 1)),
      h("div", {},
        h("h2", {}, link(route("dispute", dispute.id), {}, dispute.headline)),
        h("p", { class: "meta" }, kindTag(dispute.kind), likely(dispute.score),
          h("span", {}, showRange(range(dispute.sides.flatMap((side) => side.claims)))), statusSlot()))),
    h("div", { class: "sides" }, sideBox(dispute, 0), sideBox(dispute, 1)),
    h("p", { class: "why" }, h("b", {}, "Why: "), dispute.explanation),
    h("footer", {}, labelButtons(dispute, refresh),
      link(route("dispute", dispute.id), { class: "button" }, "Details, timeline, graph")));
  function statusSlot() {
    return h("span", { class: "status-slot" }, statusTag(label(dispute).status));
  }
  function refresh() {
    card.querySelector(".status-slot").replaceWith(statusSlot());
  }
  return card;
}

let disputeList = null;
function viewDisputes(main) {
  const results = h("div", { class: "results" });
  const heading = h("h2", { class: "count", id: "count" });
  const draw = () => {
    const kept = filteredDisputes();
    heading.textContent = kept.length === D.disputes.length
      ? count(kept.length, "dispute") : `${kept.length.toLocaleString("en")} of ${count(D.disputes.length, "dispute")}`;
    disputeList = growingList("div", { class: "cards" }, kept, disputeCard);
    results.replaceChildren(kept.length ? disputeList.element : h("p", { class: "empty" },
      D.disputes.length ? "No dispute fits these filters." : "No two claims contradict each other in this batch."));
  };
  const form = filterForm(() => {
    try { history.replaceState(null, "", route("disputes", null, filterQuery())); } catch { /* the address stays as it is */ }
    draw();
    announce(heading.textContent);
  });
  const sheet = h("details", { class: "filter-sheet" }, h("summary", {}, "Filter and search"), form);
  sheet.open = matchMedia("(min-width: 900px)").matches || Object.keys(filterQuery()).length > 0;
  place(main, h("h1", { class: "visually-hidden" }, D.meta.title), overview(), readingNotes(),
    h("div", { class: "with-filters" }, sheet, h("div", {}, heading, results)));
  draw();
}
