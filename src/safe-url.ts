/** Whether nobody in between can read or change what is said there: https, or http on this machine. */
export function isSafeUrl({ protocol, hostname }: URL): boolean {
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}
