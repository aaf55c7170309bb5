import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { NO_ADJUSTMENTS } from '../../domain/photo/photo';
import { separateParts } from '../../domain/photo/separate-garments';
import { getReadyToAnswer } from './networks';
import { summarizePhoto } from './photo';
import { getReadyForPhotos } from './rehearsal';
import { stubBrowser } from './testing';

vi.mock('./networks', () => ({ getReadyToAnswer: vi.fn(async () => null) }));
vi.mock('./photo', () => ({ summarizePhoto: vi.fn() }));
vi.mock('../../domain/photo/separate-garments', { spy: true });

beforeEach(() => {
  vi.mocked(summarizePhoto).mockReset();
  vi.mocked(separateParts).mockClear();
  stubBrowser();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('has the network answer a picture file, and garments looked for in a picture that shows two', async () => {
  const missing = new AtelierError({ code: 'network-missing', name: 'network' });
  vi.mocked(summarizePhoto).mockRejectedValueOnce(missing);
  await expect(getReadyForPhotos('network')).rejects.toBe(missing);
  // The next call tries again.
  expect(await getReadyForPhotos('network')).toBeNull();
  const [key, , source, adjustments, scopeSide] = vi.mocked(summarizePhoto).mock.calls[1] ?? [];
  expect([key, adjustments, scopeSide]).toEqual(['network', NO_ADJUSTMENTS, null]);
  expect(source?.file.size).toBeGreaterThan(0);
  expect(vi.mocked(separateParts).mock.results[1]?.value).toHaveLength(2);
  // A run that is followed has other weights each second, and another network may be chosen.
  await getReadyForPhotos('other');
  expect(summarizePhoto).toHaveBeenCalledTimes(2);
  expect(getReadyToAnswer).toHaveBeenLastCalledWith('other');
});
