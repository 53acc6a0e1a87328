declare module 'libnpmpack' {
  /** libnpmpack 9: packs what `spec` names; `opts` is npm's flat configuration. */
  export default function pack(
    spec: string,
    opts: {
      readonly foregroundScripts: boolean;
      readonly ignoreScripts: boolean;
      readonly path?: string;
    },
  ): Promise<Buffer>;
}
