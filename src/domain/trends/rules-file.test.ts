import { describe, expect, it } from 'vitest';
import { formatRulesFile, parseRulesFile } from './rules-file';

const RULES = { Sandal: '신발', 'T-shirt/top': 'tops, "light"', Bag: null };
const fileOf = (rules: unknown, change = {}) =>
  JSON.stringify({ format: 'atelier-categories', version: 1, rules, ...change });

describe('a file of rules', () => {
  it('is read as it was written', () => {
    for (const rules of [RULES, {}]) {
      expect(parseRulesFile(formatRulesFile(rules))).toEqual({ ok: true, rules });
    }
  });

  it('keeps names for names, whatever objects inherit', () => {
    const read = parseRulesFile(
      '{"format":"atelier-categories","version":1,"rules":{"__proto__":"x"}}',
    );
    expect(read.ok && Object.entries(read.rules)).toEqual([['__proto__', 'x']]);
  });

  it.each([
    ['', { code: 'notJson' }],
    ['{"format":', { code: 'notJson' }],
    ['null', { code: 'notRules' }],
    ['"atelier-categories"', { code: 'notRules' }],
    ['[]', { code: 'notRules' }],
    ['{"Bag":"shoes"}', { code: 'notRules' }],
    ['{"format":"atelier-run","version":1}', { code: 'notRules' }],
    [fileOf({}, { version: 2 }), { code: 'version', version: '2' }],
    [fileOf({}, { version: undefined }), { code: 'version', version: 'undefined' }],
    [fileOf(undefined), { code: 'invalid', name: null }],
    [fileOf([]), { code: 'invalid', name: null }],
    [fileOf({ Coat: 'coats', Bag: 7 }), { code: 'invalid', name: 'Bag' }],
    [fileOf({ Bag: ' bags' }), { code: 'invalid', name: 'Bag' }],
    [fileOf({ Bag: 'x'.repeat(41) }), { code: 'invalid', name: 'Bag' }],
    [
      fileOf(Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`class ${at}`, null]))),
      { code: 'invalid', name: null },
    ],
  ])('is refused with the reason when it is %.60s', (text, fault) => {
    expect(parseRulesFile(text)).toEqual({ ok: false, fault });
  });
});
