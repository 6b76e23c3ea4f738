// Makes elements, never from markup: what documents say is text and nothing else.

const state = { language: "en", page: {}, sort: {} };

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function s(tag, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function inLanguage(texts) {
  return texts[state.language === "id" ? 1 : 0];
}

// The word for an id of a kind, the id itself where the labels do not know it.
function label(kind, id) {
  const known = data.labels[kind];
  return Object.hasOwn(known, id) ? inLanguage(known[id]) : String(id).replaceAll("_", " ");
}

function t(name, values) {
  return label("page", name).replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

function number(value, digits) {
  return value.toLocaleString(state.language === "id" ? "id-ID" : "en-GB", {
    maximumFractionDigits: digits ?? 0,
  });
}

// Shapes tell values apart as well as colours do.
const COLOURS = { must: "#1f4e79", must_not: "#b23a2e", should: "#1f4e79", may: "#1f4e79", yes: "#1f6f5c", no: "#b23a2e" };

function shape(value) {
  const colour = COLOURS[value] || "#57616a";
  const ring = (fill) => s("circle", { cx: 6, cy: 6, r: 4.5, fill, stroke: colour, "stroke-width": 1.5 });
  if (value === "must" || value === "yes") return [ring(colour)];
  if (value === "may") return [ring("#fff")];
  if (value === "should") {
    return [ring("#fff"), s("path", { d: "M6 1.5a4.5 4.5 0 0 1 0 9z", fill: colour })];
  }
  if (value === "must_not") {
    return [ring(colour), s("path", { d: "M3.4 6h5.2", stroke: "#fff", "stroke-width": 2 })];
  }
  return [s("path", { d: "M2 2l8 8M10 2l-8 8", stroke: colour, "stroke-width": 2 })];
}

function mark(value) {
  return s("svg", { width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" }, shape(value));
}

function legend(items) {
  return h("ul", { class: "legend" }, items.map(([sign, text]) => h("li", {}, sign, text)));
}

// A link to the evidence of one or more places.
function evidence(places, content, attributes) {
  const target = places.length ? places.join("-") : "none";
  return h("a", { class: "e", href: `#e${target}`, ...attributes }, content);
}

function save(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function figureText(figure) {
  const copy = figure.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const [width, height] = [figure.getAttribute("width"), figure.getAttribute("height")];
  copy.prepend(s("rect", { width, height, fill: "#fff" }));
  copy.setAttribute("font-family", "Helvetica, Arial, sans-serif");
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return new XMLSerializer().serializeToString(copy);
}

function saveSvg(name, figure) {
  save(`${name}.svg`, "image/svg+xml", figureText(figure));
}

// Three pixels a point: a column of a paper at 300 dots an inch.
function savePng(name, figure) {
  const scale = 3;
  const image = new Image();
  image.onload = () => {
    const canvas = h("canvas", {
      width: Math.round(scale * figure.getAttribute("width")),
      height: Math.round(scale * figure.getAttribute("height")),
    });
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.drawImage(image, 0, 0);
    canvas.toBlob((blob) => save(`${name}.png`, "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(figureText(figure))}`;
}

// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
function csvCell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^\s*[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function saveCsv(name, rows) {
  save(`${name}.csv`, "text/csv", rows.map((row) => row.map(csvCell).join(",")).join("\n") + "\n");
}
