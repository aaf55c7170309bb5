import * as Comlink from 'comlink';
import { type Result, toFailure } from '../domain/failure';

/**
 * Turns what a call throws into a result, because errors lose their facts between threads.
 * @param buffersOf memory of the value that is handed over rather than copied
 */
export async function attempt<T>(
  work: () => Promise<T>,
  buffersOf: (value: T) => Transferable[] = () => [],
): Promise<Result<T>> {
  try {
    const value = await work();
    return Comlink.transfer({ ok: true, value }, buffersOf(value));
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}
