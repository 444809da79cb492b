// Outlet by outlet: in how many clusters two tell the same, and in how many disputes they stand on opposite sides.
const MATRIX_OUTLETS = 24;

function viewAgreement(main) {
  const outlets = D.agreement.outlets.slice(0, MATRIX_OUTLETS), key = (x, y) => Math.min(x, y) + ":" + Math.max(x, y);
  const table = (rows) => new Map(rows.map(([x, y, number]) => [key(x, y), number]));
  const agree = table(D.agreement.agree), oppose = table(D.agreement.oppose);
  const cell = (x, y) => {
    if (x === y) return h("td", { class: "same" }, "—");
    const yes = agree.get(key(x, y)) ?? 0, no = oppose.get(key(x, y)) ?? 0, all = yes + no;
    const tone = all ? `tone-${Math.round((4 * no) / all)}` : "tone-none";
    const names = `${D.outlets[x]} and ${D.outlets[y]}`;
    return h("td", { class: tone }, all
      ? link(route("disputes", null, { outlet: D.outlets[x], against: D.outlets[y] }),
        { "aria-label": `${names}: agree in ${count(yes, "cluster")}, opposed in ${count(no, "dispute")}`, title: names },
        h("span", { class: "yes" }, String(yes)), h("span", { class: "no" }, String(no))) : "");
  };
  place(main, h("h1", {}, "Who agrees with whom"),
    h("p", { class: "lead" }, "For each two outlets: the clusters in which they tell the same, reprints not counted, and below it the ",
      "disputes in which they stand on opposite sides. Follow a cell to those disputes."),
    D.agreement.outlets.length > MATRIX_OUTLETS ? h("p", { class: "dim" },
      `The ${MATRIX_OUTLETS} outlets with the most claims, of ${D.agreement.outlets.length}.`) : null,
    outlets.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Agreement of outlets" }, h("table", { class: "matrix" },
      h("caption", { class: "visually-hidden" }, "Agreement and opposition of each two outlets"),
      h("thead", {}, h("tr", {}, h("td", {}), outlets.map((x) => h("th", { scope: "col" }, h("span", {}, D.outlets[x]))))),
      h("tbody", {}, outlets.map((x) => h("tr", {}, h("th", { scope: "row" }, D.outlets[x]), outlets.map((y) => cell(x, y)))))))
      : h("p", { class: "empty" }, "No two outlets tell of the same question."),
    h("p", { class: "legend" }, h("span", {}, h("span", { class: "swatch tone-0" }), "always agree"), h("span", {}, h("span", { class: "swatch tone-2" }), "half and half"),
      h("span", {}, h("span", { class: "swatch tone-4" }), "always opposed")));
}
