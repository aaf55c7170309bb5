/** Files out of what was dropped, pasted or chosen, those in folders among them. */
import type { PickedFile } from '../../stores/assistant-intake';

/** Reads what was dropped. Must be called in the event itself, after which the browser forgets it. */
export async function droppedFiles(data: DataTransfer): Promise<PickedFile[]> {
  const entries = entriesIn(data);
  // A picture dragged out of another page has no entry.
  if (entries.length === 0) return pickedFiles([...data.files]);
  const files: PickedFile[] = [];
  for (const entry of entries) await collect(entry, files, '');
  return files;
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

/** Appends the file, or the files in the folder and in the folders in it. */
async function collect(entry: FileSystemEntry, files: PickedFile[], folder: string): Promise<void> {
  const path = folder + entry.name;
  if (isFile(entry)) {
    files.push({ file: await fileOf(entry), path });
  } else if (isFolder(entry)) {
    const inside = await entriesOf(entry).catch(() => null);
    if (!inside) files.push({ file: null, path });
    for (const inner of inside ?? []) await collect(inner, files, `${path}/`);
  }
}

/** Null for one that cannot be opened any more: the others go on. */
function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/** Browsers give the entries of a folder in portions. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) break;
    all.push(...portion);
  }
  return all.sort((left, right) => left.name.localeCompare(right.name));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
