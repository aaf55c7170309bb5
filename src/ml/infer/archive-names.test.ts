import { describe, expect, it } from 'vitest';
import { entryNames } from './archive-names';

/** Entries of one zip, named by bytes that are written as characters here; the reader took none for UTF-8. */
const entries = (names: readonly string[]) =>
  names.map((name) => ({
    filename: `CP437 ${name}`,
    rawFilename: Uint8Array.from(name, (character) => character.charCodeAt(0)),
    filenameUTF8: false,
  }));

const nameOf = (bytes: string) => entryNames(entries([bytes]))[0];

// The bytes are those that Python's codecs cp949, cp932 and cp437 write. Node's decoder, other than browsers',
// knows no syllables beyond EUC-KR proper: e2e/many-photos.spec.ts has one.
describe('entryNames, of a zip of one file', () => {
  it.each([
    ['\xc4\xda\xc6\xae.jpg', '코트.jpg'],
    ['\xbf\xa9\xb8\xa7/\xc6\xbc\xbc\xc5\xc3\xf7 1.jpg', '여름/티셔츠 1.jpg'],
    ['\xb0\xdc\xbf\xef \xb9\xd9\xc1\xf6(\xb0\xcb\xc1\xa4).jpg', '겨울 바지(검정).jpg'],
    ['DSC_0001 \xbb\xe7\xba\xbb.jpg', 'DSC_0001 사본.jpg'],
    ['\xf9\xd3\xed\xae \xc4\xda\xc6\xae.jpg', '漢字 코트.jpg'],
  ])('reads Korean: %j', (bytes, name) => {
    expect(nameOf(bytes)).toBe(name);
  });

  it.each([
    ['\x83R\x81[\x83g.jpg', 'コート.jpg'],
    ['T\x83V\x83\x83\x83c.jpg', 'Tシャツ.jpg'],
    ['\x8e\xca\x90^/\x82\xd3\x82\xad.jpg', '写真/ふく.jpg'],
    ['photos/\x83Z\x81[\x83^\x81[2.jpg', 'photos/セーター2.jpg'],
    ['\x83\x8f\x83\x93\x83s\x81[\x83X (\x90\xd4).png', 'ワンピース (赤).png'],
    // The second byte is a backslash.
    ['\x95\x5c.jpg', '表.jpg'],
  ])('reads Japanese: %j', (bytes, name) => {
    expect(nameOf(bytes)).toBe(name);
  });

  it.each([
    ['München', 'M\x81nchen.jpg'],
    ['Köln', 'K\x94ln.jpg'],
    ['Château', 'Ch\x83teau.jpg'],
    ['Éléonore', '\x90l\x82onore.jpg'],
    ['élève', '\x82l\x8ave.jpg'],
    ['été/Noël', '\x82t\x82/No\x89l.jpg'],
    ['Größe', 'Gr\x94\xe1e.jpg'],
    ['Süß', 'S\x81\xe1.jpg'],
    ['créée', 'cr\x82\x82e.jpg'],
    ['âgée', '\x83g\x82e.jpg'],
    ['Öl', '\x99l.jpg'],
    ['peñón', 'pe\xa4\xa2n.jpg'],
    ['ASCII', 'summer/coat (1).jpg'],
  ])('leaves western names in code page 437: %s', (_, bytes) => {
    expect(nameOf(bytes)).toBe(`CP437 ${bytes}`);
  });
});

describe('entryNames, of a zip of several files', () => {
  it('reads names that alone say little as the majority is written', () => {
    const korean = [
      '\xc4\xda\xc6\xae.jpg',
      'a.jpg',
      '\xb9\xd9\xc1\xf6.jpg',
      '\xa4\xbb\xa4\xbb.jpg',
    ];
    expect(entryNames(entries(korean))).toEqual([
      '코트.jpg',
      'CP437 a.jpg',
      '바지.jpg',
      'ㅋㅋ.jpg',
    ]);
    const japanese = ['\x83R\x81[\x83g.jpg', '\x82\xd3\x82\xad.jpg', '\x8cC.jpg'];
    expect(entryNames(entries(japanese))).toEqual(['コート.jpg', 'ふく.jpg', '靴.jpg']);
  });

  it('leaves a zip of western names alone where one could be Korean', () => {
    const names = ['M\x81nchen.jpg', 'K\x94ln.jpg', '\xc4\xda\xc6\xae.jpg'];
    expect(entryNames(entries(names))).toEqual(names.map((name) => `CP437 ${name}`));
  });

  it('leaves a name alone that is cut off within a character', () => {
    const names = ['\xc4\xda\xc6\xae.jpg', '\xb9\xd9\xc1\xf6.jpg', '\xb9\xd9\xc1'];
    expect(entryNames(entries(names))[2]).toBe(`CP437 ${names[2]}`);
  });

  it('leaves names alone that are UTF-8', () => {
    const [entry] = entries(['\xc4\xda\xc6\xae.jpg']);
    expect(entryNames(entry ? [{ ...entry, filename: '옷.jpg', filenameUTF8: true }] : [])).toEqual(
      ['옷.jpg'],
    );
  });
});
