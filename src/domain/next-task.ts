/**
 * Lets this thread handle waiting messages (a page: draw, and hear its user), then goes on. A message to oneself comes back at once even
 * in a hidden tab, where timers are slowed and animation frames stop.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      port1.close();
      resolve();
    };
    port1.postMessage(null);
  });
}
