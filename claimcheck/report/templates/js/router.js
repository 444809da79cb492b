// Which view the address names, the keys that work everywhere, and print.
const VIEWS = {
  disputes: ["Disputes", viewDisputes], clusters: ["Clusters", viewClusters], agreement: ["Outlets", viewAgreement],
  articles: ["Articles", viewArticles], claims: ["Claims", viewClaims],
  dispute: [null, viewDispute, "disputes"], cluster: [null, viewCluster, "clusters"], article: [null, viewArticle, "articles"],
};
const THEMES = [["", "Auto"], ["light", "Light"], ["dark", "Dark"]];
const main = document.getElementById("main"), nav = document.getElementById("nav");

function notFound(target, what, id) {
  place(target, h("h1", {}, `No such ${what}`), h("p", {}, `This page has no ${what} “${id}”.`), h("p", {}, link(route("disputes"), {}, "To the disputes")));
}

function parse() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view = "", id = ""] = path.split("/");
  let name = id;
  try { name = decodeURIComponent(id); } catch { /* shown as it stands */ }
  return { view: Object.hasOwn(VIEWS, view) ? view : "disputes", id: name, query: new URLSearchParams(query) };
}

let first = true;
function show() {
  const { view, id, query } = parse(), [title, render, parent] = VIEWS[view];
  if (view === "disputes") readFilters(query);
  disputeList = null;
  main.replaceChildren();
  main.className = `view-${view}`;
  render(main, id, query);
  for (const item of nav.children) item.ariaCurrent = item.dataset.view === (parent ?? view) ? "page" : null;
  document.title = [title ?? main.querySelector("h1")?.textContent, D.meta.title].filter(Boolean).join(" · ");
  if (!first) {
    if (!query.get("claim")) scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  first = false;
}
function go(hash) {
  if (location.hash === hash) show();
  else location.hash = hash;
}

const theme = h("select", { "aria-label": "Colours", class: "theme", onchange: () => setTheme(theme.value) },
  THEMES.map(([key, name]) => h("option", { value: key }, name)));
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  try { localStorage.setItem("claimcheck.theme", name); } catch { /* for this visit only */ }
}
let kept = "";
try { kept = localStorage.getItem("claimcheck.theme") ?? ""; } catch { /* the system's */ }
theme.value = THEMES.some(([key]) => key === kept) ? kept : "";
document.documentElement.dataset.theme = theme.value;

const help = h("dialog", { class: "help", "aria-labelledby": "help-title" }, h("h2", { id: "help-title" }, "Keys"),
  h("dl", {}, [["j, k", "next, previous dispute"], ["Enter", "open it"], ["c, x", "confirm, dismiss it"], ["/", "search"], ["?", "this list"]]
    .map(([key, text]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, text)])),
  h("button", { type: "button", class: "button", onclick: () => help.close() }, "Close"));

function step(by) {
  const cards = [...main.querySelectorAll(".card.dispute")];
  const at = cards.indexOf(document.activeElement?.closest(".card.dispute"));
  const next = cards[Math.max(0, at + by)];
  next?.focus();
  next?.scrollIntoView({ block: "start" });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, select, textarea") || help.open) return;
  const card = event.target.closest?.(".dispute");
  const keys = {
    j: () => step(1), k: () => step(-1), "/": () => document.getElementById("search")?.focus(), "?": () => help.showModal(),
    c: () => card?.querySelector(".mark-confirmed")?.click(), x: () => card?.querySelector(".mark-dismissed")?.click(),
    Enter: () => event.target === card && card.dataset.id !== undefined && go(route("dispute", card.dataset.id)),
  };
  if (!Object.hasOwn(keys, event.key)) return;
  if (event.key !== "Enter") event.preventDefault();
  keys[event.key]();
});

const PRINTED = 500;
addEventListener("beforeprint", () => {
  disputeList?.grow(PRINTED);
  for (const details of main.querySelectorAll("details.notice")) details.open = true;
});
addEventListener("hashchange", show);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

for (const [view, [title]] of Object.entries(VIEWS)) {
  if (title) nav.append(link(route(view), { "data-view": view }, title));
}
document.getElementById("tools").append(saveButton, theme,
  h("button", { type: "button", class: "button quiet", "aria-label": "Keys", onclick: () => help.showModal() }, "?"));
document.body.append(help, h("footer", { class: "colophon" }, `Made with claimcheck on ${showDate(D.meta.generated, true)} UTC. `,
  "A likely dispute is a reason to check, not a verdict: follow the sentences to their articles."));
showLabelCount();
show();
