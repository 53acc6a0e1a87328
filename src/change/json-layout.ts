// JSON text for a changed value, in the layout of the text that it replaces: a reviewer sees what changed, and no more.
import { type Node, parseTree } from 'jsonc-parser';
import { isJsonObject, type JsonObject } from '../json.ts';

/** How a container's text is laid out around its children. */
interface Layout {
  /** Before the first child, before each further one, and after the last. */
  readonly lead: string;
  readonly next: string;
  readonly tail: string;
  /** Between a key and its value. */
  readonly colon: string;
}

interface Child {
  /** `"key": `; empty in an array. */
  readonly prefix: string;
  readonly value: unknown;
  /** The text's node of the value. */
  readonly old: Node | undefined;
  /** What stands before it in the text; `undefined` for a new one. */
  readonly lead: string | undefined;
}

/** The JSON `text` with `value` in place of the object that it holds. What is equal keeps its text, to the last blank. */
export function layOutLike(text: string, value: JsonObject): string {
  const root = parseTree(text);
  if (root === undefined) throw new TypeError('not JSON');
  const step = /^\{[^"]*\n([\t ]+)"/.exec(text.slice(root.offset))?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const begin = { lead: eol, next: eol, tail: '', colon: ': ' };

  const render = (part: unknown, old: Node | undefined, outer: Layout): string => {
    if (old !== undefined && isSame(part, sliceOf(text, old))) return sliceOf(text, old);
    const [open, close, children] = childrenOf(part, old);
    if (children === undefined) return JSON.stringify(part);
    if (children.length === 0) return `${open}${close}`;
    const layout = layoutOf(text, old) ?? freshLayout(outer, step, Array.isArray(part));
    const rendered = children.map(({ prefix, value: each, old: node, lead }, index) => {
      const before = index === 0 ? layout.lead : (lead ?? layout.next);
      const after = index === 0 ? '' : ',';
      const pad = layout.lead.includes('\n') ? '' : layout.lead;
      const around = { ...layout, lead: before.includes('\n') ? before : pad };
      const inner = render(each, node, around);
      return `${after}${before}${prefix === '' ? '' : `${prefix}${layout.colon}`}${inner}`;
    });
    return `${open}${rendered.join('')}${layout.tail}${close}`;
  };

  const childrenOf = (
    part: unknown,
    old: Node | undefined,
  ): readonly [string, string, readonly Child[] | undefined] => {
    if (Array.isArray(part)) return ['[', ']', itemsOf(text, part, old)];
    return ['{', '}', isJsonObject(part) ? membersOf(text, part, old) : undefined];
  };

  const end = root.offset + root.length;
  return `${text.slice(0, root.offset)}${render(value, root, begin)}${text.slice(end)}`;
}

function membersOf(text: string, object: JsonObject, old: Node | undefined): readonly Child[] {
  const nodes = old?.type === 'object' ? (old.children ?? []) : [];
  const byKey = new Map(nodes.map((node, index) => [nameOf(node), { node, index }]));
  return Object.entries(object).map(([key, value]) => {
    const { node, index } = byKey.get(key) ?? {};
    const [name, inner] = node?.children ?? [];
    const prefix = name === undefined ? JSON.stringify(key) : sliceOf(text, name);
    const lead = index === undefined ? undefined : leadOf(text, nodes, index);
    return { prefix, value, old: inner, lead };
  });
}

function itemsOf(text: string, items: readonly unknown[], old: Node | undefined): readonly Child[] {
  const nodes = old?.type === 'array' ? (old.children ?? []) : [];
  return items.map((value) => {
    const index = nodes.findIndex((node) => isSame(value, sliceOf(text, node)));
    return index === -1
      ? { prefix: '', value, old: undefined, lead: undefined }
      : { prefix: '', value, old: nodes[index], lead: leadOf(text, nodes, index) };
  });
}

/** Of a container that has children in the text. */
function layoutOf(text: string, old: Node | undefined): Layout | undefined {
  const nodes = old?.children ?? [];
  const [first] = nodes;
  const last = nodes.at(-1);
  if (old === undefined || first === undefined || last === undefined) return undefined;
  const lead = text.slice(old.offset + 1, first.offset);
  const [name, value] = first.children ?? [];
  const colon =
    old.type === 'object' && name !== undefined && value !== undefined
      ? text.slice(name.offset + name.length, value.offset)
      : ': ';
  const second = nodes.length > 1 ? leadOf(text, nodes, 1) : colon === ':' ? '' : ' ';
  return {
    lead,
    // Not an empty line that sets the second child apart.
    next: lead.includes('\n') ? lead : second,
    tail: text.slice(last.offset + last.length, old.offset + old.length - 1),
    colon,
  };
}

/** Of a new container: on lines of its own where those around it are. */
function freshLayout({ lead, colon }: Layout, step: string, isArray: boolean): Layout {
  if (lead.includes('\n')) {
    return { lead: lead + step, next: lead + step, tail: lead, colon };
  }
  const blank = isArray ? '' : lead;
  return { lead: blank, next: colon === ':' ? '' : ' ', tail: blank, colon };
}

/** The blanks before a child, without the comma. */
function leadOf(text: string, nodes: readonly Node[], index: number): string {
  const [before, node] = [nodes[index - 1], nodes[index]];
  if (node === undefined || before === undefined) return '';
  return text.slice(before.offset + before.length, node.offset).replace(/^\s*,/, '');
}

function nameOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

function sliceOf(text: string, node: Node): string {
  return text.slice(node.offset, node.offset + node.length);
}

/** Equal JSON, keys in the same order. */
function isSame(value: unknown, text: string): boolean {
  return JSON.stringify(value) === JSON.stringify(JSON.parse(text));
}
