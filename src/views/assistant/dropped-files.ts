/** Files out of what was dropped or pasted, those in folders among them. */

/** Files that systems leave in folders, and that nobody means by a folder of photos. */
const LITTER = /^(?:\.|desktop\.ini$|thumbs\.db$)/i;

/** Reads what was dropped. Must be called in the event itself, after which the browser forgets it. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  // A picture dragged out of another page has no entry.
  if (entries.length === 0) return [...data.files];
  const files: File[] = [];
  for (const entry of entries) await collect(entry, files, false);
  return files;
}

/** Appends the file, or the files in the folder and in the folders in it. */
async function collect(entry: FileSystemEntry, files: File[], isInFolder: boolean): Promise<void> {
  if (isInFolder && LITTER.test(entry.name)) return;
  if (isFile(entry)) {
    files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  } else if (isFolder(entry)) {
    for (const inner of await entriesOf(entry)) await collect(inner, files, true);
  }
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
