// A process that kills itself at its n-th operation on the disk.
import process from 'node:process';

/** `isDue` counts an operation, and says whether it is the one to die at; 0: none is. `die` does not return. */
export function dieAt(deadline) {
  let operations = 0;
  return {
    count: () => operations,
    isDue() {
      operations += 1;
      return operations === Number(deadline);
    },
    die() {
      process.kill(process.pid, 'SIGKILL');
      // The signal is on its way: nothing more may happen.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
}
