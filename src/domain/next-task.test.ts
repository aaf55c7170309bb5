import { expect, it } from 'vitest';
import { nextTask } from './next-task';

it('goes on by itself', async () => {
  await expect(nextTask()).resolves.toBeUndefined();
});

it('lets a message that is waiting be handled first', async () => {
  const heard: string[] = [];
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }) => heard.push(data);
  port1.postMessage('pause');
  // Promises alone would never let the message through.
  for (let turn = 0; turn < 100; turn++) await Promise.resolve();
  expect(heard).toEqual([]);
  await nextTask();
  await nextTask();
  expect(heard).toEqual(['pause']);
  port1.close();
});

it('works thousands of times without keeping channels open', async () => {
  for (let turn = 0; turn < 2000; turn++) await nextTask();
});
