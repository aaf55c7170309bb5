import { expect, it } from 'vitest';
import { classMetrics } from '../metrics';
import { accuracyFrom, photoAccuracy, testAccuracy } from './photo-accuracy';
import type { LabelledAnswer, PhotoConfusion } from './photo-confusion';

/** Shoes are one label; nobody photographed a bag; one label has no photo. */
function measured(answers: LabelledAnswer[]): PhotoConfusion {
  return {
    format: 'atelier-photos',
    version: 1,
    run: 'run-1',
    classes: ['Coat', 'Sandal', 'Bag', 'Sneaker', 'Dress', 'Hat'],
    labels: [
      { name: 'Dress', classes: ['Dress'] },
      { name: 'Shoes', classes: ['Sandal', 'Sneaker'] },
      { name: 'Coat', classes: ['Coat'] },
      { name: 'Hat', classes: ['Hat'] },
    ],
    people: 3,
    method: 'By hand.',
    answers,
  };
}

it('counts right and wrong answers of each label, in the order of the classes', () => {
  const { labels, ...all } = photoAccuracy(
    measured([
      // Two dresses, five shoes of which either kind is right, three coats.
      ...([4, 0].map((answer) => [0, answer, 0.9]) as LabelledAnswer[]),
      ...([1, 3, 0, 4, 4].map((answer) => [1, answer, 0.2]) as LabelledAnswer[]),
      ...([4, 2, 1].map((answer) => [2, answer, 0]) as LabelledAnswer[]),
    ]),
  );
  expect(all).toEqual({ pictures: 10, right: 3, unmeasured: [2, 5] });
  expect(labels).toEqual([
    {
      classes: [0],
      pictures: 3,
      right: 0,
      // Each once: the first class first.
      mistakes: [1, 2, 4].map((answer) => ({ answer, pictures: 1 })),
    },
    {
      classes: [1, 3],
      pictures: 5,
      right: 2,
      mistakes: [
        { answer: 4, pictures: 2 },
        { answer: 0, pictures: 1 },
      ],
    },
    { classes: [4], pictures: 2, right: 1, mistakes: [{ answer: 0, pictures: 1 }] },
  ]);
});

it('counts the answers from a confidence on, that confidence included, and the right ones among them', () => {
  const photos = measured([
    [0, 4, 0.9],
    [1, 3, 0.6],
    [2, 4, 0.7],
    [2, 0, 0.59],
  ]);
  expect(accuracyFrom(photos, 0.6)).toEqual({ answered: 3, right: 2 });
  expect(accuracyFrom(photos, 0)).toEqual({ answered: 4, right: 3 });
  expect(accuracyFrom(photos, 0.95)).toEqual({ answered: 0, right: 0 });
});

it('takes none of the classes for no answer, however sure', () => {
  const photos = measured([
    [0, 4, 0.9],
    [2, 5, 0.99],
  ]);
  const classes = photos.classes.with(5, 'None of these');
  const labels = photos.labels.slice(0, -1);
  expect(accuracyFrom({ ...photos, classes, labels }, 0.5)).toEqual({ answered: 1, right: 1 });
});

it('counts test images by their rows, and knows nothing of classes without any', () => {
  const confusion = [
    [7, 0, 2, 3],
    [0, 0, 0, 0],
    [1, 1, 8, 1],
    [0, 0, 0, 5],
  ];
  const { labels, ...all } = testAccuracy(confusion);
  expect(all).toEqual({ pictures: 28, right: 20, unmeasured: [1] });
  const recalls = classMetrics(confusion).map(({ recall }) => recall);
  expect(labels.map(({ right, pictures }) => right / pictures)).toEqual(
    recalls.filter((recall) => recall !== null),
  );
  expect(labels).toEqual([
    {
      classes: [0],
      pictures: 12,
      right: 7,
      mistakes: [
        { answer: 3, pictures: 3 },
        { answer: 2, pictures: 2 },
      ],
    },
    {
      classes: [2],
      pictures: 11,
      right: 8,
      mistakes: [0, 1, 3].map((answer) => ({ answer, pictures: 1 })),
    },
    { classes: [3], pictures: 5, right: 5, mistakes: [] },
  ]);
});

it('counts no test images as none', () => {
  expect(testAccuracy([])).toEqual({ pictures: 0, right: 0, labels: [], unmeasured: [] });
});
