// The sections of the page, drawn anew whenever a filter, the language or an order changes.

const SECTIONS = {
  map: mapSection,
  timeline: timelineSection,
  circulars: circularsSection,
  services: servicesSection,
  positions: positionsSection,
  duties: dutiesSection,
  codes: codesSection,
  graph: graphSection,
  sources: sourcesSection,
  reading: readingSection,
};

let now;
let width;

function section(name, note, tools, ...content) {
  const place = document.getElementById(name);
  place.replaceChildren(
    h("div", { class: "head" }, h("h2", { id: `${name}-title` }, t(name)), tools && tools.length ? h("div", { class: "tools" }, tools) : null),
    ...[note ? h("p", { class: "note" }, note) : null, ...content.flat()].filter(Boolean),
  );
}

function saver(name, kind, act) {
  return h("button", { type: "button", onclick: act, "aria-label": `${t(name)}: ${kind}`, "data-save": `${name}/${kind}` }, kind);
}

function pictureTools(name, figure) {
  return [saver(name, "SVG", () => saveSvg(name, figure())), saver(name, "PNG", () => savePng(name, figure()))];
}

// The width inside a section; asked once for all, for each asking lays the whole page out.
function room() {
  const place = document.getElementById(Object.keys(SECTIONS)[0]);
  const style = getComputedStyle(place);
  return Math.max(280, Math.floor(place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)));
}

const MEASURES = ["m_circulars", "m_home", "m_strictness", "m_delay"];

function mapSection(name) {
  const position = MEASURES.indexOf(state.measure || MEASURES[0]);
  const measures = provinces(now.circulars);
  const figure = tileMap(measures, position, width);
  const choice = h("select", { "aria-label": t("measure"), onchange: (event) => { state.measure = event.target.value; render(name); } },
    MEASURES.map((measure, index) => h("option", { value: measure, selected: index === position }, t(measure))));
  const told = data.tiles.filter(([code]) => measures.has(code)).map(([code, , province]) => h("tr", {},
    h("th", { scope: "row" }, province), h("td", {}, String(measures.get(code)[position] ?? t("not_stated")))));
  const table = h("table", { class: "sr" }, h("caption", {}, t(MEASURES[position])), h("tbody", {}, told));
  section(name, t("map_note"), [choice, ...pictureTools(name, () => figure)], figure, table);
}

function timelineSection(name) {
  const circulars = now.circulars.filter((circular) => circular.spans.length)
    .sort((one, other) => compare(one.spans[0].start, other.spans[0].start));
  if (!circulars.length) return section(name, null, [], nothing());
  const [some, pager] = paged(name, circulars);
  const figure = timeline(some, now.wanted.on, width);
  const signs = ["stated", "open", "not_stated", "extended", "revoked"]
    .filter((kind) => some.some((circular) => circular.spans.some((span) => span.kind === kind)))
    .map((kind) => [sample(kind), label("end_kind", kind)]);
  if (some.some((circular) => circular.amendments.length)) {
    signs.push([s("svg", { width: 16, height: 18, "aria-hidden": "true" }, amendment(8, 9, null, "")), t("amended")]);
  }
  return section(name, t("timeline_note"), pictureTools(name, () => figure), figure, legend(signs), pager);
}

function sample(kind) {
  const span = { kind, start: "2020-01-02", end: kind === "open" || kind === "not_stated" ? null : "2020-01-03", startStated: 1, place: null };
  const at = (day) => (day === "2020-01-02" ? 3 : 30);
  return s("svg", { width: 38, height: 18, viewBox: "0 0 38 18", "aria-hidden": "true" }, bar(span, "", 9, at, 30));
}

function nothing() {
  return h("p", { class: "quiet" }, t("nothing"));
}

function cellTo(circular, position, content) {
  return linked(circular, [circular.places[position]], content);
}

// Content that leads to the places it comes from, where there are any.
function linked(circular, places, content, attributes) {
  if (content === null || content === undefined || content === "") return null;
  const known = places.filter((place) => place !== null).slice(0, MOST_QUOTES);
  return known.length ? evidence(known, content, { "data-name": circular.name, ...attributes }) : h("span", attributes, content);
}

function signedBy(circular) {
  if (circular.office === null) return null;
  const capacity = circular.capacity && circular.capacity !== "definitive" ? label("capacity", circular.capacity) : null;
  const behalf = circular.behalf ? t("on_behalf", { office: label("positions", circular.behalf) }) : null;
  return [label("positions", circular.office), capacity, behalf].filter(Boolean).join(", ");
}

function periodText(span) {
  if (span.end) return `${span.start} \u2013 ${span.end}`;
  return span.kind === "open" ? `${span.start} \u2013 ${t("open_end")}` : `${span.start} \u2013 ?`;
}

