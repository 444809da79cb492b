// When each side was told: a lane a side, one mark an article; an uncertain date is as wide as what it can mean.
function timeline(lanes) {
  const all = lanes.flatMap((lane) => lane.claims.filter(whenOf).map(whenOf));
  if (!all.length) return h("p", { class: "dim" }, "No dates are known.");
  let from = Math.min(...all.map((when) => when[0])), to = Math.max(...all.map((when) => when[1]));
  const pad = Math.max(60, (to - from) * 0.04);
  from -= pad; to += pad;
  const width = Math.max(320, Math.min(1100, main.clientWidth - 40)), left = 34, right = 14, laneHeight = 44, top = 8;
  const height = top + lanes.length * laneHeight + 30;
  const x = (minute) => left + ((minute - from) / (to - from)) * (width - left - right);
  const parts = [];
  lanes.forEach((lane, row) => {
    const y = top + row * laneHeight + laneHeight / 2;
    parts.push(s("line", { x1: left, x2: width - right, y1: y, y2: y, class: "lane" }),
      s("text", { x: 6, y: y + 5, class: `lane-name ink-${lane.colour}` }, lane.name));
    const rows = new Map();
    for (const claim of byTime(lane.claims)) {
      const when = whenOf(claim);
      if (!when) continue;
      const first = x(when[0]), last = x(when[1]);
      const slot = Math.round(first / 9), above = rows.get(slot) ?? 0;
      rows.set(slot, above + 1);
      const shift = (above % 2 ? 1 : -1) * Math.ceil(above / 2) * 9;
      parts.push(s("g", { class: `fill-${lane.colour}` },
        s("title", {}, `${outletName(claim)}, ${showDate(publishedOf(claim), true)}: ${C.sentence[claim]}`),
        last - first > 3 ? s("rect", { x: first, y: y - 4 + shift, width: last - first, height: 8, rx: 4, class: "period" })
          : s("circle", { cx: first, cy: y + shift, r: 6, class: "moment" })));
    }
  });
  const hours = to - from < 2 * 1440 && all.some((when) => when[0] === when[1]), ticks = Math.max(1, Math.floor(width / (hours ? 190 : 150)));
  const labels = new Set();
  for (let tick = 0; tick <= ticks; tick++) {
    const minute = from + pad + ((to - from - 2 * pad) * tick) / ticks, name = showMinute(minute, hours);
    if (labels.has(name)) continue;
    labels.add(name);
    parts.push(s("text", { x: x(minute), y: height - 8, class: "tick",
      "text-anchor": tick === 0 ? "start" : tick === ticks ? "end" : "middle" }, name));
  }
  return s("svg", { viewBox: `0 0 ${width} ${height}`, class: "timeline", role: "img",
    "aria-label": "Timeline: " + lanes.map((lane) => `${lane.name}: ${count(lane.claims.length, "claim")}, ` +
      showRange(range(lane.claims))).join("; ") }, parts);
}

// The same as text, oldest first, for print, search and screen readers.
function timelineTable(lanes) {
  const rows = byTime(lanes.flatMap((lane) => lane.claims));
  const lane = new Map(lanes.flatMap((one) => one.claims.map((claim) => [claim, one])));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Claims in order of time" },
    h("table", { class: "table" }, h("caption", { class: "visually-hidden" }, "Claims in order of time"),
      h("thead", {}, h("tr", {}, ["When", "Side", "Outlet", "Source", "Sentence"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.map((claim) => h("tr", {},
        h("td", { class: "nowrap" }, showDate(publishedOf(claim), true)),
        h("td", {}, h("span", { class: `chip ink-${lane.get(claim).colour}` }, lane.get(claim).name)),
        h("td", {}, outletName(claim)),
        h("td", {}, D.sources[C.source[claim]] || "—"),
        h("td", { class: "serif" }, link(route("article", A.id[C.article[claim]], { claim: C.id[claim] }), {}, C.sentence[claim])))))));
}
