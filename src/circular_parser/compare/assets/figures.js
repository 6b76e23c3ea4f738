// Pictures that a paper could print: every colour and size stands in the picture itself.

const INK = "#1d2429";
const QUIET = "#57616a";
const RULE = "#dcdad2";
const DAY = 86400000;

function text(x, y, content, attributes) {
  return s("text", { x, y, fill: INK, "font-size": 12, ...attributes }, content);
}

function shortened(content, most) {
  return content.length <= most ? content : `${content.slice(0, most - 1)}\u2026`;
}

// A long name keeps its end, where the number stands.
function shortenedInside(content, most) {
  if (content.length <= most) return content;
  const end = Math.min(24, most - 12);
  return `${content.slice(0, most - end - 1)}\u2026${content.slice(-end)}`;
}

// Provinces as tiles, each about where it lies.
function tileMap(measures, position, width) {
  const [columns, rows] = [17, 8];
  const size = Math.max(16, Math.min(54, Math.floor(width / columns)));
  const values = [...measures.values()].map((row) => row[position]).filter((value) => value !== null);
  const top = Math.max(...values, 0.001);
  const tiles = data.tiles.map(([code, short, name, column, row]) => {
    const value = measures.get(code) ? measures.get(code)[position] : null;
    const share = value === null ? 0 : Math.sqrt(Math.max(0, value) / top);
    const dark = share > 0.55;
    const digits = position === 2 || position === 3 ? 1 : 0;
    const shown = value === null ? null : number(value, digits);
    const [x, y] = [column * size, row * size];
    return s("g", {},
      s("title", {}, `${name}: ${shown ?? t("not_stated")}`),
      s("rect", {
        x: x + 1, y: y + 1, width: size - 2, height: size - 2, rx: 3,
        fill: value === null ? "#f4f3ee" : mixed("#d8e6ea", "#0f4a5c", share),
        stroke: value === null ? RULE : "none",
      }),
      text(x + size / 2, y + size * (shown === null || size < 30 ? 0.6 : 0.43), short, {
        "text-anchor": "middle", "font-size": Math.round(size * (size < 30 ? 0.45 : 0.27)), fill: value === null ? "#6b7177" : dark ? "#fff" : INK,
      }),
      shown === null || size < 30 ? null : text(x + size / 2, y + size * 0.8, shown, {
        "text-anchor": "middle", "font-size": Math.round(size * 0.28), "font-weight": 600, fill: dark ? "#fff" : INK,
      }));
  });
  const [w, height] = [columns * size, rows * size];
  return s("svg", { width: w, height, viewBox: `0 0 ${w} ${height}`, role: "img", "aria-label": t("map") }, tiles);
}

function mixed(from, to, share) {
  const part = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  return `#${[1, 3, 5].map((at) => Math.round(part(from, at) + (part(to, at) - part(from, at)) * share)
    .toString(16).padStart(2, "0")).join("")}`;
}

const STEPS = [[1, 0], [7, 0], [0, 1], [0, 3], [0, 6], [0, 12], [0, 24], [0, 60]];

// Days to mark on an axis, no more than fit.
function ticks(first, last, most) {
  for (const [days, months] of STEPS) {
    const found = [];
    const day = new Date(first);
    if (months) {
      day.setUTCDate(1);
      day.setUTCMonth(Math.floor(day.getUTCMonth() / months) * months % 12);
      if (months > 12) day.setUTCFullYear(Math.floor(day.getUTCFullYear() / (months / 12)) * (months / 12));
    } else if (days === 7) {
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
    }
    while (day.getTime() <= last && found.length <= most) {
      if (day.getTime() >= first) found.push(new Date(day));
      if (months) day.setUTCMonth(day.getUTCMonth() + months);
      else day.setUTCDate(day.getUTCDate() + days);
    }
    if (found.length <= most) return [found, months];
  }
  return [[], 12];
}

function tickText(day, months) {
  const parts = months >= 12 ? { year: "numeric" } : months
    ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return day.toLocaleDateString(state.language === "id" ? "id-ID" : "en-GB", { ...parts, timeZone: "UTC" });
}

const SPAN_COLOURS = { stated: "#1f4e79", open: "#1f4e79", not_stated: "#1f4e79", extended: "#6f9cc4", revoked: "#b23a2e" };

