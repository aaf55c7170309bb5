import { describe, expect, it } from 'vitest';
import { isSvg } from './svg';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** As many characters as are looked at, and more than any pattern can try every reading of. */
const MANY = 50_000;

describe('isSvg', () => {
  it.each([
    '<svg>',
    '\ufeff<svg/>',
    '\ufeff\n<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n<svg viewBox="0 0 9 9">',
    '<!-- an <html> page, it\'s said, of "20 > 10" ] --><svg>',
    '<!-- one --> <!-- two -->\t<SVG >',
    '<!doctype svg><svg>',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/TR/svg11.dtd">\n<svg>',
    "<!DOCTYPE svg SYSTEM 'a>b[c' [<!ENTITY a \"b]>'c\"> <!ENTITY d '\"'>]\n><svg>",
    "<!DOCTYPE svg [<!-- it's \"a ]> --> <?do it's ]> ?> <!ELEMENT g (a|b)*>] ><svg>",
    '<?xml version="1.0"?><?style href="a>b"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
  ])('knows %s', (text) => {
    expect(isSvg(utf8(text))).toBe(true);
  });

  it.each([
    ['little', [0xff, 0xfe], (code: number) => [code, 0]],
    ['big', [0xfe, 0xff], (code: number) => [0, code]],
  ])('knows it in UTF-16, %s end first', (_, mark, pair) => {
    const codes = Array.from(utf8('<?xml version="1.0"?> <svg/>'));
    expect(isSvg(Uint8Array.from([...mark, ...codes.flatMap(pair)]))).toBe(true);
  });

  it('knows it behind a prologue nearly as long as what is looked at', () => {
    const entities = '<!ENTITY a "b">'.repeat(6000);
    expect(isSvg(utf8(`<!DOCTYPE svg [${entities}]> ${'<!---->'.repeat(1000)}<svg>`))).toBe(true);
  });

  it.each([
    '',
    'a <svg>',
    '<svgs>',
    '<svg:g>',
    '<html><svg></svg></html>',
    '<!DOCTYPE html><html><svg></svg></html>',
    '<!-- <svg>',
    '<!-- a --> b <svg>',
    '<!DOCTYPE svg [<svg>]>',
    '<!DOCTYPE svg "><svg>',
  ])('leaves %j alone', (text) => {
    expect(isSvg(utf8(text))).toBe(false);
  });

  it.each([
    ['<!DOCTYPE ', '[]'],
    ['<!DOCTYPE ', '[]"'],
    ['<!DOCTYPE [', "''"],
    ['<!DOCTYPE ', '['],
    ['<!DOCTYPE ', '"'],
    ['<!DOCTYPE [', '<!--'],
    ['', '<!DOCTYPE '],
    ['', '<!--'],
    ['', '<!---->'],
    ['', '<??>'],
    ['', '<?'],
    ['', ' \n'],
    ['<', 'svg.'],
  ])('comes to an end with %j and %j many times', (start, part) => {
    expect(isSvg(utf8(start + part.repeat(MANY / part.length)))).toBe(false);
  });
});
