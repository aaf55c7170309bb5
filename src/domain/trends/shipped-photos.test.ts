import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SHIPPED_FILES, SHIPPED_FOLDER } from '../network';
import { parseRunRecord } from '../run';
import { parsePhotoConfusion } from './photo-confusion';

function shipped(file: string): unknown {
  const address = new URL(`../../../public/${SHIPPED_FOLDER}${file}`, import.meta.url);
  return JSON.parse(readFileSync(address, 'utf8'));
}

it('what was measured on photos is of the network that is shipped: else measure it anew', () => {
  const measured = parsePhotoConfusion(shipped(SHIPPED_FILES.photos));
  const record = parseRunRecord(shipped(SHIPPED_FILES.record));
  expect(measured.run).toBe(record.id);
  expect(measured.classes).toEqual(record.dataset.classes);
});
