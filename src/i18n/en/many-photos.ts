import { common } from './common';

const { count, percent } = common.format;

const photos = (number: number) => (number === 1 ? '1 photo' : `${count(number)} photos`);

/** What the Assistant says where there are many photos, in English. */
export const manyPhotos = {
  chooseFolder: 'Choose folder',
  leftOut: {
    beyond: (p: { files: number }) =>
      p.files === 1 ? '1 file was left out' : `${count(p.files)} files were left out`,
    limit: (p: { limit: number }) =>
      `The list holds ${count(p.limit)} photos. Download the results, clear the list, and add the others then.`,
    ignored: (p: { files: number }) =>
      p.files === 1
        ? '1 file of the system, such as a thumbnail cache, was passed over'
        : `${count(p.files)} files of the system, such as thumbnail caches, were passed over`,
  },
  /** Ways to look at the photos. */
  looks: {
    label: 'View',
    list: 'List',
    gallery: 'Gallery',
    review: 'Review',
  },
  gallery: {
    title: 'Gallery',
    help: 'Sorted by category: by what you said, else by the answer.',
    label: 'Photos by category',
    group: (p: { name: string; photos: number }) => `${p.name} · ${photos(p.photos)}`,
    groups: { waiting: 'Not answered yet', duplicate: 'Duplicates', refused: 'Cannot be answered' },
    details: 'Show details',
    taken: (p: { day: string }) => `Taken on ${p.day}, by the camera’s clock`,
    fileDated: (p: { day: string }) => `No date in the photo; its file is of ${p.day}`,
    undated: 'No date',
  },
  correction: {
    label: 'What it really is',
    nothing: 'Nothing said',
    youSaid: (p: { name: string }) => `You said: ${p.name}`,
    /** In place of the confidence. */
    byYou: 'you said',
    undo: 'Undo',
  },
  review: {
    title: 'Review',
    help: 'The answers that the network is least sure of come first. What you say is kept beside its answer and never replaces it.',
    progress: (p: { said: number; left: number }) =>
      `${photos(p.said)} reviewed · ${count(p.left)} left`,
    question: (p: { name: string; share: number }) =>
      `The network says ${p.name}, ${percent(p.share, 0)}. What is it?`,
    label: 'What it is',
    keys: 'Digits choose at once; ↑ and ↓ move, Enter takes; → skips, ← goes back.',
    skip: 'Skip',
    back: 'Back',
    done: 'Nothing is left to review.',
  },
};

/** Shape of {@link manyPhotos}. */
export type ManyPhotosMessages = typeof manyPhotos;
