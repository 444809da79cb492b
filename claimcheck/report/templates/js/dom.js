// Elements out of names and text only: nothing here can turn a text into markup.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const place = (target, ...children) => fill(target, null, children);

const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many ?? one + "s"}`;
const route = (view, id, query) =>
  `#/${view}${id === undefined || id === null ? "" : "/" + encodeURIComponent(id)}` +
  (query && Object.keys(query).length ? "?" + new URLSearchParams(query) : "");
const link = (href, attributes, ...children) => h("a", { href, ...attributes }, ...children);
const external = (href, ...children) =>
  href ? h("a", { href, rel: "noopener noreferrer", target: "_blank" }, ...children) : h("span", {}, ...children);

function announce(text) {
  document.getElementById("announce").textContent = text;
}

function select(label, options, value, onChange) {
  const box = h("select", { "aria-label": label, onchange: (event) => onChange(event.target.value) },
    options.map(([key, name]) => h("option", { value: key, selected: key === value }, name)));
  return h("label", { class: "field" }, h("span", {}, label), box);
}

// A long list that grows as its end comes near, so that a page of thousands opens as fast as a page of ten.
function growingList(tag, attributes, items, render, step = 20) {
  const list = h(tag, attributes);
  const more = h("button", { type: "button", class: "button more" });
  let shown = 0;
  const grow = (upTo) => {
    const end = Math.min(items.length, upTo);
    for (; shown < end; shown++) list.append(render(items[shown], shown));
    more.hidden = shown >= items.length;
    more.textContent = `Show more (${(items.length - shown).toLocaleString("en")} left)`;
  };
  more.addEventListener("click", () => grow(shown + step));
  new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && !more.hidden && grow(shown + step),
    { rootMargin: "400px" }).observe(more);
  grow(step);
  return { element: h("div", { class: "growing" }, list, more), list, grow, get shown() { return shown; } };
}
