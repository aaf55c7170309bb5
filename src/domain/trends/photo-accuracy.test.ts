import { expect, it } from 'vitest';
import { photoAccuracy } from './photo-accuracy';
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
  expect(all).toEqual({ photos: 10, right: 3, unmeasured: [2, 5] });
  expect(labels).toEqual([
    {
      classes: [0],
      photos: 3,
      right: 0,
      // Each once: the first class first.
      mistakes: [1, 2, 4].map((answer) => ({ answer, photos: 1 })),
    },
    {
      classes: [1, 3],
      photos: 5,
      right: 2,
      mistakes: [
        { answer: 4, photos: 2 },
        { answer: 0, photos: 1 },
      ],
    },
    { classes: [4], photos: 2, right: 1, mistakes: [{ answer: 0, photos: 1 }] },
  ]);
});
