/** How networks confuse classes on photos: measured for those that come with the app. */
import { create } from 'zustand';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import { SHIPPED_FILES, SHIPPED_FOLDERS, type ShippedKind } from '../domain/network';
import { type PhotoConfusion, parsePhotoConfusion } from '../domain/trends/photo-confusion';
import type { NetworkOption } from './networks';

/** What was measured about the shipped networks, as far as anybody has asked. */
export interface PhotoConfusionsState {
  /** Fetched once; null where the server has none. */
  measured: Partial<Record<ShippedKind, PhotoConfusion | null>>;
  /** Why the last try to fetch one failed. */
  failures: Partial<Record<ShippedKind, Failure | null>>;
}

/** The measurements, for components. */
export const usePhotoConfusions = create<PhotoConfusionsState>(() => ({
  measured: {},
  failures: {},
}));

/**
 * What was measured about a network on labelled photos; null when nobody measured this one.
 * @throws AtelierError `file-unreachable` or `file-damaged`
 */
export async function photoConfusionOf(network: NetworkOption): Promise<PhotoConfusion | null> {
  const { kind } = network;
  if (kind === 'current' || kind === 'stored') return null;
  if (usePhotoConfusions.getState().measured[kind] === undefined) {
    const fetched = await fetchShipped(kind);
    usePhotoConfusions.setState(({ measured }) => ({ measured: { ...measured, [kind]: fetched } }));
  }
  return knownConfusion(usePhotoConfusions.getState(), network) ?? null;
}

/** Has it fetched for components, unless it is there; a failure becomes part of the state. */
export async function askPhotoConfusion(network: NetworkOption): Promise<void> {
  const { kind } = network;
  if (kind === 'current' || kind === 'stored') return;
  const tell = (failure: Failure | null) =>
    usePhotoConfusions.setState(({ failures }) => ({ failures: { ...failures, [kind]: failure } }));
  try {
    await photoConfusionOf(network);
    tell(null);
  } catch (thrown) {
    tell(toFailure(thrown));
  }
}

/** What is known already: as {@link photoConfusionOf}; undefined while nobody has asked. */
export function knownConfusion(
  { measured }: Pick<PhotoConfusionsState, 'measured'>,
  { kind, record }: NetworkOption,
): PhotoConfusion | null | undefined {
  if (kind === 'current' || kind === 'stored') return null;
  const known = measured[kind];
  // Of other weights than those that answer, it would say nothing about these.
  return known && known.run !== record.id ? null : known;
}

/** Why it is not known; null where that has not failed. */
export function confusionFailure(
  { failures }: Pick<PhotoConfusionsState, 'failures'>,
  { kind }: NetworkOption,
): Failure | null {
  return kind === 'current' || kind === 'stored' ? null : (failures[kind] ?? null);
}

async function fetchShipped(kind: ShippedKind): Promise<PhotoConfusion | null> {
  const file = SHIPPED_FILES.photos;
  const address = new URL(SHIPPED_FOLDERS[kind] + file, document.baseURI);
  const response = await fetch(address).catch((thrown: unknown) => {
    throw new AtelierError({ code: 'file-unreachable', file, status: 0 }, { cause: thrown });
  });
  const { ok, status } = response;
  if (status === 404) return null;
  if (!ok) throw new AtelierError({ code: 'file-unreachable', file, status });
  const content: unknown = await response.json().catch((thrown: unknown) => {
    throw new AtelierError({ code: 'file-damaged', file }, { cause: thrown });
  });
  return parsePhotoConfusion(content);
}
