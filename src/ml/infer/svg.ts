/** Whether a text is an SVG drawing, by what stands before its first element and by that element. */

/** Bytes in which the root of an SVG file is looked for. */
const SVG_SEARCH = 100_000;
const ROOT = /^<(?:[\w.-]+:)?svg(?![\w.:-])/i;
const DOCTYPE = '<!DOCTYPE';
const SPACE = /\s*/y;

/** Whether a text file is SVG: its first element is `svg`, with or without a prefix. */
export function isSvg(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder(encodingOf(bytes));
  const text = decoder.decode(bytes.subarray(0, SVG_SEARCH));
  return ROOT.test(text.slice(prologueEnd(text)));
}

/** By the byte order mark, which the decoder drops. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/**
 * Where the prologue of an XML file ends (XML 1.0, 2.8). Written out, for no file may hold the worker:
 * every character is passed once, where one pattern for all of it would try each way of reading it.
 */
function prologueEnd(text: string): number {
  let at = 0;
  for (let next = partEnd(text, at); next > at; next = partEnd(text, at)) at = next;
  return at;
}

/** Where white space, an instruction, a comment or a document type ends; `at` where none begins. */
function partEnd(text: string, at: number): number {
  const markupEnd = aside(text, at);
  if (markupEnd > at) return markupEnd;
  const start = text.slice(at, at + DOCTYPE.length);
  if (start.toUpperCase() === DOCTYPE) return doctypeEnd(text, at + DOCTYPE.length);
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Where an instruction or a comment ends; `at` where none begins. */
function aside(text: string, at: number): number {
  if (text.startsWith('<?', at)) return behind(text, '?>', at + 2);
  return text.startsWith('<!--', at) ? behind(text, '-->', at + 4) : at;
}

/** Where a document type ends, whose declarations in brackets may hold quoted `>` and `]`. */
function doctypeEnd(text: string, start: number): number {
  let isInBrackets = false;
  let at = start;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '>' && !isInBrackets) return at + 1;
    if (sign === '[' || sign === ']') isInBrackets = sign === '[';
    const next = sign === '"' || sign === "'" ? behind(text, sign, at + 1) : aside(text, at);
    at = Math.max(next, at + 1);
  }
  return at;
}

/** Where a mark ends that is looked for from a place on; the text's end where it does not come. */
function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}
