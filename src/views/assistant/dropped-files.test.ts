import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyAssistant, useAssistant } from '../../stores/assistant-state';
import { droppedFiles, droppedName, pickedFiles } from './dropped-files';

/** What browsers give for a dropped file or folder, as far as it is used. */
type Entry = Pick<FileSystemEntry, 'name' | 'isFile' | 'isDirectory'>;

const fileEntry = (name: string, isThere = true): Entry =>
  Object.assign(
    { name, isFile: true, isDirectory: false },
    {
      file: (found: (file: File) => void, failed: (reason: Error) => void) =>
        isThere ? found(new File(['x'], name)) : failed(new DOMException('gone')),
    },
  );

/** A folder whose entries come in portions of two, as Chromium's come in portions of a hundred. */
function folderEntry(name: string, entries: Entry[]): Entry {
  const createReader = () => {
    let at = 0;
    const readEntries = (found: (portion: Entry[]) => void) => {
      found(entries.slice(at, at + 2));
      at += 2;
    };
    return { readEntries };
  };
  return Object.assign({ name, isFile: false, isDirectory: true }, { createReader });
}

function dropped(...entries: (Entry | null)[]): DataTransfer {
  const items = entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry }));
  return { items, files: [new File(['y'], 'picture.png')] } as unknown as DataTransfer;
}

afterEach(() => {
  useAssistant.setState(emptyAssistant());
  vi.useRealTimers();
});

const pathsOf = async (data: DataTransfer) =>
  (await droppedFiles(data)).map(({ file, path }) => [path, file?.name ?? null]);

describe('droppedFiles', () => {
  it('goes through folders in folders, portion by portion, by name', async () => {
    const inner = folderEntry('inner', [fileEntry('z.jpg')]);
    const outer = folderEntry('summer', [
      fileEntry('c.jpg'),
      fileEntry('a.jpg'),
      inner,
      fileEntry('b.jpg'),
      fileEntry('.DS_Store'),
    ]);
    expect(await pathsOf(dropped(fileEntry('single.zip'), outer))).toEqual([
      ['single.zip', 'single.zip'],
      ['summer/.DS_Store', '.DS_Store'],
      ['summer/a.jpg', 'a.jpg'],
      ['summer/b.jpg', 'b.jpg'],
      ['summer/c.jpg', 'c.jpg'],
      ['summer/inner/z.jpg', 'z.jpg'],
    ]);
  });

  it('keeps the place of a file that went away, and goes on', async () => {
    const folder = folderEntry('summer', [fileEntry('a.jpg', false), fileEntry('b.jpg')]);
    expect(await pathsOf(dropped(folder))).toEqual([
      ['summer/a.jpg', null],
      ['summer/b.jpg', 'b.jpg'],
    ]);
  });

  it('keeps the place of a folder that cannot be read, and goes on', async () => {
    const createReader = () => ({
      readEntries: (_: unknown, failed: (reason: Error) => void) => failed(new DOMException('no')),
    });
    const locked = Object.assign(folderEntry('locked', []), { createReader });
    expect(await pathsOf(dropped(locked, fileEntry('b.jpg')))).toEqual([
      ['locked', null],
      ['b.jpg', 'b.jpg'],
    ]);
  });

  it('does not go through folders of the system’s own, which count as one file', async () => {
    const hidden = folderEntry('.git', [fileEntry('a.jpg')]);
    const opened = vi.fn();
    Object.assign(hidden, { createReader: opened });
    const outer = folderEntry('summer', [hidden, fileEntry('b.jpg')]);
    expect(await pathsOf(dropped(outer, hidden))).toEqual([
      ['summer/.git/', null],
      ['summer/b.jpg', 'b.jpg'],
      ['.git/', null],
    ]);
    expect(opened).not.toHaveBeenCalled();
  });

  it('opens as many files as the list has room for, and counts the rest', async () => {
    useAssistant.setState({ photos: new Array(4998).fill(null) });
    const [c, d] = [fileEntry('c.jpg'), fileEntry('d.jpg')];
    const opened = vi.fn();
    for (const entry of [c, d]) Object.assign(entry, { file: opened });
    const outer = folderEntry('summer', [fileEntry('a.jpg'), fileEntry('b.jpg'), c]);
    const files = await droppedFiles(dropped(outer, d));
    expect(files.map(({ path, further = 0 }) => [path, further])).toEqual([
      ['summer/a.jpg', 0],
      ['summer/b.jpg', 2],
    ]);
    expect(opened).not.toHaveBeenCalled();
  });

  it('tells how many there are also where the list is full', async () => {
    useAssistant.setState({ photos: new Array(5000).fill(null) });
    const files = await droppedFiles(dropped(fileEntry('a.jpg'), fileEntry('b.jpg')));
    expect(files).toMatchObject([{ path: 'a.jpg', further: 1 }]);
  });

  it('goes on behind a file and a folder that never come', async () => {
    vi.useFakeTimers();
    const [file, folder] = [fileEntry('a.jpg'), folderEntry('b', [])];
    Object.assign(file, { file: () => {} });
    Object.assign(folder, { createReader: () => ({ readEntries: () => {} }) });
    const paths = pathsOf(dropped(file, folder, fileEntry('c.jpg')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await paths).toEqual([
      ['a.jpg', null],
      ['b', null],
      ['c.jpg', 'c.jpg'],
    ]);
  });

  it('takes a picture out of another page, which has no entry', async () => {
    expect(await pathsOf(dropped(null))).toEqual([['picture.png', 'picture.png']]);
  });
});

describe('droppedName', () => {
  it('is that of a folder, else of the first file', () => {
    const folder = folderEntry('summer', []);
    expect(droppedName(dropped(fileEntry('a.jpg'), folder))).toBe('summer');
    expect(droppedName(dropped(fileEntry('a.jpg'), fileEntry('b.jpg')))).toBe('a.jpg');
    expect(droppedName(dropped(null))).toBe('picture.png');
  });
});

describe('pickedFiles', () => {
  it('has the way from a chosen folder, and the name of a chosen file', () => {
    const inFolder = Object.assign(new File(['x'], 'a.jpg'), {
      webkitRelativePath: 'summer/a.jpg',
    });
    const paths = pickedFiles([inFolder, new File(['x'], 'b.jpg')]).map(({ path }) => path);
    expect(paths).toEqual(['summer/a.jpg', 'b.jpg']);
  });
});
