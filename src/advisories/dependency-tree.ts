// The body of npm 6's audits, which pnpm 10.34 sends to `/quick`, too: `requires`, and a tree of `dependencies`.
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';
import { auditInvalid, type AuditedVersions } from './audit-request.ts';

/** One place where a package is installed. */
export interface Installed {
  /** From what the project itself requires down to this package, by the fewest steps. */
  readonly path: () => readonly string[];
  readonly dev: boolean;
  readonly optional: boolean;
  readonly bundled: boolean;
}

export interface DependencyTree {
  /** In the tree's order. Whatever no registry has (files, workspaces) is not here. */
  readonly installed: ReadonlyMap<PackageName, ReadonlyMap<Version, readonly Installed[]>>;
  readonly audited: AuditedVersions;
  /** Of all nodes, whatever they are. */
  readonly counts: {
    readonly dependencies: number;
    readonly devDependencies: number;
    readonly optionalDependencies: number;
    readonly totalDependencies: number;
  };
}

/** A node, or the project itself. */
interface Node {
  readonly key: string;
  readonly entry: JsonObject;
  readonly depth: number;
  children: readonly Node[];
  /** What it requires, as Node.js would find it. */
  required: readonly Node[];
  /** Who requires it, by the fewest steps; how many they are, and where they begin. */
  via: Node | undefined;
  steps: number;
  top: Node | undefined;
}

/** Nested packages; what is deeper no client makes. */
const maximumDepth = 1000;

/** Names of a path that are told: a chain of many vulnerable packages would be told as often as it is long. */
const maximumSteps = 64;

/** Work and memory follow the size of the tree. Throws AUDIT_INVALID for what no client sends. */
export function parseDependencyTree(body: unknown): DependencyTree {
  if (!isJsonObject(body)) throw auditInvalid('The request is not a JSON object');
  const root = nodeOf('', body, 0);
  const nodes = resolveAll(root);
  findPaths(root);
  const installed = new Map<PackageName, Map<Version, Installed[]>>();
  for (const node of nodes) {
    const name = packageNameOf(node.key);
    const version = versionOf(own(node.entry, 'version'));
    if (name === undefined || version === undefined) continue;
    const versions = installed.get(name) ?? new Map<Version, Installed[]>();
    installed.set(name, versions);
    const places = versions.get(version) ?? [];
    versions.set(version, places);
    places.push({
      path: () => pathOf(node),
      dev: isSet(node, 'dev'),
      optional: isSet(node, 'optional'),
      bundled: isSet(node, 'bundled'),
    });
  }
  const audited = new Map([...installed].map(([name, places]) => [name, new Set(places.keys())]));
  return { installed, audited, counts: countsOf(nodes) };
}

function countsOf(nodes: readonly Node[]): DependencyTree['counts'] {
  const count = (test: (node: Node) => boolean): number => nodes.filter(test).length;
  return {
    dependencies: count((node) => !isSet(node, 'dev') && !isSet(node, 'optional')),
    devDependencies: count((node) => isSet(node, 'dev')),
    optionalDependencies: count((node) => isSet(node, 'optional')),
    totalDependencies: nodes.length,
  };
}

function isSet({ entry }: Node, key: 'dev' | 'optional' | 'bundled'): boolean {
  return own(entry, key) === true;
}

function nodeOf(key: string, entry: unknown, depth: number): Node {
  if (!isJsonObject(entry)) throw auditInvalid(`The dependency "${key}" is not an object`);
  if (depth > maximumDepth) throw auditInvalid('The dependencies are nested too deep');
  const none = { children: [], required: [], via: undefined, steps: 0, top: undefined };
  return { key, entry, depth, ...none };
}

/** Every node below the root, children and requirements filled in. */
function resolveAll(root: Node): readonly Node[] {
  const nodes: Node[] = [];
  // Of each name, the node that is found from here: the nearest on the way up.
  const inScope = new Map<string, Node[]>();
  enter(root, inScope);
  const open = [{ node: root, next: 0 }];
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const child = frame.node.children[frame.next++];
    if (child === undefined) {
      for (const { key } of frame.node.children) inScope.get(key)?.pop();
      open.pop();
    } else {
      nodes.push(child);
      enter(child, inScope);
      open.push({ node: child, next: 0 });
    }
  }
  return nodes;
}

/** Its children are found by it and by what lies below it. */
function enter(node: Node, inScope: Map<string, Node[]>): void {
  node.children = Object.entries(objectAt(node, 'dependencies') ?? {}).map(([key, entry]) =>
    nodeOf(key, entry, node.depth + 1),
  );
  for (const child of node.children) {
    const same = inScope.get(child.key);
    if (same === undefined) inScope.set(child.key, [child]);
    else same.push(child);
  }
  const requires = objectAt(node, 'requires');
  const names =
    requires === undefined ? node.children.map(({ key }) => key) : Object.keys(requires);
  node.required = names.flatMap((name) => inScope.get(name)?.at(-1) ?? []);
}

/** `requires` is true in a lock file's own root. */
function objectAt({ key, entry }: Node, member: string): JsonObject | undefined {
  const value = own(entry, member);
  if (value === undefined || typeof value === 'boolean') return undefined;
  if (!isJsonObject(value)) {
    throw auditInvalid(
      `"${member}" of ${key === '' ? 'the request' : `"${key}"`} is not an object`,
    );
  }
  return value;
}

/** Breadth first, so that the first way to a node is the shortest. */
function findPaths(root: Node): void {
  const queue = [root];
  for (const node of queue) {
    for (const found of node.required) {
      if (found.steps > 0) continue;
      found.via = node === root ? undefined : node;
      found.steps = node.steps + 1;
      found.top = node.top ?? found;
      queue.push(found);
    }
  }
}

function pathOf(node: Node): readonly string[] {
  if (node.steps > maximumSteps) return [node.top?.key ?? '', '…', node.key];
  const path: string[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.via) path.unshift(at.key);
  return path;
}
