// Dates as the article gives them: as precise as known, in the article's own time zone.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function showDate(iso, withTime = false) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?/.exec(iso ?? "");
  if (!found) return iso || "date unknown";
  const [, year, month, day, clock] = found;
  const name = month ? MONTHS[Number(month) - 1] ?? month : "";
  return [day ? Number(day) : "", name, year].filter(Boolean).join(" ") + (withTime && clock ? ", " + clock : "");
}
const showMinute = (minute, withTime) => showDate(new Date(minute * 60000).toISOString(), withTime);

function showRange(span) {
  if (!span) return "dates unknown";
  const [first, last] = span.map((minute) => showMinute(minute));
  return first === last ? first : `${first} – ${last}`;
}
const dayOf = (minute) => new Date(minute * 60000).toISOString().slice(0, 10);
