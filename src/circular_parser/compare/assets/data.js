// The data of the page, and which of it the filters let through.

let data;

async function loadData() {
  const element = document.getElementById("data");
  let text = element.textContent;
  if (element.dataset.encoding === "gzip") {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    text = await new Response(stream).text();
  }
  data = JSON.parse(text);
  const names = ["region", "type", "number", "subject", "issued", "signatory", "office", "capacity", "behalf",
    "home", "delay", "strictness", "binding", "atHome", "places"];
  data.circulars = data.circulars.map((row, id) => {
    const circular = { id, spans: [], amendments: [], scales: [], rules: [] };
    names.forEach((name, position) => { circular[name] = row[position]; });
    const [code, region, province] = data.regions[circular.region];
    return Object.assign(circular, { code, name: region, province });
  });
  data.spans = data.spans.map(([id, start, end, kind, startStated, by, place]) => {
    const span = { circular: data.circulars[id], start, end, kind, startStated, by, place };
    span.circular.spans.push(span);
    return span;
  });
  for (const [id, indicator, , , place] of data.codes) {
    if (place !== null && data.indicators[indicator][3] !== null) data.circulars[id].scales.push(place);
  }
  const fact = ([region, id, kind, name, value, count, place]) =>
    ({ region, circular: id === null ? null : data.circulars[id], kind, name, value, count, place });
  data.services = data.services.map(fact);
  data.duties = data.duties.map(fact);
  for (const { circular, place } of data.duties) {
    if (circular) circular.rules.push(place);
  }
  for (const [source, target, relation, place] of data.edges) {
    const [by, amended] = [data.circulars[data.nodes[source][1]], data.circulars[data.nodes[target][1]]];
    if (relation === "amends" && amended && by && by.issued) amended.amendments.push({ by, place });
  }
  data.revoked = new Set(
    data.edges.filter((edge) => edge[2] === "revokes").map((edge) => data.nodes[edge[1]][1]),
  );
}

// How a circular stands on a day, as the command line tells it.
function standing(circular, day) {
  const now = circular.spans.filter((span) => span.start <= day && (!span.end || day <= span.end));
  if (now.some((span) => span.end || span.kind === "open" || span.kind === "extended")) return "in_force";
  if (now.some((span) => span.kind === "not_stated")) return "presumed";
  if (circular.spans.length && circular.spans.every((span) => span.start > day)) return "not_yet";
  if (data.revoked.has(circular.id)) return "revoked";
  return circular.spans.length ? "ended" : "unknown";
}

function filters() {
  const form = new FormData(document.getElementById("filters"));
  return Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
}

function regionFits(region, wanted) {
  const [, name, province] = data.regions[region];
  if (wanted.province && province !== wanted.province) return false;
  return !wanted.search || name.toLowerCase().includes(wanted.search.toLowerCase());
}

function circularFits(circular, wanted) {
  if (wanted.province && circular.province !== wanted.province) return false;
  if (wanted.type && circular.type !== wanted.type) return false;
  if (wanted.from && !(circular.issued && circular.issued >= wanted.from)) return false;
  if (wanted.until && !(circular.issued && circular.issued <= wanted.until)) return false;
  if (wanted.only && wanted.on && !["in_force", "presumed"].includes(standing(circular, wanted.on))) return false;
  if (!wanted.search) return true;
  const text = `${circular.name} ${circular.number || ""} ${circular.subject}`.toLowerCase();
  return text.includes(wanted.search.toLowerCase());
}

// What the filters let through: circulars, and facts of them (of regions on a thinned page).
function chosen() {
  const wanted = filters();
  const circulars = data.circulars.filter((circular) => circularFits(circular, wanted));
  const ids = new Set(circulars.map((circular) => circular.id));
  const fits = (fact) => (fact.circular ? ids.has(fact.circular.id) : regionFits(fact.region, wanted));
  return { wanted, circulars, ids, services: data.services.filter(fits), duties: data.duties.filter(fits) };
}

function mean(values) {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

// The measures of each province: circulars, on work at home, strictness, days after.
function provinces(circulars) {
  if (data.thinned) return new Map(data.provinces.map(([code, ...measures]) => [code, measures]));
  const found = new Map();
  for (const circular of circulars) {
    if (!found.has(circular.province)) found.set(circular.province, []);
    found.get(circular.province).push(circular);
  }
  return new Map([...found].map(([code, some]) => [code, [
    some.length,
    some.filter((circular) => circular.atHome).length,
    mean(some.map((circular) => circular.strictness)),
    mean(some.map((circular) => circular.delay && circular.delay[0])),
  ]]));
}