function circularsSection(name) {
  const on = now.wanted.on;
  const percent = (value) => (value === null ? null : `${number(100 * value)} %`);
  const columns = [
    { key: "region", head: t("region"), value: (c) => c.name, cell: (c) => cellTo(c, 5, c.name) },
    { key: "number", head: t("number"), kind: "wide", value: (c) => c.number, cell: (c) => cellTo(c, 0, c.number) },
    { key: "signed", head: t("signed"), kind: "day", value: (c) => c.issued, cell: (c) => cellTo(c, 1, c.issued) },
    {
      key: "office", head: t("office"), kind: "wide",
      value: (c) => signedBy(c),
      cell: (c) => cellTo(c, c.places[2] === null ? 3 : 2, signedBy(c)),
    },
    {
      key: "period", head: t("period"), kind: "day",
      value: (c) => (c.spans.length ? c.spans.map(periodText).join("; ") : null),
      cell: (c) => c.spans.map((span) => h("div", {}, span.place === null ? periodText(span) : evidence([span.place], periodText(span), { "data-name": c.name }))),
    },
    { key: "home", head: t("home"), kind: "number", value: (c) => c.home, cell: (c) => cellTo(c, 4, percent(c.home)) },
    {
      key: "delay", head: t("delay"), kind: "number", value: (c) => (c.delay ? c.delay[0] : null),
      cell: (c) => (c.delay ? linked(c, [c.delay[2]], number(c.delay[0]), { title: c.delay[1] }) : null),
    },
    { key: "strictness", head: t("strictness"), kind: "number", value: (c) => c.strictness, cell: (c) => (c.strictness === null ? null : linked(c, c.scales, number(c.strictness))) },
    { key: "binding", head: t("binding"), kind: "number", value: (c) => c.binding, cell: (c) => linked(c, c.rules, percent(c.binding)) },
  ];
  if (on) {
    columns.push({
      key: "standing", head: `${t("standing")} ${on}`, value: (c) => label("standing", standing(c, on)),
      cell: (c) => h("span", { class: `tag ${standing(c, on)}` }, label("standing", standing(c, on))),
    });
  }
  if (!now.circulars.length) return section(name, null, [], nothing());
  const [table, pager, sheet] = listTable(name, columns, now.circulars, t(name));
  return section(name, null, [saver(name, "CSV", () => saveCsv(name, sheet()))], table, pager);
}

function matrixSection(name, facts, kind, wording, note, values) {
  const matrix = matrixOf(facts, kind, now.circulars, state.rows === "circular");
  if (!matrix.columns.length) return section(name, note, [], nothing());
  const shown = matrixTable(name, kind, wording, matrix, t(name));
  const figure = () => matrixFigure(shown.rows, matrix.columns, kind, wording, values);
  const tools = [...pictureTools(name, figure), saver(name, "CSV", () => saveCsv(name, shown.sheet()))];
  const stated = new Set(facts.map((fact) => fact.value));
  const signs = values.filter((value) => stated.has(value)).map((value) => [mark(value), label(wording, value)]);
  return section(name, note, tools, shown.table, legend(signs), shown.pager);
}

function servicesSection(name) {
  const facts = now.services.filter((fact) => fact.kind === "service");
  return matrixSection(name, facts, "services", "exempt", t("services_note"), ["yes", "no"]);
}

function positionsSection(name) {
  const facts = now.services.filter((fact) => fact.kind === "position");
  return matrixSection(name, facts, "positions", "exempt", null, ["yes"]);
}

function dutiesSection(name) {
  return matrixSection(name, now.duties, "duties", "modality", t("duties_note"), ["must", "must_not", "should", "may"]);
}

function codesSection(name) {
  const codes = data.codes.filter((row) => now.ids.has(row[0]));
  if (!codes.length) return section(name, t("codes_note"), [], h("p", { class: "quiet" }, t("no_codes")));
  const rows = new Map();
  for (const [id, indicator, value, rule, place] of codes) {
    if (!rows.has(id)) rows.set(id, { circular: data.circulars[id], codes: new Map() });
    const found = rows.get(id).codes;
    if (!found.has(indicator)) found.set(indicator, []);
    found.get(indicator).push({ value, rule, place });
  }
  const columns = [
    { key: "region", head: t("region"), value: (row) => row.circular.name },
    { key: "signed", head: t("signed"), kind: "day", value: (row) => row.circular.issued },
    ...data.indicators.map(([id, en, idLabel, highest], indicator) => ({
      key: id, head: inLanguage([en, idLabel]), kind: highest === null ? (id.startsWith("who") ? "short" : "wide") : "number",
      value: (row) => (row.codes.get(indicator) || []).map((code) => code.value).join("; ") || null,
      cell: (row) => (row.codes.get(indicator) || []).map((code) => {
        const link = evidence(code.place === null ? [] : [code.place], code.value, { title: code.rule, "data-name": `${row.circular.name}, ${inLanguage([en, idLabel])}: ${code.value} (${code.rule})` });
        return highest === null ? h("div", {}, link) : link;
      }),
    })),
  ];
  const [table, pager, sheet] = listTable(name, columns, [...rows.values()], t(name));
  return section(name, t("codes_note"), [saver(name, "CSV", () => saveCsv(name, sheet()))], table, pager);
}

