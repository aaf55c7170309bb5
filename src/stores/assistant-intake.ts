/** Takes files in: single ones, folders of them, and zips, as far as the list has room. */
import { callInference } from '../client/worker-client';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import type { ArchiveEntry, Packing } from '../domain/intake/archive';
import { MAX_PHOTOS } from '../domain/intake/limits';
import { isLitter, nameInPath } from '../domain/intake/litter';
import type { PhotoFault } from '../domain/photo/fault';
import { NO_ADJUSTMENTS } from '../domain/photo/photo';
import { wakeQueue } from './assistant-queue';
import {
  enlarged,
  type LeftOut,
  NOTHING_LEFT_OUT,
  type PhotoItem,
  useAssistant,
} from './assistant-state';

/** A file as it was chosen, dropped or pasted. */
export interface PickedFile {
  /** Null when the browser could not open it: moved or removed a moment ago. */
  file: File | null;
  /** Its name, behind those of the folders in which it was found. */
  path: string;
  /** Files found behind it that were counted and not opened, because the list has no room for them. */
  further?: number;
}

/** What makes a place in the list. */
interface NewPhoto {
  file: File;
  path: string;
  packing: Packing | null;
  /** Why it will not be read at all; null to read it. */
  failure: Failure | null;
}

let added = 0;
/** Counts how often opening was stopped: what is opened from before is not wanted any more. */
let clearings = 0;
/** What is being opened: another drop may come before the first one's files are found. */
const underWay = new Set<{ name: string }>();

/**
 * Adds files to the end of the list, those in zips among them; where no photo was selected, the first
 * of them is. Resolves when all have their places.
 */
export async function takeIn(picked: readonly PickedFile[]): Promise<void> {
  const before = clearings;
  // A hidden file that somebody chose by itself is meant.
  const files = picked.filter(({ path }) => !path.includes('/') || !isLitter(path));
  const beyond = picked.reduce((sum, { further = 0 }) => sum + further, 0);
  noteLeftOut({ beyond, ignored: picked.length - files.length });
  let loose: NewPhoto[] = [];
  for (const { file, path } of files) {
    if (!file) {
      loose.push(refused(path, { code: 'unreadable' }));
    } else if (isArchive(file)) {
      append(loose);
      loose = [];
      const { photos, leftOut } = await photosInZip(file, path);
      if (clearings !== before) return;
      noteLeftOut(leftOut);
      append(photos);
    } else {
      loose.push({ file, path, packing: null, failure: null });
    }
  }
  append(loose);
}

/**
 * Adds files that are still being looked for, as in a folder with thousands of them; the state names it until
 * they are there. Nothing is added once that was stopped.
 */
export async function takeInFound(
  name: string,
  finding: Promise<readonly PickedFile[]>,
): Promise<void> {
  const before = clearings;
  const picked = await whileOpening(name, finding);
  if (clearings === before) await takeIn(picked);
}

/** Adds nothing any more of what is being opened. */
export function stopOpening(): void {
  clearings++;
  underWay.clear();
  showOpening();
}

/** Adds photos that are files of their own to the end of the list, at once. */
export function addPhotos(files: readonly File[]): void {
  append(files.map((file) => ({ file, path: file.name, packing: null, failure: null })));
}

/** The person has read what was left out. */
export function dismissLeftOut(): void {
  useAssistant.setState({ leftOut: NOTHING_LEFT_OUT });
}

/** By its name: documents of office programs are zips as well. */
function isArchive({ name }: File): boolean {
  return /\.zip$/i.test(name);
}

/** Says what is being opened until it is open, or not to be opened. */
async function whileOpening<T>(name: string, work: Promise<T>): Promise<T> {
  const mine = { name };
  underWay.add(mine);
  showOpening();
  try {
    return await work;
  } finally {
    underWay.delete(mine);
    showOpening();
  }
}

/** The newest is named. */
function showOpening(): void {
  useAssistant.setState({ opening: [...underWay].at(-1)?.name ?? null });
}

/** What a zip gives: places in the list, and what has none. */
interface ZipContent {
  photos: NewPhoto[];
  leftOut: Partial<LeftOut>;
}

/** Whether what is listed is a zip that could not be opened, not a photo: opening it may give photos yet. */
export function isUnopened({ file, packing }: PhotoItem): boolean {
  return packing === null && isArchive(file);
}

/** The places of a zip's files; one for the zip itself where it cannot be opened. */
async function photosInZip(zip: File, zipPath: string): Promise<ZipContent> {
  try {
    const room = MAX_PHOTOS - useAssistant.getState().photos.length;
    const listing = callInference((worker) => worker.listArchive(zip, room));
    const result = await whileOpening(zip.name, listing);
    if (!result.ok) throw new AtelierError(result.failure);
    const { entries, ...leftOut } = result.value;
    const photos = entries.map((entry) => {
      const path = `${zipPath}/${entry.path}`;
      return 'fault' in entry ? refused(path, entry.fault) : packed(zip, entry, path);
    });
    return { photos, leftOut };
  } catch (thrown) {
    const failure = toFailure(thrown);
    return { photos: [{ file: zip, path: zipPath, packing: null, failure }], leftOut: {} };
  }
}

/** A part of the zip under the name of a file: it stays where the zip is, and nothing is unpacked yet. */
function packed(zip: File, entry: ArchiveEntry, path: string): NewPhoto {
  const { offset, end, modifiedAt, method, packedBytes, bytes, checksum } = entry;
  const part = zip.slice(offset, end);
  const file = new File([part], nameInPath(path), { lastModified: modifiedAt });
  return { file, path, packing: { method, packedBytes, bytes, checksum }, failure: null };
}

function refused(path: string, fault: PhotoFault): NewPhoto {
  const file = nameInPath(path);
  const failure: Failure = { code: 'photo-refused', file, fault };
  return { file: new File([], file), path, packing: null, failure };
}

function append(photos: readonly NewPhoto[]): void {
  const room = Math.max(0, MAX_PHOTOS - useAssistant.getState().photos.length);
  const items = photos.slice(0, room).map(itemOf);
  noteLeftOut({ beyond: photos.length - items.length });
  if (items.length === 0) return;
  const toAnswer = items.filter(({ status }) => status === 'waiting').length;
  useAssistant.setState(({ photos, selectedId, batch }) => ({
    photos: [...photos, ...items],
    selectedId: selectedId ?? items[0]?.id ?? null,
    batch: toAnswer > 0 ? enlarged(batch, toAnswer) : batch,
  }));
  wakeQueue();
}

function itemOf({ file, path, packing, failure }: NewPhoto): PhotoItem {
  return {
    id: `photo-${++added}`,
    file,
    path,
    packing,
    status: failure ? 'refused' : 'waiting',
    adjustments: NO_ADJUSTMENTS,
    asked: null,
    result: null,
    earlier: null,
    failure,
    fingerprint: null,
    duplicateOf: null,
    isKept: false,
    taken: null,
    correctedName: null,
    correctedClass: null,
  };
}

function noteLeftOut({ beyond = 0, beyondBytes = 0, ignored = 0 }: Partial<LeftOut>): void {
  if (beyond + beyondBytes + ignored === 0) return;
  useAssistant.setState(({ leftOut }) => ({
    leftOut: {
      beyond: leftOut.beyond + beyond,
      beyondBytes: leftOut.beyondBytes + beyondBytes,
      ignored: leftOut.ignored + ignored,
    },
  }));
}
