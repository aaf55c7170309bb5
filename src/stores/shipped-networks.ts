/** The networks that come with the app, as they can be chosen. */
import { AtelierError } from '../domain/failure';
import {
  SHIPPED_FILES,
  SHIPPED_FOLDERS,
  SHIPPED_KINDS,
  type ShippedKind,
  type ShippedRunKind,
} from '../domain/network';
import { type PhotoNetworkRecord, parsePhotoNetwork } from '../domain/photo-network';
import { parseRunRecord, type RunRecord } from '../domain/run';

/** One of them with its record. */
export type ShippedOption =
  | { id: string; kind: ShippedRunKind; record: RunRecord }
  | { id: string; kind: 'photo'; record: PhotoNetworkRecord };

/** Records of the shipped networks are fetched once. */
const shippedRecords = new Map<ShippedKind, unknown>();

/**
 * Those that are there.
 * @param orNothing hears why one of them is not there
 */
export async function shippedOptions(
  orNothing: (thrown: unknown) => never[],
): Promise<ShippedOption[]> {
  const found = await Promise.all(
    SHIPPED_KINDS.map((kind) => shippedOption(kind).catch(orNothing)),
  );
  return found.flat();
}

async function shippedOption(kind: ShippedKind): Promise<ShippedOption[]> {
  const record = shippedRecords.get(kind) ?? (await fetchRecord(kind));
  shippedRecords.set(kind, record);
  return kind === 'photo'
    ? [{ id: kind, kind, record: parsePhotoNetwork(record) }]
    : [{ id: kind, kind, record: parseRunRecord(record) }];
}

async function fetchRecord(kind: ShippedKind): Promise<unknown> {
  const file = SHIPPED_FOLDERS[kind] + SHIPPED_FILES.record;
  const address = shippedAddress(kind, SHIPPED_FILES.record);
  const response = await fetch(address).catch((thrown: unknown) => {
    throw new AtelierError({ code: 'file-unreachable', file, status: 0 }, { cause: thrown });
  });
  const { ok, status } = response;
  if (!ok) throw new AtelierError({ code: 'file-unreachable', file, status });
  return response.json();
}

/** Where a file of a shipped network lies. */
export function shippedAddress(kind: ShippedKind, file: string): string {
  return new URL(SHIPPED_FOLDERS[kind] + file, document.baseURI).href;
}
