/**
 * The barrier: no thread passes before all have arrived. The last one opens it by counting the
 * generation up. Threads that wait look at it some 20,000 times, which takes a few dozen
 * microseconds and lets them go on at once when all are running; then they sleep, so that a machine
 * with fewer free cores than threads is not held up by waiting ones.
 */
import { CONTROL_ARRIVED, CONTROL_GENERATION, CONTROL_SLEEPERS } from '../generated/records';
import { threads } from './context';

const SPINS = 20_000;

/**
 * Sleeps while the word at `address` is `expected`, and wakes all who do: JavaScript's Atomics. WASM
 * has instructions for it, but around them V8 (in Node 20) forgets local variables: threads then
 * repeated steps. It costs nothing, because whoever calls these has nothing to do.
 */
// @ts-ignore: decorator
@external('env', 'sleep')
export declare function sleep(address: usize, expected: i32): void;
// @ts-ignore: decorator
@external('env', 'wake')
declare function wake(address: usize): void;

export function barrier(): void {
  const generation = atomic.load<i32>(CONTROL_GENERATION);
  if (atomic.add<i32>(CONTROL_ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(CONTROL_ARRIVED, 0);
    atomic.add<i32>(CONTROL_GENERATION, 1);
    // A thread counts itself as a sleeper before its wait compares the generation: none is missed.
    if (atomic.load<i32>(CONTROL_SLEEPERS) > 0) wake(CONTROL_GENERATION);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(CONTROL_GENERATION) != generation) return;
  }
  atomic.add<i32>(CONTROL_SLEEPERS, 1);
  while (atomic.load<i32>(CONTROL_GENERATION) == generation) sleep(CONTROL_GENERATION, generation);
  atomic.sub<i32>(CONTROL_SLEEPERS, 1);
}
