// Of which packages and nodes of listings something is kept, and with which checksum: a tree of small files, each vouched for by the one
// above it. What it does not name is not there, whatever else lies in the folder.
import { hash } from 'node:crypto';

/** A leaf holds the checksum of what is kept of each package; a branch those of sixteen nodes. */
export type IndexNode =
  | { readonly leaf: ReadonlyMap<string, string> }
  | { readonly branch: readonly (string | undefined)[] };

export const emptyIndex: IndexNode = { leaf: new Map() };

/** The nodes below the root, by the digits that the keys of their packages begin with. */
export interface IndexFiles {
  /** `undefined` unless the node is there, and has the checksum. */
  read(digits: string, checksum: string): Promise<IndexNode | undefined>;
  /** Gives the checksum. */
  write(digits: string, node: IndexNode): Promise<string>;
}

export interface PackageIndex {
  /** The checksum of what is kept of the package; `undefined` in it when nothing is, and instead when nobody knows. */
  find(name: string): Promise<{ readonly checksum: string | undefined } | undefined>;
  /** `undefined`: nothing is kept any more. Whether it could be noted, which it cannot where nobody knows what else there is. */
  set(name: string, checksum: string | undefined): Promise<boolean>;
  /** In no order to rely on; `undefined` when nobody knows all of them. */
  names(): Promise<readonly string[] | undefined>;
  /** Writes the nodes that changed, but for the root, which it gives. */
  write(): Promise<IndexNode>;
  /** Whether it names a package with this key. */
  hasKey(key: string): Promise<boolean>;
  /** Whether a node that was written, or read, lies there. */
  hasNode(digits: string): boolean;
}

/** Where a package is in the tree; a hash in hexadecimal, so that no choice of names makes a branch of it deep. */
export function keyOf(name: string): string {
  return hash('sha256', name);
}

/** A leaf of more becomes a branch: so much is rewritten for one package, however many there are. */
const mostInLeaf = 256;

type OpenNode =
  | { readonly leaf: Map<string, string>; readonly branch?: undefined }
  | { readonly branch: (string | undefined)[]; readonly leaf?: undefined };

interface FoundLeaf {
  readonly digits: string;
  readonly leaf: Map<string, string>;
}

/** Reads a node when it is needed, and at most once. */
export function openIndex(root: IndexNode, files: IndexFiles): PackageIndex {
  const nodes = new Map<string, OpenNode>([['', opened(root)]]);
  const changed = new Set<string>();
  let hashed: { readonly leaf: FoundLeaf['leaf']; readonly keys: ReadonlySet<string> } | undefined;

  /** What a branch does not name is an empty leaf. */
  async function nodeAt(digits: string): Promise<OpenNode | undefined> {
    const known = nodes.get(digits);
    if (known !== undefined) return known;
    const checksum = nodes.get(aboveOf(digits))?.branch?.[lastOf(digits)];
    const node = checksum === undefined ? emptyIndex : await files.read(digits, checksum);
    if (node === undefined) return undefined;
    const open = opened(node);
    nodes.set(digits, open);
    return open;
  }

  async function leafOf(key: string): Promise<FoundLeaf | undefined> {
    for (let depth = 0; ; depth += 1) {
      const digits = key.slice(0, depth);
      const node = await nodeAt(digits);
      if (node === undefined) return undefined;
      if (node.leaf !== undefined) return { digits, leaf: node.leaf };
    }
  }

  function split({ digits, leaf }: FoundLeaf): void {
    nodes.set(digits, { branch: Array<undefined>(16).fill(undefined) });
    for (const [name, checksum] of leaf) {
      const below = keyOf(name).slice(0, digits.length + 1);
      const child = nodes.get(below) ?? { leaf: new Map<string, string>() };
      child.leaf?.set(name, checksum);
      nodes.set(below, child);
      changed.add(below);
    }
  }

  return {
    async find(name) {
      const found = await leafOf(keyOf(name));
      return found && { checksum: found.leaf.get(name) };
    },

    async set(name, checksum) {
      const key = keyOf(name);
      const found = await leafOf(key);
      if (found === undefined) return false;
      if (checksum === undefined) found.leaf.delete(name);
      else found.leaf.set(name, checksum);
      for (let depth = found.digits.length; depth >= 0; depth -= 1)
        changed.add(key.slice(0, depth));
      if (found.leaf.size > mostInLeaf) split(found);
      return true;
    },

    async names() {
      const names: string[] = [];
      const waiting = [''];
      for (let digits = waiting.pop(); digits !== undefined; digits = waiting.pop()) {
        const node = await nodeAt(digits);
        if (node === undefined) return undefined;
        if (node.leaf !== undefined) for (const name of node.leaf.keys()) names.push(name);
        else for (const digit of node.branch.keys()) waiting.push(digits + digit.toString(16));
      }
      return names;
    },

    async write() {
      // The lowest first: those above hold their checksums.
      for (const digits of [...changed].toSorted((a, b) => b.length - a.length)) {
        const [node, above] = [nodes.get(digits), nodes.get(aboveOf(digits))];
        if (digits === '' || node === undefined || above?.branch === undefined) continue;
        above.branch[lastOf(digits)] = await files.write(digits, node);
      }
      changed.clear();
      return nodes.get('') ?? emptyIndex;
    },

    async hasKey(key) {
      const leaf = (await leafOf(key))?.leaf;
      if (leaf === undefined) return false;
      // Whoever asks for one asks for its neighbours.
      if (hashed?.leaf !== leaf) hashed = { leaf, keys: new Set([...leaf.keys()].map(keyOf)) };
      return hashed.keys.has(key);
    },

    hasNode: (digits) => nodes.get(aboveOf(digits))?.branch?.[lastOf(digits)] !== undefined,
  };
}

function opened(node: IndexNode): OpenNode {
  return 'leaf' in node ? { leaf: new Map(node.leaf) } : { branch: [...node.branch] };
}

function aboveOf(digits: string): string {
  return digits.slice(0, -1);
}

function lastOf(digits: string): number {
  return Number.parseInt(digits.slice(-1), 16);
}
