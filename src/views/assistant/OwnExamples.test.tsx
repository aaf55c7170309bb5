import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { OwnExamples } from './OwnExamples';

vi.mock('../../stores/assistant-state', () => ({ useAssistant: () => [] }));
vi.mock('../../stores/own-examples', () => {
  const failure = { code: 'worker-lost', cause: 'crash' };
  const state = { progress: null, kept: null, missing: [], failure };
  return {
    useOwnExamples: (select = (all: typeof state): unknown => all) => select(state),
    examplesOf: () => ({ list: [], without: 1 }),
    dismissExamples: () => {},
  };
});
vi.mock('../../stores/preferences', async () => {
  const { messagesFor } = await import('../../i18n/messages');
  return { useMessages: () => messagesFor('en') };
});
vi.mock('../../stores/route', () => ({}));

it('advises nothing about training where photos could not be kept', () => {
  const markup = renderToStaticMarkup(<OwnExamples />);
  expect(markup).toContain('The background worker that computes ended unexpectedly.');
  expect(markup).toContain('Try again, or reload the page.');
  expect(markup).not.toMatch(/epochs are kept/);
});
