// Where the boxes and lines of a graph lie. Pure.
import * as dagre from '@dagrejs/dagre';
import type { Closure } from './closure.ts';

export interface GraphBox {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly label: string;
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface GraphPicture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly GraphBox[];
  /** Points of each line, from the dependent to the dependency. */
  readonly lines: readonly (readonly Point[])[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is used of the library: its own types name modules in a way that TypeScript finds for bundlers only. */
interface Graph {
  setGraph(label: Readonly<Record<string, string | number>>): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(id: string, size: { readonly width: number; readonly height: number }): void;
  setEdge(from: string, to: string): void;
  /** The next three have what `layout` adds. */
  graph(): { readonly width: number; readonly height: number };
  node(id: string): Point;
  edge(edge: object): { readonly points: readonly Point[] };
  edges(): readonly object[];
}

const { Graph, layout } = dagre as unknown as {
  readonly Graph: new () => Graph;
  readonly layout: (graph: Graph) => void;
};

export const boxHeight = 28;
const letterWidth = 7.5;
const longestLabel = 28;

export function layoutGraph({ nodes }: Closure): GraphPicture {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 48, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  // Numbers stand for names: the library keeps its nodes in objects, of which `__proto__` would be no plain key.
  const ids = [...nodes.keys()];
  const numbers = new Map(ids.map((id, index) => [id, `n${index}`]));
  const boxes = [...nodes].map(([id, { name, version }]) => {
    const full = `${name} ${version}`;
    const label = full.length > longestLabel ? `${full.slice(0, longestLabel - 1)}…` : full;
    return { id, name, version, label, width: label.length * letterWidth + 20 };
  });
  for (const { id, width } of boxes) {
    graph.setNode(numbers.get(id) ?? '', { width, height: boxHeight });
  }
  for (const [id, { edges }] of nodes) {
    for (const to of edges) graph.setEdge(numbers.get(id) ?? '', numbers.get(to) ?? '');
  }
  layout(graph);
  const { width, height } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map((box) => {
      const { x, y } = graph.node(numbers.get(box.id) ?? '');
      return { ...box, x: Math.round(x), y: Math.round(y) };
    }),
    lines: graph.edges().map((edge) => graph.edge(edge).points),
  };
}
