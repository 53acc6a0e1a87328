// A question to a thread that is made for it, and ended with the answer, or when it takes too long.

/** `undefined`: no answer in `milliseconds`, or the thread failed. */
export function askWorker<Answer>(
  start: () => Worker,
  question: unknown,
  milliseconds: number,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const worker = start();
    const finish = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(undefined), milliseconds);
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => finish(data));
    worker.addEventListener('error', () => finish(undefined));
    worker.addEventListener('messageerror', () => finish(undefined));
    worker.postMessage(question);
  });
}