const MOST_DRAWN = 80;

function graphSection(name) {
  const edges = data.edges.filter(([source]) => data.nodes[source][1] === null || now.ids.has(data.nodes[source][1]));
  if (!edges.length) return section(name, null, [], h("p", { class: "quiet" }, t("no_graph")));
  const drawn = edges.slice(0, MOST_DRAWN);
  const nodes = [...new Set(drawn.flatMap(([source, target]) => [source, target]))];
  const figure = graphFigure(nodes, drawn, width);
  const changes = new Map();
  for (const [source, target, relation] of data.edges) {
    if (!["amends", "extends", "revokes"].includes(relation)) continue;
    changes.set(target, [...(changes.get(target) || []), label("changed", relation).replace("{source}", data.nodes[source][0])]);
  }
  const columns = [
    { key: "document", head: t("document"), value: ([source]) => data.nodes[source][0] },
    { key: "does", head: t("does"), kind: "day", value: ([, , relation]) => label("relation", relation), cell: ([, , relation, place]) => evidence([place], label("relation", relation), { "data-name": label("relation", relation) }) },
    { key: "to", head: t("document"), value: ([, target]) => data.nodes[target][0] },
    { key: "status", head: t("status"), value: ([, target]) => (changes.get(target) || []).join("; ") || null },
  ];
  const signs = Object.entries(EDGE_STYLES).filter(([relation]) => edges.some((edge) => edge[2] === relation))
    .map(([relation, [colour, dash]]) => [
      s("svg", { width: 26, height: 10, "aria-hidden": "true" }, s("line", { x1: 0, x2: 26, y1: 5, y2: 5, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash || null })),
      label("relation", relation),
    ]);
  const [table, pager, sheet] = listTable(name, columns, edges, t(name));
  const tools = [...pictureTools(name, () => figure), saver(name, "CSV", () => saveCsv(name, sheet()))];
  return section(name, t("graph_note"), tools, scrolling(figure, t(name)), legend(signs), table, pager);
}

function sourcesSection(name) {
  const rows = data.sources.filter((row) => now.ids.has(row[0]));
  if (!rows.length) return section(name, null, [], h("p", { class: "quiet" }, t("no_sources")));
  const circular = (row) => `${data.circulars[row[0]].name}, ${data.circulars[row[0]].number || "?"}`;
  const columns = [
    { key: "circular", head: t("by_circular"), value: circular },
    { key: "document", head: t("document"), value: (row) => row[1] },
    { key: "form", head: t("type"), value: (row) => label("form", row[2]) },
    { key: "linked", head: t("linked"), value: (row) => (row[3] ? label("linked", row[3]) : null) },
    { key: "confidence", head: t("confidence"), kind: "number", value: (row) => row[4], cell: (row) => number(row[4], 2) },
  ];
  const differing = data.conflicts.filter((row) => now.ids.has(row[0]));
  const conflictColumns = [
    { key: "circular", head: t("by_circular"), value: circular },
    { key: "field", head: t("field"), value: (row) => label("field", row[1]) },
    { key: "value", head: t("value"), value: (row) => row[2] },
    { key: "document", head: t("document"), value: (row) => row[3] },
    { key: "chosen", head: t("chosen"), value: (row) => row[5], cell: (row) => (row[5] ? h("span", { class: "tag in_force" }, t("chosen")) : null) },
  ];
  const [table, pager] = listTable(name, columns, rows, t(name));
  const [conflicts, morePages] = differing.length ? listTable(`${name}-differ`, conflictColumns, differing, t("differs")) : [null, null];
  return section(name, t("sources_note"), [], table, pager, differing.length ? h("h3", {}, t("differs")) : null, conflicts, morePages);
}

function readingSection(name) {
  section(name, null, [], h("p", {}, t("reading_note")), h("p", { class: "quiet" }, t("made_by", { version: data.version })));
}

