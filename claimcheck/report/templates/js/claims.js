// Every claim, searchable.
function viewClaims(main) {
  const state = { q: "", outlet: "", stance: "" }, results = h("div", {}), heading = h("p", { class: "count", role: "status" });
  let lowered = null;
  const text = (claim) => {
    lowered ??= C.sentence.map((sentence, number) => `${sentence}\n${D.sources[C.source[number]]}\n${outletName(number)}`.toLowerCase());
    return lowered[claim];
  };
  const draw = () => {
    const kept = [];
    for (let claim = 0; claim < C.id.length; claim++) {
      if (state.outlet && outletName(claim) !== state.outlet) continue;
      if (state.stance && D.stances[C.stance[claim]] !== state.stance) continue;
      if (!state.q || matches(text(claim), state.q)) kept.push(claim);
    }
    heading.textContent = count(kept.length, "claim");
    results.replaceChildren(growingList("ol", { class: "claims wide" }, kept, (claim) => h("li", {}, quote(C.sentence[claim], true), byline(claim),
      C.cluster[claim] >= 0 ? h("p", { class: "dim" }, link(route("cluster", K[C.cluster[claim]].id), {},
        isDisputed(C.cluster[claim]) ? "Cluster, disputed" : "Cluster")) : null), 40).element);
  };
  let wait = 0;
  const set = (name) => (value) => { state[name] = value; draw(); };
  place(main, h("h1", {}, "Claims"), h("form", { class: "filters inline", role: "search", "aria-label": "Filter claims", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "field wide" }, h("span", {}, "Search"), h("input", { type: "search", id: "search", oninput: (event) => {
      clearTimeout(wait);
      wait = setTimeout(() => set("q")(event.target.value.trim()), 150);
    } })),
    select("Outlet", [["", "Every outlet"], ...distinct(A.outlet).map((number) => [D.outlets[number], D.outlets[number]])], "", set("outlet")),
    select("Stance", [["", "Every stance"], ...D.stances.map((stance) => [stance, stance])], "", set("stance"))), heading, results);
  draw();
}
