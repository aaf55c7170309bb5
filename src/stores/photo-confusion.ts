/** How networks confuse classes on photos: measured for the one that comes with the app. */
import { AtelierError } from '../domain/failure';
import { SHIPPED_FILES, SHIPPED_FOLDER } from '../domain/network';
import { type PhotoConfusion, parsePhotoConfusion } from '../domain/trends/photo-confusion';
import type { NetworkOption } from './networks';

/** Fetched once; undefined before that. */
let shipped: PhotoConfusion | null | undefined;

/**
 * What was measured about a network on labelled photos; null when nobody measured this one.
 * @throws AtelierError `file-unreachable` or `file-damaged`
 */
export async function photoConfusionOf({
  kind,
  record,
}: NetworkOption): Promise<PhotoConfusion | null> {
  if (kind !== 'shipped') return null;
  if (shipped === undefined) shipped = await fetchShipped();
  // Of other weights than those that answer, it would say nothing about these.
  return shipped?.run === record.id ? shipped : null;
}

async function fetchShipped(): Promise<PhotoConfusion | null> {
  const file = SHIPPED_FILES.photos;
  const response = await fetch(new URL(SHIPPED_FOLDER + file, document.baseURI));
  const { ok, status } = response;
  if (status === 404) return null;
  if (!ok) throw new AtelierError({ code: 'file-unreachable', file, status });
  return parsePhotoConfusion(await response.json());
}
