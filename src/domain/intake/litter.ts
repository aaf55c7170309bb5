/** Files that systems leave behind, and that nobody means by a folder of photos. */
const LITTER_NAME = /^(?:\.(?!\.?$)|desktop\.ini$|thumbs\.db$|icon\r$)/i;
/** What macOS puts beside the files in a zip. */
const LITTER_FOLDER = '__MACOSX';

/**
 * Whether a file in a folder or a zip is a system's own: hidden ones, thumbnails, resource forks.
 * @param path names of its folders and its own, parted by `/`
 */
export function isLitter(path: string): boolean {
  const names = path.split('/');
  return names.some((name) => name === LITTER_FOLDER || LITTER_NAME.test(name));
}

/** A file's own name, without its folders. */
export function nameInPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
