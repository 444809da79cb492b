// What of the disputes is shown. The state lives in the address, so that a filtered page can be bookmarked.
const EVERY_FILTER = { q: "", kind: "", outlet: "", against: "", status: "", from: "", to: "", sort: "rank" };
let filters = { ...EVERY_FILTER };

function readFilters(query) {
  filters = { ...EVERY_FILTER };
  for (const [name, value] of query) if (Object.hasOwn(EVERY_FILTER, name)) filters[name] = value;
}
function filterQuery() {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => value && value !== EVERY_FILTER[name]));
}

const haystacks = [];
function haystack(number) {
  return (haystacks[number] ??= (() => {
    const dispute = D.disputes[number];
    const claims = dispute.sides.flatMap((side) => side.claims);
    return [dispute.id, dispute.headline, dispute.explanation, ...claims.flatMap((claim) =>
      [C.sentence[claim], D.sources[C.source[claim]], outletName(claim), A.title[C.article[claim]]])]
      .join("\n").toLowerCase();
  })());
}
const matches = (text, query) => query.toLowerCase().split(/\s+/).every((word) => text.includes(word));

function keeps(dispute, number) {
  if (filters.kind && dispute.kind !== filters.kind) return false;
  const status = label(dispute).status;
  if (filters.status ? status !== filters.status : status === "dismissed") return false;
  const sides = dispute.sides.map((side) => new Set(side.claims.map((claim) => D.outlets[outletOf(claim)])));
  if (filters.outlet && filters.against) {
    const opposed = (x, y) => sides[0].has(x) && sides[1].has(y);
    if (!opposed(filters.outlet, filters.against) && !opposed(filters.against, filters.outlet)) return false;
  } else if (filters.outlet && !sides.some((side) => side.has(filters.outlet))) return false;
  if (filters.from || filters.to) {
    const span = range(dispute.sides.flatMap((side) => side.claims));
    if (!span || (filters.from && dayOf(span[1]) < filters.from) || (filters.to && dayOf(span[0]) > filters.to)) return false;
  }
  return !filters.q || matches(haystack(number), filters.q);
}

function filteredDisputes() {
  const kept = D.disputes.map((_, number) => number).filter((number) => keeps(D.disputes[number], number));
  const first = (number) => (range(D.disputes[number].sides.flatMap((side) => side.claims)) ?? [0, 0])[1];
  const sources = (number) => D.disputes[number].sides.reduce((sum, side) => sum + side.independent, 0);
  if (filters.sort === "newest") kept.sort((x, y) => first(y) - first(x) || x - y);
  if (filters.sort === "sources") kept.sort((x, y) => sources(y) - sources(x) || x - y);
  return kept;
}

function filterForm(onChange) {
  const set = (name) => (value) => { filters[name] = value; onChange(); };
  let wait = 0;
  const search = h("input", { type: "search", id: "search", value: filters.q, placeholder: "Words, names, outlets",
    autocomplete: "off", oninput: (event) => { clearTimeout(wait); wait = setTimeout(() => set("q")(event.target.value.trim()), 120); } });
  const outlets = ["", ...D.agreement.outlets.map((number) => D.outlets[number])];
  const kinds = distinct(D.disputes.map((dispute) => dispute.kind));
  const date = (name, text) => h("label", { class: "field" }, h("span", {}, text),
    h("input", { type: "date", value: filters[name], onchange: (event) => set(name)(event.target.value) }));
  return h("form", { class: "filters", role: "search", "aria-label": "Filter disputes", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "field wide" }, h("span", {}, "Search"), search),
    select("Kind", [["", "Every kind"], ...kinds.map((kind) => [kind, kind])], filters.kind, set("kind")),
    select("Outlet", outlets.map((name) => [name, name || "Every outlet"]), filters.outlet, set("outlet")),
    select("Against", outlets.map((name) => [name, name || "Any outlet"]), filters.against, set("against")),
    select("Verdict", [["", "Not dismissed"], ["new", "New"], ["confirmed", "Confirmed"], ["dismissed", "Dismissed"],
      ["resolved", "Resolved"]], filters.status, set("status")),
    date("from", "From"), date("to", "To"),
    select("Order", [["rank", "Most likely first"], ["newest", "Newest first"], ["sources", "Most sources first"]],
      filters.sort, set("sort")),
    h("button", { type: "button", class: "button quiet", onclick: () => go(route("disputes")) }, "Clear filters"));
}
