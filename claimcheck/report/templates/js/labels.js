// What the reader decided: kept by the browser where it lets a page do so, otherwise while the page is open.
const STORE = "claimcheck.labels";
let store = {};
try {
  store = JSON.parse(localStorage.getItem(STORE) ?? "{}");
  if (typeof store !== "object" || store === null || Array.isArray(store)) store = {};
} catch { store = {}; }

const label = (dispute) => {
  const own = Object.hasOwn(store, dispute.id) ? store[dispute.id] : {};
  return { status: own.status ?? dispute.status, note: own.note ?? dispute.note };
};

function setLabel(dispute, change) {
  const next = { ...label(dispute), ...change };
  if (next.status === dispute.status && next.note === dispute.note) delete store[dispute.id];
  else store[dispute.id] = next;
  try { localStorage.setItem(STORE, JSON.stringify(store)); } catch { /* kept in memory */ }
  showLabelCount();
}

const labelled = () => D.disputes.filter((dispute) => Object.hasOwn(store, dispute.id));

// A spreadsheet must not run a cell as a formula, and a quote or line break must stay inside its cell.
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const labelsCsv = () => [["dispute_id", "status", "note"],
  ...labelled().map((dispute) => [dispute.id, label(dispute).status, label(dispute).note])]
  .map((row) => row.map(csvCell).join(",") + "\r\n").join("");

function downloadLabels() {
  const url = URL.createObjectURL(new Blob([labelsCsv()], { type: "text/csv" }));
  h("a", { href: url, download: "labels.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  announce("labels.csv saved");
}

const saveButton = h("button", { type: "button", class: "button", id: "save-labels", onclick: downloadLabels,
  title: "Then: claimcheck label --from labels.csv" });
function showLabelCount() {
  const number = labelled().length;
  saveButton.hidden = number === 0;
  saveButton.textContent = `Save ${count(number, "label")}`;
}

function labelButtons(dispute, onChange) {
  const button = (status, text) => h("button", {
    type: "button", class: `button mark-${status}`, "data-status": status,
    "aria-pressed": String(label(dispute).status === status),
    onclick: () => {
      setLabel(dispute, { status: label(dispute).status === status ? "new" : status });
      for (const other of group.children) {
        other.setAttribute("aria-pressed", String(label(dispute).status === other.dataset.status));
      }
      announce(`Marked ${label(dispute).status}: ${dispute.headline}`);
      onChange?.();
    },
  }, text);
  const group = h("div", { class: "marks", role: "group", "aria-label": "Your verdict" },
    button("confirmed", "Confirm"), button("dismissed", "Dismiss"));
  return group;
}
