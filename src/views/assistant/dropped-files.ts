/** Files out of what was dropped, pasted or chosen, those in folders among them. */

import { inTime } from '../../domain/intake/deadline';
import { MAX_PHOTOS } from '../../domain/intake/limits';
import { isLitter } from '../../domain/intake/litter';
import type { PickedFile } from '../../stores/assistant-intake';
import { useAssistant } from '../../stores/assistant-state';

/** A way through folders. */
interface Walk {
  files: PickedFile[];
  /** Files that may still be opened; at least the first one is. */
  room: number;
  /** Files that were only counted. */
  further: number;
}

/** Reads what was dropped. Must be called in the event itself, after which the browser forgets it. */
export async function droppedFiles(data: DataTransfer): Promise<PickedFile[]> {
  const entries = entriesIn(data);
  // A picture dragged out of another page has no entry.
  if (entries.length === 0) return pickedFiles([...data.files]);
  const room = Math.max(1, MAX_PHOTOS - useAssistant.getState().photos.length);
  const walk: Walk = { files: [], room, further: 0 };
  for (const entry of entries) await collect(entry, walk, '');
  const { files, further } = walk;
  return files.map((file, at) => (at === files.length - 1 ? { ...file, further } : file));
}

/** Names what was dropped, by a folder where there is one. Must be called in the event itself, too. */
export function droppedName(data: DataTransfer): string {
  const entries = entriesIn(data);
  const named = entries.find(isFolder) ?? entries[0] ?? data.files[0];
  return named?.name ?? '';
}

function entriesIn(data: DataTransfer): FileSystemEntry[] {
  return [...data.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
}

/** Files as a file input gives them; of a chosen folder, each with its way from there. */
export function pickedFiles(files: Iterable<File>): PickedFile[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * Appends the file, or the files in the folder and in the folders in it. A whole drive may be dropped: of what
 * is not taken nothing is opened, and no folder of a system's own is gone through.
 */
async function collect(entry: FileSystemEntry, walk: Walk, folder: string): Promise<void> {
  const path = folder + entry.name;
  if (isFolder(entry) && isLitter(path)) {
    walk.files.push({ file: null, path: `${path}/` });
  } else if (isFolder(entry)) {
    const inside = await entriesOf(entry).catch(() => null);
    if (!inside) walk.files.push({ file: null, path });
    for (const inner of inside ?? []) await collect(inner, walk, `${path}/`);
  } else if (isFile(entry) && walk.room > 0) {
    walk.room--;
    walk.files.push({ file: await fileOf(entry), path });
  } else {
    walk.further++;
  }
}

/** Null for one that cannot be opened any more, or does not come: the others go on. */
function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  const file = new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return inTime(file, late).catch(() => null);
}

/** Browsers give the entries of a folder in portions. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const reading = new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    const portion = await inTime(reading, late);
    if (portion.length === 0) break;
    all.push(...portion);
  }
  return all.sort((left, right) => left.name.localeCompare(right.name));
}

/** What ends the wait for a drive that went away; nobody reads it. */
function late(): Error {
  return new Error('too late');
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
