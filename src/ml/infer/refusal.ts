import { AtelierError } from '../../domain/failure';
import type { PhotoFault } from '../../domain/photo/fault';

/** The error for a file that is not answered, by its name. */
export function refusal(file: string, fault: PhotoFault, cause?: unknown): AtelierError {
  return new AtelierError({ code: 'photo-refused', file, fault }, { cause });
}
