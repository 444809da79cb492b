// The page's data: columns (see page_data.py), read once; article texts are read when first asked for.
const D = JSON.parse(document.getElementById("page-data").textContent);
const C = D.claims, A = D.articles, K = D.clusters;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

let texts = null;
function articleText(article) {
  texts ??= JSON.parse(document.getElementById("page-texts").textContent);
  return texts[article];
}

const outletOf = (claim) => A.outlet[C.article[claim]];
const outletName = (claim) => D.outlets[outletOf(claim)];
const whenOf = (claim) => A.when[C.article[claim]];
const publishedOf = (claim) => A.published[C.article[claim]];
const distinct = (list) => [...new Set(list)];

function byTime(claims) {
  const at = (claim) => (whenOf(claim) ?? [Infinity])[0];
  return [...claims].sort((x, y) => at(x) - at(y) || x - y);
}

const numbered = (ids) => new Map(ids.map((id, number) => [id, number]));
const disputeById = numbered(D.disputes.map((dispute) => dispute.id));
const clusterById = numbered(K.map((cluster) => cluster.id));
const articleById = numbered(A.id);

const disputesOfCluster = new Map();
D.disputes.forEach((dispute, number) => {
  if (!disputesOfCluster.has(dispute.cluster)) disputesOfCluster.set(dispute.cluster, []);
  disputesOfCluster.get(dispute.cluster).push(number);
});

const clusterClaims = (cluster) => [...cluster.positions.flatMap((position) => position.claims), ...cluster.loose];

let perArticle = null;
function claimsOfArticle(article) {
  if (!perArticle) {
    perArticle = A.id.map(() => []);
    C.article.forEach((home, claim) => perArticle[home].push(claim));
  }
  return perArticle[article];
}

function range(claims) {
  let first = Infinity, last = -Infinity;
  for (const claim of claims) {
    const when = whenOf(claim);
    if (!when) continue;
    first = Math.min(first, when[0]);
    last = Math.max(last, when[1]);
  }
  return first <= last ? [first, last] : null;
}
