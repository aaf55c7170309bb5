import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { steadied } from '../../domain/photo/steady';
import { verdictOf } from '../../domain/photo/verdict';
import { messagesFor } from '../../i18n/messages';
import { spokenAnswer } from './verdict-words';
import { WebcamPanel } from './WebcamPanel';

const fake = vi.hoisted(() => ({ webcam: {} as Record<string, unknown> }));

vi.mock('../../stores/webcam', () => ({
  useWebcam: (select = (state: unknown) => state) => select(fake.webcam),
}));
vi.mock('../../stores/preferences', async () => {
  const { create } = await import('zustand');
  const usePreferences = create(() => ({ language: 'en', threshold: null, checksScope: false }));
  return { usePreferences, useMessages: () => messagesFor('en'), useLanguage: () => 'en' };
});
vi.mock('../../stores/networks', async (original) => ({
  ...(await original<object>()),
  chosenNetwork: () => ({
    id: 'one',
    kind: 'shipped',
    record: { dataset: { classes: ['Coat', 'Bag'] } },
  }),
}));

const FRAME = {
  networkId: 'one',
  pixels: new Uint8Array(4),
  probabilities: Float32Array.of(0.9, 0.1),
  scope: null,
  found: true,
  garments: 1,
  at: 0,
};
const ON = { status: 'on', cameras: [], cameraId: null, failure: null, perSecond: 1 };
const messages = messagesFor('en');
const { assistant } = messages;
const PHOTO_REASON = 'Put the frame around one.';
const SEVERAL = verdictOf(
  FRAME.probabilities,
  { ...FRAME, garments: 2 },
  { threshold: 0.5, noneOfThese: null, without: null },
);

function shown(change: object): string {
  fake.webcam = { ...ON, ...change };
  return renderToStaticMarkup(<WebcamPanel />);
}

it('says of what was found what the frames have in common, not the last one', () => {
  const prepared = { pixels: new Uint8Array(4), steps: [], mask: null, found: false, garments: 0 };
  const html = shown({ answer: { prepared }, steady: steadied(null, FRAME) });
  expect(html).toContain(assistant.sure({ share: 0.9 }));
  expect(html).not.toContain(assistant.unsure.title);
});

it('does not speak of a frame where there is none, to see or to hear', () => {
  const steady = steadied(null, { ...FRAME, garments: 2 });
  const html = shown({ answer: null, steady });
  expect(html).toContain(assistant.webcam.severalGarments);
  expect(html).not.toContain(PHOTO_REASON);
  const spoken = (isLive: boolean) =>
    spokenAnswer(messages, ['Coat', 'Bag'], SEVERAL, steady.probabilities, isLive).text;
  expect(spoken(true)).toContain(assistant.webcam.severalGarments);
  expect(spoken(false)).toContain(PHOTO_REASON);
});

it('keeps the picker of cameras in its place while another camera starts', () => {
  const cameras = ['one', 'two'].map((id) => ({ id, label: `Camera ${id}` }));
  const choice = { cameras, cameraId: 'two', facing: 'front' };
  for (const status of ['on', 'starting']) {
    const html = shown({ status, ...choice, answer: null, steady: null });
    expect(html).toContain(assistant.webcam.otherSide.rear);
    expect(html).toContain('aria-haspopup="listbox"');
  }
});
