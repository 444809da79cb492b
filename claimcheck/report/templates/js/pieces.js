// Parts that several views show: a quoted claim, who says it, what a side rests on.
const marked = (pieces, side) =>
  pieces.map((piece, number) => (number % 2 ? h("mark", { class: `mark-${side}` }, piece) : piece));

const KIND_WORDS = { person: "named person", body: "body", outlet: "outlet", document: "document", unnamed: "unnamed" };

function byline(claim, withLink = true) {
  const source = D.sources[C.source[claim]], kind = D.kinds[C.kind[claim]], stance = D.stances[C.stance[claim]];
  const article = C.article[claim], outlet = outletName(claim);
  const from = C.origin[claim], first = A.origin[article];
  return h("p", { class: "byline" },
    source ? [h("span", { class: "speaker" }, source), kind ? h("span", { class: "dim" }, ` (${KIND_WORDS[kind]})`) : null,
      stance && stance !== "asserts" ? [" ", h("span", { class: "tag" }, stance)] : null, " · "] : null,
    from && from !== source && from !== first && from !== outlet ? ["from ", h("b", {}, from), " · "] : null,
    h("span", { class: "outlet" }, outlet), first && first !== outlet ? ` (origin: ${first})` : null, " · ",
    h("time", { datetime: publishedOf(claim) }, showDate(publishedOf(claim))),
    C.hedges[claim] ? h("span", { class: "dim" }, ` · hedged: “${C.hedges[claim]}”`) : null,
    withLink ? [" · ", link(route("article", A.id[article], { claim: C.id[claim] }), {}, "in the article")] : null);
}

const quote = (content, small) => h("blockquote", { class: small ? "quote small" : "quote" }, content);

function chainList(chains) {
  return chains.length
    ? h("ul", { class: "chains" }, chains.map((chain) => h("li", {}, chain.replaceAll("->", "→"))))
    : null;
}

const independentWords = (number) => count(number, "independent source");

function sideFacts(claims, independent) {
  const span = range(claims);
  return h("p", { class: "facts" },
    h("b", { class: "independent" }, independentWords(independent)),
    ` · ${count(distinct(claims.map(outletOf)).length, "outlet")} · `,
    span ? ["since ", h("b", { class: "since" }, showMinute(span[0]))] : "date unknown");
}

const likely = (score) => h("span", { class: "likely" },
  h("span", { class: "bar", "aria-hidden": "true" }, meter(score)), `${percent(score)} % likely`);
// A score is an estimate: it never shows as certain.
const percent = (score) => Math.min(99, Math.max(1, Math.round(score * 100)));
function meter(score) {
  const fillBar = h("span", { class: "bar-fill" });
  fillBar.style.width = `${Math.round(score * 100)}%`;
  return fillBar;
}
const kindTag = (kind) => h("span", { class: `tag kind kind-${kind}` }, kind);
const statusTag = (status) => (status === "new" ? null : h("span", { class: `tag status-${status}` }, status));

// Sentences next to a claim in its article, as far as the page has them.
function contextOf(claim) {
  for (const paragraph of articleText(C.article[claim])) {
    const at = paragraph.findIndex((segment) => segment.slice(1).includes(claim));
    if (at < 0) continue;
    return h("p", { class: "context" }, paragraph.map((segment) => segmentNode(segment, claim)));
  }
  return null;
}
function segmentText(segment) {
  return segment[0] === null ? C.sentence[segment[1]] : segment[0];
}
function segmentNode(segment, chosen) {
  const claims = segment.slice(1);
  if (!claims.length) return segment[0] === "" ? h("span", { class: "gap", title: "left out" }, " […] ") : segment[0];
  return claims.includes(chosen) ? h("strong", {}, segmentText(segment)) : segmentText(segment);
}
