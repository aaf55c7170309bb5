import { beforeEach, describe, expect, it, vi } from 'vitest';

let kept: Record<string, string>;
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept[key] ?? null,
  setItem: (key: string, value: string) => {
    kept[key] = value;
  },
});
beforeEach(() => {
  kept = {};
});

/** The module as after opening the page anew. */
async function opened() {
  vi.resetModules();
  const module = await import('./category-rules');
  return { ...module, state: () => module.useCategoryRules.getState() };
}

describe('category rules', () => {
  it('outlive the page', async () => {
    const { decideCategory, decideCategories, state } = await opened();
    expect(state()).toEqual({ rules: {}, wasReset: false, opening: null });
    decideCategory('Bag', null);
    decideCategories({ Sandal: 'shoes', Sneaker: 'shoes' });
    decideCategory('Sneaker', '');
    const rules = { Bag: null, Sandal: 'shoes' };
    expect(state().rules).toEqual(rules);
    const next = await opened();
    expect(next.state()).toEqual({ rules, wasReset: false, opening: null });
    next.resetCategories();
    expect((await opened()).state().rules).toEqual({});
  });

  it.each(['{"Bag":', '[]', '{"Bag":7}'])(
    'begin anew and say so when %s is stored',
    async (text) => {
      kept['atelier.category-rules'] = text;
      const { state, dismissRulesReset } = await opened();
      expect(state()).toEqual({ rules: {}, wasReset: true, opening: null });
      dismissRulesReset();
      expect(state().wasReset).toBe(false);
    },
  );

  it('are those of a file that is opened, until that is undone', async () => {
    const { decideCategory, openRules, undoOpening, state } = await opened();
    decideCategory('Bag', null);
    await openRules(fileOf({ Sandal: 'shoes' }));
    expect(state().rules).toEqual({ Sandal: 'shoes' });
    expect(state().opening).toMatchObject({ code: 'opened', file: 'ours.json' });
    expect((await opened()).state().rules).toEqual({ Sandal: 'shoes' });
    undoOpening();
    expect(state()).toEqual({ rules: { Bag: null }, wasReset: false, opening: null });
    undoOpening();
    expect(state().rules).toEqual({ Bag: null });
  });

  it('cannot be undone over what was decided since', async () => {
    const { decideCategory, openRules, undoOpening, state } = await opened();
    await openRules(fileOf({ Sandal: 'shoes' }));
    decideCategory('Sneaker', 'shoes');
    undoOpening();
    expect(state().rules).toEqual({ Sandal: 'shoes', Sneaker: 'shoes' });
  });

  it('stay when a file is refused, which can be dismissed', async () => {
    const { decideCategory, dismissOpening, openRules, state } = await opened();
    decideCategory('Bag', null);
    const gone = new File([], 'gone.json');
    gone.text = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    for (const [file, fault] of [
      [fileOf({ Bag: 3 }), { code: 'invalid', name: 'Bag' }],
      [gone, { code: 'unreadable' }],
      [new File([new Uint8Array(1_000_001)], 'film.json'), { code: 'tooLarge', bytes: 1_000_001 }],
    ] as const) {
      await openRules(file);
      expect(state().rules).toEqual({ Bag: null });
      expect(state().opening).toEqual({ code: 'refused', file: file.name, fault });
    }
    dismissOpening();
    expect(state().opening).toBeNull();
  });

  it('are those of the file that was chosen last, however long the others take', async () => {
    const { openRules, state } = await opened();
    const slow = fileOf({ Bag: 'slow' });
    const text = slow.text.bind(slow);
    slow.text = () => new Promise((resolve) => setTimeout(() => resolve(text()), 20));
    await Promise.all([openRules(slow), openRules(fileOf({ Bag: 'last' }))]);
    expect(state().rules).toEqual({ Bag: 'last' });
  });
});

function fileOf(rules: unknown): File {
  return new File(
    [JSON.stringify({ format: 'atelier-categories', version: 1, rules })],
    'ours.json',
  );
}
