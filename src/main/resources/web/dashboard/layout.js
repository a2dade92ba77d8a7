// Where the files of a blueprint stand. Pure: from who uses whom to layers, and an order within
// each that crosses few edges; an edge over several layers bends around what lies between.

const THIN = 0.35;
const SWEEPS = 4;

/**
 * In layers: a file stands one further than the furthest that it uses. A circle is cut where it
 * is met.
 *
 * @param {Map<string, string[]>} uses by path
 * @returns {string[][]}
 */
export function layers(uses) {
  const depth = new Map();
  const visit = (path, above) => {
    if (depth.has(path)) {
      return depth.get(path);
    }
    const below = uses.get(path).filter((use) => uses.has(use) && !above.has(use));
    const within = new Set([...above, path]);
    const mine = 1 + Math.max(-1, ...below.map((use) => visit(use, within)));
    depth.set(path, mine);
    return mine;
  };
  const found = [];
  for (const path of uses.keys()) {
    (found[visit(path, new Set([path]))] ??= []).push(path);
  }
  return [...found].map((layer) => layer ?? []);
}

/** Edges by layer, with a bend in each layer that an edge passes; bends of one file are shared. */
function linked(uses) {
  const rows = layers(uses).map((layer) => layer.map((path) => ({ key: path, width: 1 })));
  const layerOf = new Map(rows.flatMap((row, i) => row.map(({ key }) => [key, i])));
  const before = new Map();
  const edges = [];
  const link = (from, to) => before.set(to, new Set([...(before.get(to) ?? []), from]));
  for (const [to, all] of uses) {
    for (const from of new Set(all)) {
      if (!(layerOf.get(from) < layerOf.get(to))) {
        continue;
      }
      const via = [from];
      for (let layer = layerOf.get(from) + 1; layer < layerOf.get(to); layer++) {
        const bend = `${layer}>${from}`;
        if (!rows[layer].some(({ key }) => key === bend)) {
          rows[layer].push({ key: bend, width: THIN });
        }
        link(via.at(-1), bend);
        via.push(bend);
      }
      link(via.at(-1), to);
      edges.push([...via, to]);
    }
  }
  return { rows, edges, before };
}

/** Gives each its place, the middle of every layer at 0. */
function place(rows) {
  const places = new Map();
  rows.forEach((row, layer) => {
    let at = -row.reduce((sum, { width }) => sum + width, 0) / 2;
    for (const { key, width } of row) {
      places.set(key, { layer, at: at + width / 2 });
      at += width;
    }
  });
  return places;
}

/** Each layer sorted by where its neighbours stand: forth by those used, back by the users. */
function sorted({ rows, before }) {
  const after = new Map();
  for (const [to, all] of before) {
    all.forEach((from) => after.set(from, new Set([...(after.get(from) ?? []), to])));
  }
  let places = place(rows);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const neighbours = sweep % 2 ? after : before;
    for (const row of sweep % 2 ? [...rows].reverse() : rows) {
      const mean = ({ key }) => {
        const all = [...(neighbours.get(key) ?? [])];
        const sum = all.reduce((total, one) => total + places.get(one).at, 0);
        return all.length ? sum / all.length : places.get(key).at;
      };
      const wanted = new Map(row.map((one) => [one, mean(one)]));
      row.sort((a, b) => wanted.get(a) - wanted.get(b));
      places = place(rows);
    }
  }
  return places;
}

/**
 * @param {Map<string, string[]>} uses by path
 * @returns {{nodes: Map<string, {layer: number, at: number}>, layers: number, breadth: number,
 *   edges: {from: string, to: string, via: {layer: number, at: number}[]}[]}}
 *   places in layers and, from 0 up, along them; each edge with all the places it passes
 */
export function arrange(uses) {
  const graph = linked(uses);
  const places = sorted(graph);
  const least = Math.min(...[...places.values()].map(({ at }) => at));
  for (const one of places.values()) {
    one.at -= least;
  }
  const nodes = new Map([...uses.keys()].map((path) => [path, places.get(path)]));
  return {
    nodes,
    layers: graph.rows.length,
    breadth: Math.max(0, ...[...nodes.values()].map(({ at }) => at)) + 1,
    edges: graph.edges.map((keys) => ({
      from: keys[0],
      to: keys.at(-1),
      via: keys.map((key) => places.get(key)),
    })),
  };
}
