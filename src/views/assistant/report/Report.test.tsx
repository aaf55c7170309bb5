import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { Report } from './Report';

vi.mock('../../../stores/assistant-state', () => ({ useAssistant: () => false }));
vi.mock('../../../stores/category-rules', () => ({ useCategoryRules: () => false }));
vi.mock('../../../stores/report', () => {
  const failure = { code: 'out-of-memory' };
  const state = { isOpen: true, isWorking: false, answer: null, failure };
  return {
    useReport: (select: (all: typeof state) => unknown) => select(state),
    retryReport: () => {},
  };
});
vi.mock('../../../stores/preferences', async () => {
  const { messagesFor } = await import('../../../i18n/messages');
  return { useMessages: () => messagesFor('en') };
});

it('advises nothing about training where the report could not be made', () => {
  const markup = renderToStaticMarkup(<Report />);
  expect(markup).toContain('This device has no memory left for the task.');
  expect(markup).toContain('Try again, or reload the page.');
  expect(markup).not.toMatch(/batch size/);
});
