// Raw objects by isomorphic-git. Commits and trees are parsed here, not by the library: it refuses trees with
// names that git accepts (backslashes) and reads the people of odd commits otherwise than git does.
import fs from 'node:fs';
import git, { Errors } from 'isomorphic-git';
import { StillpackError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { Oid } from '../git-engine.ts';

export interface GitObject {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The library recommends its readers by type instead, which are the ones that parse. */
interface RawReader {
  readObject(request: {
    readonly fs: typeof fs;
    readonly gitdir: string;
    readonly oid: string;
    readonly format: 'content';
    readonly cache: object;
  }): Promise<{ readonly type: string; readonly object: unknown }>;
}
const rawReader: RawReader = git;

export interface ObjectReader {
  /** The object, or `undefined` when it is not here. Throws GIT_FAILED. */
  find(oid: Oid): Promise<GitObject | undefined>;
  /** The bytes of an object of the given type. Throws GIT_FAILED when there is none. */
  read(oid: Oid, type: 'commit' | 'tree'): Promise<Buffer>;
}

/** Reads objects of `gitDir`; pack indexes are kept between calls. */
export function createObjectReader(gitDir: string): ObjectReader {
  const cache = {};
  const find: ObjectReader['find'] = async (oid) => {
    try {
      const request = { fs, gitdir: gitDir, oid, format: 'content', cache } as const;
      const { type, object } = await rawReader.readObject(request);
      if (!(object instanceof Uint8Array)) throw new Error('no bytes');
      return { type, bytes: Buffer.from(object.buffer, object.byteOffset, object.byteLength) };
    } catch (cause) {
      if (cause instanceof Errors.NotFoundError) return undefined;
      throw objectFailed(oid, cause);
    }
  };
  return {
    find,
    async read(oid, type) {
      const object = await find(oid);
      if (object?.type === type) return object.bytes;
      throw objectFailed(oid, new Error(`no ${type} with this id`));
    },
  };
}

/** GIT_FAILED for a missing or damaged object. */
function objectFailed(oid: Oid, cause: unknown): StillpackError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new StillpackError('GIT_FAILED', `Object ${oid} cannot be read.`, {
    hint: `isomorphic-git says: ${printable(words)}`,
    cause,
  });
}
