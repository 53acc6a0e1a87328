// The graph of dependencies, drawn; and the same as a list.
import { compareText } from '../../../../../src/compare.ts';
import { anyVersionHref } from '../../page.ts';
import { element, foreign, svgElement } from '../element.ts';
import type { Closure } from './closure.ts';
import { boxHeight, type GraphBox, type GraphPicture, layoutGraph } from './graph-layout.ts';

/** Boxes that a reader can still tell apart, and lines that a browser lays out in a second. */
const most = { boxes: 60, lines: 150 };

export function createGraph(closure: Closure): readonly HTMLElement[] {
  const list = element('details', {}, [
    element('summary', {}, ['The graph as a list']),
    createList(closure),
  ]);
  const title = element('h3', {}, ['Graph']);
  const boxes = closure.nodes.size;
  const lines = [...closure.nodes.values()].reduce((sum, { edges }) => sum + edges.length, 0);
  if (boxes > most.boxes || lines > most.lines) {
    const among = boxes > most.boxes ? '' : ` and ${lines} dependencies among them`;
    const text = `An install has ${boxes} packages${among}: too many for a picture.`;
    return [title, element('p', {}, [text]), list];
  }
  const picture = layoutGraph(closure);
  const figure = { class: 'graph-scroll', tabindex: 0, role: 'region', 'aria-label': 'Graph' };
  return [title, element('figure', figure, [draw(picture)]), list];
}

function draw({ width, height, boxes, lines }: GraphPicture): SVGSVGElement {
  const attributes = { class: 'graph-picture', viewBox: `0 0 ${width} ${height}`, width, height };
  const arrow = svgElement(
    'marker',
    {
      id: 'graph-arrow',
      viewBox: '0 0 8 8',
      refX: 8,
      refY: 4,
      markerWidth: 8,
      markerHeight: 8,
      orient: 'auto',
    },
    [svgElement('path', { class: 'graph-head', d: 'M0 0L8 4L0 8z' })],
  );
  return svgElement('svg', { ...attributes, role: 'group', 'aria-label': 'Dependencies' }, [
    svgElement('defs', {}, [arrow]),
    ...lines.map((points) =>
      svgElement('polyline', {
        class: 'graph-line',
        points: points.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' '),
        'marker-end': 'url(#graph-arrow)',
      }),
    ),
    ...boxes.map((box, index) => drawBox(box, index === 0)),
  ]);
}

/** The first is the page's own. */
function drawBox({ name, version, label, x, y, width }: GraphBox, isRoot: boolean): SVGElement {
  return svgElement(
    'a',
    { class: isRoot ? 'graph-box root' : 'graph-box', href: anyVersionHref(name, version) },
    [
      svgElement('title', {}, [`${name} ${version}`]),
      svgElement('rect', {
        x: x - width / 2,
        y: y - boxHeight / 2,
        width,
        height: boxHeight,
        rx: 6,
      }),
      svgElement('text', { x, y: y + 4, 'text-anchor': 'middle' }, [label]),
    ],
  );
}

function createList({ nodes }: Closure): HTMLElement {
  const items = [...nodes.values()].map(({ name, version, edges }) => {
    const link = element('a', { href: anyVersionHref(name, version) }, [
      foreign(`${name} ${version}`),
    ]);
    const needs = edges.map((id) => nodes.get(id)).flatMap((node) => node ?? []);
    const names = needs.map((node) => `${node.name} ${node.version}`).sort(compareText);
    return element('li', {}, [link, ...(names.length > 0 ? [' needs ', names.join(', ')] : [])]);
  });
  return element('ul', {}, items);
}
