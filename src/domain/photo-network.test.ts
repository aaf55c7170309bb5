import { describe, expect, it } from 'vitest';
import { photoResnet } from './models/photo-resnet';
import { PHOTO_CATEGORIES } from './photo/categories';
import { formatPhotoNetwork, type PhotoNetworkRecord, parsePhotoNetwork } from './photo-network';

const RECORD: PhotoNetworkRecord = {
  format: 'atelier-photo-network',
  version: 1,
  id: 'photos-1',
  createdAt: '2026-11-25T02:00:00.000Z',
  model: { spec: photoResnet(96), parameters: 682_000 },
  dataset: { classes: [...PHOTO_CATEGORIES] },
  settings: { seed: 1 },
  temperature: 1.2,
  usualThreshold: 0.5,
  training: { photos: 3574, people: 250 },
  validation: { photos: 540, people: 73, accuracy: 0.77, macroRecall: 0.7 },
};

describe('the record of a photo network', () => {
  it('comes back as it was written', () => {
    expect(parsePhotoNetwork(JSON.parse(formatPhotoNetwork(RECORD)))).toEqual(RECORD);
  });

  it.each([
    ['nothing', null, 'format'],
    ['another format', { ...RECORD, format: 'atelier-run' }, 'format'],
    ['no id', { ...RECORD, id: '' }, 'id'],
    ['no layers', { ...RECORD, model: { ...RECORD.model, spec: {} } }, 'model.spec'],
    ['a class that is no text', { ...RECORD, dataset: { classes: [1] } }, 'dataset.classes'],
    ['no temperature', { ...RECORD, temperature: 0 }, 'temperature'],
    ['no threshold', { ...RECORD, usualThreshold: undefined }, 'usualThreshold'],
    ['no people', { ...RECORD, training: { photos: 3 } }, 'training'],
    [
      'a share above 1',
      { ...RECORD, validation: { ...RECORD.validation, accuracy: 77 } },
      'validation.accuracy',
    ],
  ])('is refused with %s', (_, value, reason) => {
    expect(() => parsePhotoNetwork(value)).toThrow(
      expect.objectContaining({ failure: { code: 'run-invalid', reason } }),
    );
  });
});
