/** Bytes from which on another thread reads or writes a file meanwhile; less is done sooner than handed over. */
export const handedOverBytes: number = 2 ** 20;
