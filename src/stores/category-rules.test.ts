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
    expect(state()).toEqual({ rules: {}, wasReset: false });
    decideCategory('Bag', null);
    decideCategories({ Sandal: 'shoes', Sneaker: 'shoes' });
    decideCategory('Sneaker', '');
    const rules = { Bag: null, Sandal: 'shoes' };
    expect(state().rules).toEqual(rules);
    const next = await opened();
    expect(next.state()).toEqual({ rules, wasReset: false });
    next.resetCategories();
    expect((await opened()).state().rules).toEqual({});
  });

  it.each(['{"Bag":', '[]', '{"Bag":7}'])(
    'begin anew and say so when %s is stored',
    async (text) => {
      kept['atelier.category-rules'] = text;
      const { state, dismissRulesReset } = await opened();
      expect(state()).toEqual({ rules: {}, wasReset: true });
      dismissRulesReset();
      expect(state().wasReset).toBe(false);
    },
  );
});
