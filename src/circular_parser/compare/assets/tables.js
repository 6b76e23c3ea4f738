// Tables that are sorted by their heads and turned page by page.

const ROWS = 40;

function compare(one, other) {
  const [left, right] = [one ?? null, other ?? null];
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right), state.language, { numeric: true });
}

function sorted(name, rows, columns) {
  const [key, direction] = state.sort[name] || [];
  const column = columns.find((one) => one.key === key);
  if (!column) return rows;
  // What is not stated stands last in either direction.
  return [...rows].sort((one, other) => {
    const [left, right] = [column.value(one), column.value(other)];
    const unstated = (left ?? null) === null || (right ?? null) === null;
    return compare(left, right) * (unstated || direction === "ascending" ? 1 : -1);
  });
}

function sortable(name, column, attributes, content) {
  const [key, direction] = state.sort[name] || [];
  const next = key === column.key && direction === "ascending" ? "descending" : "ascending";
  const button = h("button", {
    type: "button",
    title: column.head,
    "data-sort": `${name}/${column.key}`,
    onclick: () => {
      state.sort[name] = [column.key, next];
      render(name);
      document.querySelector(`[data-sort="${CSS.escape(`${name}/${column.key}`)}"]`).focus();
    },
  }, content);
  return h("th", { scope: "col", "aria-sort": key === column.key ? direction : null, ...attributes }, button);
}

function paged(name, rows) {
  const last = Math.max(0, Math.ceil(rows.length / ROWS) - 1);
  const page = Math.min(state.page[name] || 0, last);
  const first = page * ROWS;
  if (!last) return [rows, null];
  const turn = (to, text) => h("button", {
    type: "button",
    disabled: to < 0 || to > last,
    "data-turn": `${name}/${text}`,
    onclick: () => {
      state.page[name] = to;
      render(name);
      document.querySelector(`[data-turn="${name}/${text}"]`).focus();
    },
  }, t(text));
  const until = Math.min(first + ROWS, rows.length);
  const told = t("shown", { first: number(first + 1), last: number(until), all: number(rows.length) });
  const pager = h("div", { class: "pager" }, turn(page - 1, "previous"), turn(page + 1, "next"), h("span", {}, told));
  return [rows.slice(first, until), pager];
}

// A table of rows; each column has key, head, value to sort by, and cell, its content.
function listTable(name, columns, rows, caption) {
  const [some, pager] = paged(name, sorted(name, rows, columns));
  const head = h("tr", {}, columns.map((column) => sortable(name, column, { class: column.kind }, column.head)));
  const body = some.map((row) => h("tr", {}, columns.map((column, position) => {
    const cell = column.cell ? column.cell(row) : column.value(row);
    const attributes = { class: column.kind, "data-head": column.head };
    return h(position ? "td" : "th", position ? attributes : { scope: "row" }, cell);
  })));
  const table = h("table", { class: "list cards" }, h("caption", { class: "sr" }, caption), h("thead", {}, head), h("tbody", {}, body));
  return [scrolling(table, caption), pager, () => [
    columns.map((column) => column.head),
    ...sorted(name, rows, columns).map((row) => columns.map((column) => column.value(row))),
  ]];
}

function scrolling(table, caption) {
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table);
}

const STRONGEST_FIRST = ["must", "must_not", "should", "may", "yes", "no"];

// Facts as rows by columns: each cell has the values that occur and the places of each. A
// circular that states nothing of the kind has its row too.
function matrixOf(facts, kind, circulars, byCircular) {
  const order = Object.keys(data.labels[kind]);
  const rows = new Map();
  const columns = new Set();
  const cellsOf = (region, circular) => {
    const key = byCircular && circular ? `c${circular.id}` : `r${region}`;
    if (!rows.has(key)) rows.set(key, { region, circular: byCircular ? circular : null, cells: new Map() });
    return rows.get(key).cells;
  };
  for (const circular of circulars) cellsOf(circular.region, circular);
  for (const fact of facts) {
    const cells = cellsOf(fact.region, fact.circular);
    if (!cells.has(fact.name)) cells.set(fact.name, new Map());
    const values = cells.get(fact.name);
    if (!values.has(fact.value)) values.set(fact.value, { count: 0, places: [] });
    const value = values.get(fact.value);
    value.count += fact.count;
    value.places.push(fact.place);
    columns.add(fact.name);
  }
  const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return { rows, columns: [...columns].sort((one, other) => rank(one) - rank(other)) };
}

function rowName(row) {
  const name = data.regions[row.region][1];
  return row.circular ? `${name}, ${row.circular.issued || row.circular.number || "?"}` : name;
}

function valuesOf(row, column) {
  const values = row.cells.get(column);
  return values ? STRONGEST_FIRST.filter((value) => values.has(value)) : [];
}

function matrixTable(name, kind, wording, matrix, caption) {
  const { columns, rows } = matrix;
  const heads = [
    { key: "row", head: t(state.rows === "circular" ? "by_circular" : "by_region"), value: (row) => `${data.regions[row.region][0] || "~"}${rowName(row)}` },
    ...columns.map((column) => ({
      key: column,
      head: label(kind, column),
      value: (row) => valuesOf(row, column).map((value) => STRONGEST_FIRST.indexOf(value)).join() || null,
    })),
  ];
  const ordered = sorted(name, [...rows.values()], heads);
  const [some, pager] = paged(name, ordered);
  const head = h("tr", {}, heads.map((column, position) =>
    sortable(name, column, { class: position ? "c" : "r" }, column.head)));
  const body = some.map((row) => h("tr", {},
    h("th", { scope: "row", class: "r", title: rowName(row) }, rowName(row)),
    columns.map((column) => h("td", {}, matrixCell(row, column, kind, wording)))));
  const counts = columns.map((column) => h("td", {}, number(ordered.filter((row) => row.cells.has(column)).length)));
  const foot = h("tr", {}, h("th", { scope: "row", class: "r" }, t("stated_by")), counts);
  // Few columns stand further apart, so that a row is read across without a ruler.
  const pitch = Math.max(26, Math.min(44, Math.floor((width - 200) / columns.length)));
  const table = h("table", { class: "matrix", style: `--pitch: ${pitch}px` }, h("caption", { class: "sr" }, caption),
    h("thead", {}, head), h("tbody", {}, body), h("tfoot", {}, foot));
  const sheet = () => [
    heads.map((column) => column.head),
    ...ordered.map((row) => [rowName(row), ...columns.map((column) => valuesOf(row, column).map((value) => label(wording, value)).join("; "))]),
  ];
  return { table: scrolling(table, caption), pager, sheet, rows: some };
}

const MOST_QUOTES = 12;

function matrixCell(row, column, kind, wording) {
  const values = valuesOf(row, column);
  if (!values.length) return null;
  const found = values.map((value) => row.cells.get(column).get(value));
  const said = values.map((value, position) => {
    const count = found[position].count;
    return label(wording, value) + (count > 1 ? ` (${number(count)})` : "");
  });
  const name = `${rowName(row)}, ${label(kind, column)}: ${said.join("; ")}`;
  const places = found.flatMap((value) => value.places).slice(0, MOST_QUOTES);
  return evidence(places, values.map(mark), { "aria-label": name, title: name, "data-name": name });
}
