/**
 * Names in zips that do not say how they are written. The format knows code page 437 and UTF-8 alone
 * (APPNOTE.TXT, appendix D), but Windows has long written names as its own language does: Korean as
 * CP949, Japanese as Shift_JIS. Neither is named in the zip, so it is read off the names.
 */
import type { EntryMetaData } from '@zip.js/zip.js';

/** What is asked of an entry. */
export type Named = Pick<EntryMetaData, 'filename' | 'rawFilename' | 'filenameUTF8'>;

/** A way of writing names with one or two bytes a character. */
interface Encoding {
  decoder: TextDecoder;
  /** Whether bytes that can be read so are hardly meant otherwise. */
  speaksFor: (bytes: string) => boolean;
}

/**
 * In the order in which they are tried. CP949 first: the bytes that nearly every Korean syllable begins with
 * draw lines in code page 437 and begin no Japanese character of full width, while Shift_JIS can read most
 * Korean names, as half-width signs. Chinese names look Korean, and were not readable before either.
 */
const ENCODINGS: readonly Encoding[] = [
  // By this label, decoders read all of CP949 (Encoding Standard, 4.2).
  { decoder: new TextDecoder('euc-kr', { fatal: true }), speaksFor: isKorean },
  { decoder: new TextDecoder('shift_jis', { fatal: true }), speaksFor: isJapanese },
];

/**
 * The entries' names, in their order. Those marked as UTF-8, or that are valid UTF-8, are as they were read.
 * The others of one zip were written by one system, so the majority of them decides, and where that
 * speaks for none of the above, or where a name cannot be read so, it stays in code page 437, as western
 * systems write it.
 */
export function entryNames(entries: readonly Named[]): string[] {
  const unclear = entries.filter(isUnclear).map(({ rawFilename }) => rawFilename);
  const encoding = ENCODINGS.find(
    (one) => unclear.filter((name) => isMeant(name, one)).length * 2 > unclear.length,
  );
  return entries.map((entry) => {
    if (!encoding || !isUnclear(entry)) return entry.filename;
    return decoded(entry.rawFilename, encoding) ?? entry.filename;
  });
}

function isUnclear({ rawFilename, filenameUTF8 }: Named): boolean {
  return !filenameUTF8 && rawFilename.some((byte) => byte > 0x7f);
}

function isMeant(name: Uint8Array, encoding: Encoding): boolean {
  return decoded(name, encoding) !== null && encoding.speaksFor(binary(name));
}

function decoded(name: Uint8Array, { decoder }: Encoding): string | null {
  try {
    return decoder.decode(name);
  } catch {
    // TypeError: these bytes mean nothing there.
    return null;
  }
}

/** Whether there is one of the 2,350 syllables of KS X 1001, without which hardly a Korean name is written. */
function isKorean(bytes: string): boolean {
  const characters = bytes.match(/[\x81-\xfe][\s\S]|[\s\S]/g) ?? [];
  return characters.some((character) => /^[\xb0-\xc8][\xa1-\xfe]$/.test(character));
}

/**
 * Whether there is a word that is rather Japanese than western. Western names have accented letters, one
 * at a time, among plain ones: `Köln` reads as a Chinese character between two letters. So those that are
 * left over as plain letters are weighed against kana and Chinese characters, which count double where
 * their second byte is no letter either.
 */
function isJapanese(bytes: string): boolean {
  const characters = bytes.match(/[\x81-\x9f\xe0-\xfc][\s\S]|[\s\S]/g) ?? [];
  return characters
    .map(signOf)
    .join('')
    .split(' ')
    .some((word) => {
      const weight = count(word, 'j') + 2 * count(word, 'J');
      return weight > 1 && weight > count(word, 'a');
    });
}

/** Hiragana, katakana, and Chinese characters in Shift_JIS. */
const JAPANESE = /^(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]|[\x88-\x9f\xe0-\xea][\s\S])$/;

/** A character of Shift_JIS: `j` or `J` for a Japanese one, `a` for a letter, a space between words. */
function signOf(character: string): string {
  if (JAPANESE.test(character)) return /[A-Za-z_]$/.test(character) ? 'j' : 'J';
  if (/^[A-Za-z]$/.test(character)) return 'a';
  return character < '\x80' ? ' ' : '-';
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Bytes as text, one character each, for patterns. */
function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
