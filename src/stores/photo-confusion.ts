/** How networks confuse classes on photos: measured for those that come with the app. */
import { AtelierError } from '../domain/failure';
import { SHIPPED_FILES, SHIPPED_FOLDERS, type ShippedKind } from '../domain/network';
import { type PhotoConfusion, parsePhotoConfusion } from '../domain/trends/photo-confusion';
import type { NetworkOption } from './networks';

/** Fetched once; null where there is none. */
const shipped = new Map<ShippedKind, PhotoConfusion | null>();

/**
 * What was measured about a network on labelled photos; null when nobody measured this one.
 * @throws AtelierError `file-unreachable` or `file-damaged`
 */
export async function photoConfusionOf({
  kind,
  record,
}: NetworkOption): Promise<PhotoConfusion | null> {
  if (kind === 'current' || kind === 'stored') return null;
  const measured = shipped.has(kind) ? shipped.get(kind) : await fetchShipped(kind);
  shipped.set(kind, measured ?? null);
  // Of other weights than those that answer, it would say nothing about these.
  return measured?.run === record.id ? measured : null;
}

async function fetchShipped(kind: ShippedKind): Promise<PhotoConfusion | null> {
  const file = SHIPPED_FILES.photos;
  const response = await fetch(new URL(SHIPPED_FOLDERS[kind] + file, document.baseURI));
  const { ok, status } = response;
  if (status === 404) return null;
  if (!ok) throw new AtelierError({ code: 'file-unreachable', file, status });
  return parsePhotoConfusion(await response.json());
}
