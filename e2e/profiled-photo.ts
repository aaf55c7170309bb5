/** A photo whose colours are what its colour profile says, as those of phones with wide gamuts are. */
import type { TestFile } from './photos';

/** Primaries of sRGB in the colours that profiles are told in (X, Y, Z beside a white of D50). */
const [RED, GREEN, BLUE] = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
] as const;
const WHITE = [0.9642, 1, 0.8249] as const;
const GAMMA = 2.2;

/** The same JPEG with a profile by which its red is blue, and its blue red. */
export function withSwappedColors({ buffer, ...file }: TestFile, name: string): TestFile {
  const content = Buffer.concat([Buffer.from('ICC_PROFILE\0\u0001\u0001'), swappingProfile()]);
  const marker = Buffer.from([0xff, 0xe2, ...uint16(content.length + 2)]);
  const parts = [buffer.subarray(0, 2), marker, content, buffer.subarray(2)];
  return { ...file, name, buffer: Buffer.concat(parts) };
}

/** A display profile of three primaries and a power for each (ICC.1:2001-04, 6.3.1.2). */
function swappingProfile(): Buffer {
  const curve = Buffer.from([
    ...Buffer.from('curv\0\0\0\0'),
    ...uint32(1),
    ...uint16(Math.round(GAMMA * 256)),
    ...[0, 0],
  ]);
  const tags: [string, Buffer][] = [
    [
      'desc',
      Buffer.from([...Buffer.from('desc\0\0\0\0'), ...uint32(2), 0x61, ...Array(83).fill(0)]),
    ],
    ['cprt', Buffer.from('text\0\0\0\0-\0\0\0')],
    ...(
      [
        ['wtpt', WHITE],
        ['rXYZ', BLUE],
        ['gXYZ', GREEN],
        ['bXYZ', RED],
      ] as const
    ).map(([tag, color]): [string, Buffer] => [tag, xyz(color)]),
    ...['rTRC', 'gTRC', 'bTRC'].map((tag): [string, Buffer] => [tag, curve]),
  ];
  const table: number[] = [];
  let at = 128 + 4 + 12 * tags.length;
  for (const [tag, data] of tags) {
    table.push(...Buffer.from(tag), ...uint32(at), ...uint32(data.length));
    at += data.length;
  }
  const body = [...uint32(tags.length), ...table, ...tags.flatMap(([, data]) => [...data])];
  return Buffer.from([...header(at), ...body]);
}

/** The 128 bytes before the tags (ICC.1:2001-04, 6.1). */
function header(length: number): number[] {
  const start = [...uint32(length), 0, 0, 0, 0, 2, 0x10, 0, 0, ...Buffer.from('mntrRGB XYZ ')];
  const signed = [...start, ...Array(12).fill(0), ...Buffer.from('acsp'), ...Array(28).fill(0)];
  const lit = [...signed, ...WHITE.flatMap(fixed)];
  return [...lit, ...Array(128 - lit.length).fill(0)];
}

function xyz(color: readonly number[]): Buffer {
  return Buffer.from([...Buffer.from('XYZ \0\0\0\0'), ...color.flatMap(fixed)]);
}

/** A number with 16 bits before the point and 16 behind it. */
function fixed(value: number): number[] {
  return uint32(Math.round(value * 65_536));
}

function uint16(value: number): number[] {
  return [value >> 8, value & 255];
}

function uint32(value: number): number[] {
  return [...uint16(value >>> 16), ...uint16(value & 65_535)];
}
