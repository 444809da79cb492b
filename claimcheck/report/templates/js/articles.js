// Articles, with their claims marked where they stand.
function viewArticles(main) {
  const state = { q: "", outlet: "" }, results = h("div", {}), heading = h("p", { class: "count", role: "status" });
  const order = A.id.map((_, number) => number).sort((x, y) => (A.when[y]?.[0] ?? 0) - (A.when[x]?.[0] ?? 0) || x - y);
  const draw = () => {
    const kept = order.filter((number) => (!state.outlet || D.outlets[A.outlet[number]] === state.outlet) &&
      (!state.q || matches(`${A.title[number]}\n${D.outlets[A.outlet[number]]}\n${A.file[number]}\n${A.url[number]}`.toLowerCase(), state.q)));
    heading.textContent = count(kept.length, "article");
    results.replaceChildren(growingList("ul", { class: "plain articles" }, kept, articleLine, 60).element);
  };
  const set = (name) => (value) => { state[name] = value; draw(); };
  place(main, h("h1", {}, "Articles"), h("form", { class: "filters inline", role: "search", "aria-label": "Filter articles", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "field wide" }, h("span", {}, "Search"), h("input", { type: "search", id: "search", oninput: (event) => set("q")(event.target.value.trim()) })),
    select("Outlet", [["", "Every outlet"], ...distinct(A.outlet).map((number) => [D.outlets[number], D.outlets[number]])], "", set("outlet"))),
    heading, results);
  draw();
}

const titleOf = (number) => A.title[number] || A.file[number] || A.id[number];
function articleLine(number) {
  return h("li", {}, link(route("article", A.id[number]), { class: "serif" }, titleOf(number)),
    h("span", { class: "dim" }, ` ${D.outlets[A.outlet[number]]} · ${showDate(A.published[number])} · ${count(claimsOfArticle(number).length, "claim")}`));
}

function viewArticle(main, id, query) {
  const number = articleById.get(id);
  if (number === undefined) return notFound(main, "article", id);
  const copies = A.id.map((_, other) => other).filter((other) => other !== number && A.copy[other] === A.copy[number]);
  const panel = h("aside", { class: "claim-panel", "aria-live": "polite", "aria-label": "The chosen claim" },
    h("p", { class: "dim" }, "Choose a marked sentence to see who else tells it and who disputes it."));
  const row = (name, value) => (value && value.length ? [h("dt", {}, name), h("dd", {}, value)] : null);
  const choose = (claim) => {
    for (const mark of main.querySelectorAll(".claim-mark")) {
      mark.ariaCurrent = mark.dataset.claims.split(" ").includes(String(claim)) ? "true" : null;
    }
    panel.replaceChildren(...claimPanel(claim));
  };
  place(main, h("nav", { class: "crumbs", "aria-label": "Place" }, link(route("articles"), {}, "Articles")),
    h("h1", {}, titleOf(number)),
    h("dl", { class: "facts-list" }, row("Outlet", D.outlets[A.outlet[number]]), row("Published", showDate(A.published[number], true)),
      row("Reported first by", A.origin[number]), row("Cites", A.cites[number]), row("Address", A.url[number] ? [external(A.url[number], A.url[number])] : ""),
      row("File", A.file[number]), row("Note", A.note[number]),
      row("Same text in", copies.map((other) => [link(route("article", A.id[other]), {}, D.outlets[A.outlet[other]]), " "]))),
    D.meta.context === "full" ? null : h("p", { class: "dim" }, D.meta.context === "sentences"
      ? "Only the sentences that make claims are in this page; […] stands for what is left out."
      : "Only the paragraphs that make claims are in this page."),
    h("div", { class: "article-body" }, h("div", { class: "prose" }, articleText(number).map((paragraph) => h("p", {}, paragraph.map((segment) =>
      segment.length > 1 ? claimMark(segment, choose) : segmentNode(segment))))), panel));
  const wanted = C.id.indexOf(query.get("claim"));
  if (wanted >= 0) {
    choose(wanted);
    main.querySelector(".claim-mark[aria-current]")?.scrollIntoView({ block: "center" });
  }
}

function claimMark(segment, choose) {
  const claims = segment.slice(1), disputed = claims.some((claim) => claimDisputes(claim).length);
  const state = disputed ? "disputed" : claims.some((claim) => C.cluster[claim] >= 0) ? "shared" : "alone";
  return link(route("article", A.id[C.article[claims[0]]], { claim: C.id[claims[0]] }), {
    class: `claim-mark claim-${state}`, "data-claims": claims.join(" "), onclick: (event) => {
      event.preventDefault();
      choose(claims[0]);
    } }, segmentText(segment));
}

const claimDisputes = (claim) => (disputesOfCluster.get(C.cluster[claim]) ?? [])
  .filter((number) => D.disputes[number].sides.some((side) => side.claims.includes(claim)));

function claimPanel(claim) {
  const same = claimsOfArticle(C.article[claim]).filter((other) => C.start[other] === C.start[claim] && C.end[other] === C.end[claim]);
  return same.flatMap((one) => {
    const cluster = K[C.cluster[one]];
    return [quote(C.proposition[one] || C.sentence[one], true), byline(one, false),
      h("p", { class: "dim" }, `Characters ${C.start[one]} to ${C.end[one]} of the text · check-worthiness ${C.worth[one]} %`),
      cluster ? h("p", {}, "Cluster: ", link(route("cluster", cluster.id), {}, cluster.headline), ` (${independentWords(cluster.independent)})`)
        : h("p", { class: "dim" }, "No other claim tells this."),
      ...claimDisputes(one).map((number) => h("p", {}, kindTag(D.disputes[number].kind), " ",
        link(route("dispute", D.disputes[number].id), {}, D.disputes[number].headline)))];
  });
}
