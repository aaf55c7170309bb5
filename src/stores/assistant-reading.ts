/** Reads photos one after the other, and finds those that repeat another one. */
import { isListed, type PhotoItem, useAssistant } from './assistant-state';
import { callNetwork } from './networks';

/** What reading a photo tells. */
type Known = Pick<PhotoItem, 'fingerprint' | 'taken' | 'duplicateOf'>;

/** The first photo with each fingerprint, by its id; it may have been removed since. */
const firsts = new Map<string, string>();
/** Ends when the photo before is read: the first of two that are the same is the one before. */
let reading: Promise<unknown> = Promise.resolve();

/** Reads a photo where it was not read yet; in the order of the calls, which is that of the list. */
export async function readInOrder(photo: PhotoItem): Promise<Known> {
  const { id, file, packing, isKept, fingerprint, taken } = photo;
  if (fingerprint !== null) return { fingerprint, taken, duplicateOf: null };
  const mine = reading.then(() => {
    const isAwaited = useAssistant.getState().selectedId === id;
    return callNetwork((worker) => worker.readPhoto(id, { file, packing }, isAwaited));
  });
  // What follows does not fail with it: the failure is its own photo's.
  reading = mine.catch(() => {});
  const known = await mine;
  const first = firsts.get(known.fingerprint);
  if (!isKept && first !== undefined && first !== id && isListed(first)) {
    return { ...known, duplicateOf: first };
  }
  firsts.set(known.fingerprint, id);
  return { ...known, duplicateOf: null };
}
