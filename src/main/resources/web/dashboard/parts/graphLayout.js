// Positions of the nodes and edges of a dependency graph, as a layered drawing (Sugiyama's method):
// layers by dependency depth, dummy nodes where an edge passes a layer, and barycentre sweeps that
// reduce crossings. Pure.

const DUMMY_WIDTH = 0.35;
const SWEEPS = 4;

/**
 * Assigns files to layers: a file comes one layer after the last of the files that it uses. A
 * cycle is cut at the edge that closes it.
 *
 * @param {Map<string, string[]>} uses by path
 * @returns {string[][]}
 */
export function assignLayers(uses) {
  const layerOf = new Map();
  const visit = (path, ancestors) => {
    if (layerOf.has(path)) {
      return layerOf.get(path);
    }
    const used = uses.get(path).filter((use) => uses.has(use) && !ancestors.has(use));
    const visited = new Set([...ancestors, path]);
    const layer = 1 + Math.max(-1, ...used.map((use) => visit(use, visited)));
    layerOf.set(path, layer);
    return layer;
  };
  const layers = [];
  for (const path of uses.keys()) {
    (layers[visit(path, new Set([path]))] ??= []).push(path);
  }
  return [...layers].map((layer) => layer ?? []);
}

/** The graph with a dummy node in each layer that an edge passes; edges of one file share them. */
function buildGraph(uses) {
  const layers = assignLayers(uses).map((paths) => paths.map((path) => ({ key: path, width: 1 })));
  const layerOf = new Map(layers.flatMap((nodes, i) => nodes.map(({ key }) => [key, i])));
  const predecessors = new Map();
  const edges = [];
  const link = (from, to) =>
    predecessors.set(to, new Set([...(predecessors.get(to) ?? []), from]));
  for (const [to, used] of uses) {
    for (const from of new Set(used)) {
      if (!(layerOf.get(from) < layerOf.get(to))) {
        continue;
      }
      const via = [from];
      for (let layer = layerOf.get(from) + 1; layer < layerOf.get(to); layer++) {
        const dummy = `${layer}>${from}`;
        if (!layers[layer].some(({ key }) => key === dummy)) {
          layers[layer].push({ key: dummy, width: DUMMY_WIDTH });
        }
        link(via.at(-1), dummy);
        via.push(dummy);
      }
      link(via.at(-1), to);
      edges.push([...via, to]);
    }
  }
  return { layers, edges, predecessors };
}

/** The position of each node; every layer is centred at 0. */
function positionNodes(layers) {
  const positions = new Map();
  layers.forEach((nodes, layer) => {
    let offset = -nodes.reduce((sum, { width }) => sum + width, 0) / 2;
    for (const { key, width } of nodes) {
      positions.set(key, { layer, offset: offset + width / 2 });
      offset += width;
    }
  });
  return positions;
}

/** Sorts each layer by the mean position of its neighbours: forward by predecessors, then back. */
function reduceCrossings({ layers, predecessors }) {
  const successors = new Map();
  for (const [to, from] of predecessors) {
    from.forEach((key) => successors.set(key, new Set([...(successors.get(key) ?? []), to])));
  }
  let positions = positionNodes(layers);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const neighbours = sweep % 2 ? successors : predecessors;
    for (const nodes of sweep % 2 ? [...layers].reverse() : layers) {
      const barycentre = ({ key }) => {
        const keys = [...(neighbours.get(key) ?? [])];
        const sum = keys.reduce((total, neighbour) => total + positions.get(neighbour).offset, 0);
        return keys.length ? sum / keys.length : positions.get(key).offset;
      };
      const barycentres = new Map(nodes.map((node) => [node, barycentre(node)]));
      nodes.sort((a, b) => barycentres.get(a) - barycentres.get(b));
      positions = positionNodes(layers);
    }
  }
  return positions;
}

/**
 * @param {Map<string, string[]>} uses by path
 * @returns {{nodes: Map<string, {layer: number, offset: number}>, layerCount: number,
 *   breadth: number,
 *   edges: {from: string, to: string, via: {layer: number, offset: number}[]}[]}}
 *   positions by layer and by offset within it, from 0 up; each edge with every point it passes
 */
export function layoutGraph(uses) {
  const graph = buildGraph(uses);
  const positions = reduceCrossings(graph);
  const least = Math.min(...[...positions.values()].map(({ offset }) => offset));
  for (const position of positions.values()) {
    position.offset -= least;
  }
  const nodes = new Map([...uses.keys()].map((path) => [path, positions.get(path)]));
  return {
    nodes,
    layerCount: graph.layers.length,
    breadth: Math.max(0, ...[...nodes.values()].map(({ offset }) => offset)) + 1,
    edges: graph.edges.map((keys) => ({
      from: keys[0],
      to: keys.at(-1),
      via: keys.map((key) => positions.get(key)),
    })),
  };
}
