import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SHIPPED_FILES, SHIPPED_FOLDERS, SHIPPED_KINDS } from '../domain/network';
import { parsePhotoConfusion } from '../domain/trends/photo-confusion';
import { LANGUAGES, messagesFor } from './messages';

it.each(SHIPPED_KINDS)('every language says how the %s network was measured', (kind) => {
  const path = `../../public/${SHIPPED_FOLDERS[kind]}${SHIPPED_FILES.photos}`;
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const { method } = parsePhotoConfusion(JSON.parse(text));
  const said = LANGUAGES.map((language) =>
    messagesFor(language).assistant.howRight.method({ text: method }),
  );
  expect(said).not.toContain(null);
  expect(new Set(said).size).toBe(LANGUAGES.length);
});
