// Changes of tarballs, kept as bytes: objects for a million of them would take several times the memory, and the
// garbage collector would look at each of them again and again.
import type { Author } from './landing.ts';
import { copyOf } from './copy-of.ts';
import { type Oid, oidOf } from './git-engine.ts';

/** What a commit did to a tarball, or to a pointer to one. */
export interface TarballChange {
  /** The number of the commit, from the root on. */
  readonly order: number;
  readonly commit: Oid;
  /** When it landed, in seconds since the epoch: 32 bits. */
  readonly seconds: number;
  readonly author: Author;
  /** In the package's folder: 65,535 bytes at most. */
  readonly fileName: string;
  readonly wasFile: boolean;
  /** What lies there now. */
  readonly oid: Oid | undefined;
}

/** Where a change is kept. */
export type ChangePlace = number & { readonly __brand: 'ChangePlace' };

export interface ChangeStore {
  /** Keeps a change behind an earlier one, as links of one chain. */
  append(change: TarballChange, previous: ChangePlace | undefined): ChangePlace;
  /** The changes of the chain that ends there, oldest first. */
  read(last: ChangePlace | undefined): readonly TarballChange[];
}

const chunkSize = 2 ** 20;

/** Before the two object ids and the file's name: previous place, order, seconds, author, flags and three lengths. */
const headSize = 6 + 4 + 4 + 4 + 1 + 1 + 1 + 2;

/** Stands for no previous place: no chunk begins there. */
const none = 2 ** 48 - 1;

export function createChangeStore(): ChangeStore {
  const chunks: Buffer[] = [];
  let used = chunkSize;
  const authors = createAuthorTable();

  const reserve = (size: number): ChangePlace => {
    if (used + size > chunkSize) {
      chunks.push(Buffer.allocUnsafeSlow(chunkSize));
      used = 0;
    }
    const place = (chunks.length - 1) * chunkSize + used;
    used += size;
    // The only place that makes one.
    return place as ChangePlace;
  };
  const bytesAt = (place: number): Buffer =>
    (chunks[Math.floor(place / chunkSize)] ?? Buffer.alloc(0)).subarray(place % chunkSize);

  return {
    append(
      { order, commit, seconds, author, fileName, wasFile, oid = '' },
      previous = none as ChangePlace,
    ) {
      const [commitSize, oidSize] = [commit.length / 2, oid.length / 2];
      const nameSize = Buffer.byteLength(fileName);
      const place = reserve(headSize + commitSize + oidSize + nameSize);
      const bytes = bytesAt(place);
      bytes.writeUIntLE(previous, 0, 6);
      bytes.writeUInt32LE(order, 6);
      bytes.writeUInt32LE(seconds, 10);
      bytes.writeUInt32LE(authors.indexOf(author), 14);
      bytes.writeUInt8(Number(wasFile), 18);
      bytes.writeUInt8(commitSize, 19);
      bytes.writeUInt8(oidSize, 20);
      bytes.writeUInt16LE(nameSize, 21);
      bytes.write(commit, headSize, 'hex');
      bytes.write(oid, headSize + commitSize, 'hex');
      bytes.write(fileName, headSize + commitSize + oidSize);
      return place;
    },
    read(last = none as ChangePlace) {
      const changes: TarballChange[] = [];
      for (let place: number = last; place !== none;) {
        const bytes = bytesAt(place);
        const oidAt = headSize + bytes.readUInt8(19);
        const nameAt = oidAt + bytes.readUInt8(20);
        changes.push({
          order: bytes.readUInt32LE(6),
          // `append` was given one.
          commit: bytes.toString('hex', headSize, oidAt) as Oid,
          seconds: bytes.readUInt32LE(10),
          author: authors.at(bytes.readUInt32LE(14)),
          fileName: bytes.toString('utf8', nameAt, nameAt + bytes.readUInt16LE(21)),
          wasFile: bytes.readUInt8(18) === 1,
          oid: oidOf(bytes.toString('hex', oidAt, nameAt)),
        });
        place = bytes.readUIntLE(0, 6);
      }
      return changes.reverse();
    },
  };
}

interface AuthorTable {
  indexOf(author: Author): number;
  at(index: number): Author;
}

/** Each author once: few people commit many times. */
function createAuthorTable(): AuthorTable {
  const authors: Author[] = [];
  const indexes = new Map<string, number>();
  return {
    indexOf({ name, email }) {
      const key = `${name}\0${email}`;
      const known = indexes.get(key);
      if (known !== undefined) return known;
      indexes.set(copyOf(key), authors.length);
      return authors.push({ name: copyOf(name), email: copyOf(email) }) - 1;
    },
    at: (index) => authors[index] ?? { name: '', email: '' },
  };
}
