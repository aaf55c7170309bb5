import type { PhotoItem } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';

/** When a photo was taken and what says so; empty before it was read. */
export function useTakenText({ taken, fingerprint }: PhotoItem): string {
  const { gallery } = useMessages().assistant;
  if (fingerprint === null) return '';
  if (!taken) return gallery.undated;
  const { day, source } = taken;
  return source === 'exif' ? gallery.taken({ day }) : gallery.fileDated({ day });
}