function timeline(circulars, on, width) {
  const wide = width >= 640;
  const left = wide ? Math.min(330, width * 0.34) : 4;
  const right = width - 16;
  const pitch = wide ? 24 : 40;
  const days = circulars.flatMap((circular) => circular.spans.flatMap((span) => [span.start, span.end])
    .concat(circular.amendments.map((one) => one.by.issued))).concat(on || []).filter(Boolean).map((day) => Date.parse(day));
  const first = Math.min(...days) - 2 * DAY;
  const known = Math.max(...days);
  const last = known + Math.max(5 * DAY, (known - first) * 0.06);
  const at = (day) => left + ((Date.parse(day) - first) / (last - first)) * (right - left);
  // A circular with several periods has a line for each, the main one first.
  const extra = 13;
  const tops = [28];
  for (const circular of circulars) tops.push(tops.at(-1) + pitch + extra * (circular.spans.length - 1));
  const height = tops.at(-1) + 6;
  const [marks, months] = ticks(first, last, Math.max(2, Math.floor((right - left) / 80)));
  const axis = marks.map((day) => {
    const x = at(day.toISOString().slice(0, 10));
    return [
      s("line", { x1: x, x2: x, y1: 22, y2: height, stroke: RULE }),
      text(Math.min(x, right - 34), 14, tickText(day, months), { fill: QUIET, "font-size": 11, "text-anchor": "middle" }),
    ];
  });
  const lines = circulars.map((circular, row) => {
    const top = tops[row];
    const y = top + (wide ? pitch / 2 : 28);
    const name = `${circular.name}, ${circular.number || circular.issued || "?"}`;
    return [
      row % 2 ? null : s("rect", { x: 0, y: top, width, height: tops[row + 1] - top, fill: "#faf9f6" }),
      text(wide ? left - 10 : left, wide ? y + 4 : top + 14, shortened(name, wide ? Math.floor(left / 6.9) : 46), {
        "text-anchor": wide ? "end" : "start",
      }),
      circular.spans.map((span, place) => bar(span, name, y + extra * place, at, right)),
      circular.amendments.map(({ by, place }) => amendment(
        at(by.issued), y, place, `${name}: ${label("changed", "amends").replace("{source}", `${by.name} ${by.number || ""}`)}, ${by.issued}`)),
    ];
  });
  const line = on ? [
    s("line", { x1: at(on), x2: at(on), y1: 20, y2: height, stroke: "#8a6d1f", "stroke-width": 1.5, "stroke-dasharray": "2 3" }),
  ] : [];
  return s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t("timeline") }, axis, lines, line);
}

function bar(span, name, y, at, right) {
  const colour = SPAN_COLOURS[span.kind];
  const start = at(span.start);
  // The last day counts as a whole.
  const end = span.end ? Math.max(start + 4, at(new Date(Date.parse(span.end) + DAY).toISOString().slice(0, 10))) : right;
  const told = `${name}: ${span.start} ${span.end ? `\u2013 ${span.end}` : ""}, ${label("end_kind", span.kind)}`;
  const body = {
    stated: () => [s("rect", { x: start, y: y - 5, width: end - start, height: 10, rx: 2, fill: colour })],
    open: () => [
      s("rect", { x: start, y: y - 5, width: end - start - 6, height: 10, rx: 2, fill: colour }),
      s("path", { d: `M${end - 7} ${y - 8}l10 8l-10 8z`, fill: colour }),
    ],
    not_stated: () => [
      s("rect", { x: start, y: y - 5, width: 6, height: 10, rx: 2, fill: colour }),
      s("line", { x1: start + 6, x2: end, y1: y, y2: y, stroke: colour, "stroke-width": 2, "stroke-dasharray": "2 5" }),
    ],
    extended: () => [s("rect", { x: start, y: y - 4, width: end - start, height: 8, fill: colour })],
    revoked: () => [
      s("rect", { x: start, y: y - 5, width: end - start, height: 10, rx: 2, fill: "#1f4e79" }),
      s("path", { d: `M${end - 5} ${y - 6}l10 12m0 -12l-10 12`, stroke: colour, "stroke-width": 2.5, fill: "none" }),
    ],
  }[span.kind]();
  if (!span.startStated) body.push(s("circle", { cx: start, cy: y, r: 3.5, fill: "#fff", stroke: colour, "stroke-width": 1.5 }));
  // A wide invisible band, to be hit by a finger.
  body.unshift(s("rect", { x: start - 4, y: y - 6, width: Math.max(16, end - start + 8), height: 12, fill: "#fff", "fill-opacity": 0 }));
  return evidenceLink(span.place, told, body);
}

function amendment(x, y, place, told) {
  const sign = s("path", { d: `M${x} ${y - 7}l6 7l-6 7l-6 -7z`, fill: "#e8c65a", stroke: "#5e4a12", "stroke-width": 1.2 });
  return evidenceLink(place, told, [sign]);
}

function evidenceLink(place, told, body) {
  if (place === null) return s("g", {}, s("title", {}, told), body);
  return s("a", { class: "e", href: `#e${place}`, "aria-label": told, "data-name": told }, s("title", {}, told), body);
}

const EDGE_STYLES = {
  cites: ["#8d949a", ""], basis: ["#8d949a", "2 3"], follows_up: ["#1f4e79", ""],
  amends: ["#8a6d1f", ""], extends: ["#1f6f5c", "6 3"], revokes: ["#b23a2e", ""],
};