// Every link of the page to a quote gets the quote that it leads to.
function renderQuotes() {
  const wanted = new Map([...document.querySelectorAll("main a.e")].map((link) => [link.getAttribute("href").slice(1), link]));
  const articles = [...wanted].map(([id, link]) => h("article", { id, tabindex: -1 },
    h("h3", {}, link.dataset.name || ""),
    h("a", { href: "#main", class: "close" }, t("close")),
    id === "enone" ? h("p", {}, t("silence"))
      : h("div", { class: "quotes" }, id.slice(1).split("-").map((place) => quote(data.places[place])))));
  document.getElementById("evidence").replaceChildren(...articles);
}

function quote([document_, words, page, rule, confidence]) {
  const told = [data.documents[document_]];
  if (page !== null) told.push(`${t("page")} ${page}`);
  const caption = [told.join(", ")];
  if (rule !== null) caption.push("; ", `${t("rule")} `, h("code", {}, data.rules[rule]));
  if (confidence !== null) caption.push(`, ${t("confidence")} ${number(confidence, 2)}`);
  return h("figure", {}, h("blockquote", { lang: "id" }, words), h("figcaption", {}, caption));
}

function render(name) {
  const own = name.replace(/-differ$/, "");
  SECTIONS[own](own);
  renderQuotes();
}

function renderAll() {
  now = chosen();
  width = room();
  const regions = new Set(now.circulars.map((circular) => circular.region));
  state.rows = now.wanted.rows;
  document.getElementById("count").textContent = t("count", { shown: number(now.circulars.length), all: number(data.all), regions: number(regions.size) });
  document.getElementById("told").textContent = t("told_by", { documents: number(data.read) });
  for (const [name, draw] of Object.entries(SECTIONS)) draw(name);
  renderQuotes();
}

// Words that stand in the page itself, and choices that are named in the language.
function renderFrame() {
  document.documentElement.lang = state.language;
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  document.getElementById("contents").replaceChildren(...Object.keys(SECTIONS).map((name) => h("li", {}, h("a", { href: `#${name}` }, t(name)))));
  const form = document.getElementById("filters");
  const options = (name, choices) => {
    const before = form.elements[name].value;
    form.elements[name].replaceChildren(...choices.map(([value, shown]) => h("option", { value }, shown)));
    form.elements[name].value = choices.some(([value]) => value === before) ? before : choices[0][0];
  };
  const known = new Set(data.regions.map(([, , province]) => province));
  options("province", [["", t("all")], ...data.tiles.filter(([code]) => known.has(code)).map(([code, , name]) => [code, name])]);
  const types = [...new Set(data.circulars.map((circular) => circular.type).filter(Boolean))].sort();
  options("type", [["", t("all")], ...types.map((type) => [type, label("document_type", type)])]);
  options("rows", [["region", t("by_region")], ["circular", t("by_circular")]]);
}

// The way back from a quote leads to the cell that it was read from.
function rememberCell() {
  let cell = null;
  document.getElementById("main").addEventListener("click", (event) => {
    cell = event.target.closest("a.e") || cell;
    for (const other of document.querySelectorAll("a.e[aria-current]")) other.removeAttribute("aria-current");
    if (cell) cell.setAttribute("aria-current", "true");
  });
  document.getElementById("evidence").addEventListener("click", (event) => {
    if (!event.target.matches(".close") || !cell || !cell.isConnected) return;
    event.preventDefault();
    const place = cell.getBoundingClientRect().top + scrollY;
    location.hash = "#main";
    scrollTo(0, place - innerHeight / 3);
    cell.focus();
  });
}

async function start() {
  await loadData();
  const main = document.getElementById("main");
  if (data.thinned) main.append(h("p", { class: "notice", id: "thinned" }));
  main.append(...Object.keys(SECTIONS).map((name) => h("section", { id: name, "aria-labelledby": `${name}-title` })));
  if (navigator.language.startsWith("id")) state.language = "id";
  document.querySelector(`[name="language"][value="${state.language}"]`).checked = true;
  const form = document.getElementById("filters");
  renderFrame();
  if (data.on) form.elements.on.defaultValue = data.on;
  const again = () => {
    if (data.thinned) document.getElementById("thinned").textContent = t("thinned", { n: number(data.thinned) });
    renderAll();
  };
  form.addEventListener("input", again);
  form.addEventListener("reset", () => setTimeout(again));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const choice of document.querySelectorAll('[name="language"]')) {
    choice.addEventListener("change", () => { state.language = choice.value; renderFrame(); again(); });
  }
  let before = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === before) return;
    before = innerWidth;
    renderAll();
  });
  rememberCell();
  again();
  document.documentElement.dataset.ready = "true";
}

start();
