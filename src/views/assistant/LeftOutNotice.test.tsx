import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import type { AssistantState, LeftOut } from '../../stores/assistant-state';
import { LeftOutNotice } from './LeftOutNotice';

const fake = vi.hoisted(() => ({ leftOut: null as unknown }));

vi.mock('../../stores/assistant-intake', () => ({ dismissLeftOut: () => {} }));
vi.mock('../../stores/assistant-state', () => ({
  useAssistant: (select: (state: Pick<AssistantState, 'leftOut'>) => unknown) =>
    select({ leftOut: fake.leftOut as LeftOut }),
}));
vi.mock('../../stores/preferences', async () => {
  const { messagesFor } = await import('../../i18n/messages');
  return { useMessages: () => messagesFor('en') };
});

function noticeOf(leftOut: Partial<LeftOut>): string {
  fake.leftOut = { beyond: 0, beyondBytes: 0, ignored: 0, ...leftOut };
  return renderToStaticMarkup(<LeftOutNotice />);
}

const FULL = /list holds 5,000 photos/;
const TOO_LARGE = /Only 20 GB of one zip/;

describe('the notice of what was left out', () => {
  it('says of a full list that it is full, and of a large zip that it is large', () => {
    const full = noticeOf({ beyond: 3 });
    expect(full).toMatch(/3 files were left out/);
    expect(full).toMatch(FULL);
    expect(full).not.toMatch(TOO_LARGE);
    const large = noticeOf({ beyondBytes: 4 });
    expect(large).toMatch(/4 files were left out/);
    expect(large).toMatch(TOO_LARGE);
    expect(large).not.toMatch(FULL);
  });

  it('counts the files together where both were the reason', () => {
    const both = noticeOf({ beyond: 3, beyondBytes: 4, ignored: 1 });
    expect(both).toMatch(/7 files were left out/);
    expect(both).toMatch(FULL);
    expect(both).toMatch(TOO_LARGE);
    expect(both).toMatch(/thumbnail cache/);
  });

  it('is not there while nothing was', () => {
    expect(noticeOf({})).toBe('');
  });
});