// Those who cite on the left, what they cite on the right; what does both stands between.
function graphFigure(nodes, edges, width) {
  const layer = layers(nodes, edges);
  const most = Math.max(...layer.values());
  const columns = Array.from({ length: most + 1 }, () => []);
  for (const node of nodes) columns[most - layer.get(node)].push(node);
  const y = new Map();
  columns.forEach((column, depth) => {
    const weight = (node) => mean(edges.filter((edge) => edge[1] === node).map((edge) => y.get(edge[0])).filter((at) => at !== undefined)) ?? 0;
    if (depth) column.sort((one, other) => weight(one) - weight(other));
    column.forEach((node, row) => y.set(node, 22 + row * 24));
  });
  const tallest = Math.max(...columns.map((column) => column.length));
  columns.forEach((column) => {
    const room = ((tallest - 1) * 24 - (column.length - 1) * 24) / 2;
    const stretch = column.length > 1 ? Math.min(2, ((tallest - 1) * 24) / ((column.length - 1) * 24)) : 1;
    column.forEach((node, row) => y.set(node, 22 + (stretch > 1 ? room * (2 - stretch) / 2 : room) + row * 24 * Math.max(1, stretch)));
  });
  const w = Math.max(width, 300 * (most + 1));
  const height = Math.max(...y.values()) + 22;
  const x = (node) => {
    const depth = most - layer.get(node);
    return most ? 250 + (depth * (w - 500)) / most : 250;
  };
  const paths = edges.map(([source, target, relation, place]) => {
    const [colour, dash] = EDGE_STYLES[relation];
    const [x1, y1, x2, y2] = [x(source) + 7, y.get(source), x(target) - 7, y.get(target)];
    const bend = Math.max(40, (x2 - x1) / 2);
    const told = `${data.nodes[source][0]} ${label("relation", relation)} ${data.nodes[target][0]}`;
    return evidenceLink(place, told, [
      s("path", { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, fill: "none", stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dash || null }),
      s("path", { d: `M${x2} ${y2}l-7 -3.5v7z`, fill: colour }),
    ]);
  });
  const dots = nodes.map((node) => {
    const [name, circular] = data.nodes[node];
    const leftmost = layer.get(node) === most;
    const at = x(node);
    return s("g", {}, s("title", {}, name),
      s("circle", { cx: at, cy: y.get(node), r: 4.5, fill: circular === null ? "#fff" : "#14566b", stroke: "#14566b", "stroke-width": 1.5 }),
      text(leftmost ? at - 10 : at + 10, y.get(node) + (leftmost || layer.get(node) === 0 ? 4 : -8), shortenedInside(name, 38), { "text-anchor": leftmost ? "end" : "start", "font-size": 11.5 }));
  });
  return s("svg", { width: w, height, viewBox: `0 0 ${w} ${height}`, role: "group", "aria-label": t("graph") }, paths, dots);
}

// How far each node stands from what cites nothing further.
function layers(nodes, edges) {
  const layer = new Map(nodes.map((node) => [node, 0]));
  for (let round = 0; round < 6; round += 1) {
    let moved = false;
    for (const [source, target] of edges) {
      if (layer.get(source) <= layer.get(target)) {
        layer.set(source, layer.get(target) + 1);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return layer;
}

// The matrix that a table shows, as a picture.
function matrixFigure(rows, columns, kind, wording, values) {
  const names = rows.map(rowName);
  const left = 16 + 6.4 * Math.max(10, ...names.map((name) => name.length));
  const heads = columns.map((column) => label(kind, column));
  const top = 20 + 4.6 * Math.max(10, ...heads.map((head) => head.length));
  const pitch = 22;
  const width = Math.ceil(left + columns.length * pitch + 130);
  const height = Math.ceil(top + rows.length * pitch + 40);
  const signs = values.map((value, position) => s("g", { transform: `translate(${left + position * 130} ${height - 22})` },
    shape(value), text(18, 10, label(wording, value), { "font-size": 11, fill: QUIET })));
  return s("svg", { width: Math.max(width, Math.ceil(left + values.length * 130)), height },
    heads.map((head, column) => s("text", { transform: `translate(${left + column * pitch + 14} ${top - 8}) rotate(-50)`, "font-size": 11.5, fill: INK }, head)),
    rows.map((row, position) => {
      const y = top + position * pitch;
      return s("g", {},
        position % 2 ? null : s("rect", { x: 0, y, width: left + columns.length * pitch, height: pitch, fill: "#f4f3ee" }),
        text(left - 8, y + 15, names[position], { "text-anchor": "end" }),
        columns.map((column, place) => valuesOf(row, column).slice(0, 2).map((value, index, all) =>
          s("g", { transform: `translate(${left + place * pitch + 5 + (all.length > 1 ? index * 11 - 5.5 : 0)} ${y + 5})` }, shape(value)))));
    }), signs);
}
