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
    unpackLimit: (p: { bytes: number }) =>
      `Only ${count(p.bytes / 1e9)} GB of one zip are unpacked. Split it, or unpack it and choose the folder.`,
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
  /** Corrected photos, kept to train on. */
  ownExamples: {
    title: 'Own examples',
    help: 'What you corrected can be kept to train on: as a data set of its own, with the images of Fashion-MNIST and these photos, cut out and grey. It stays in this browser, and only if you press the button.',
    count: (p: { examples: number }) =>
      p.examples === 1 ? '1 corrected photo' : `${count(p.examples)} corrected photos`,
    without: (p: { photos: number }) =>
      `${photos(p.photos)} more: Fashion-MNIST has no class for what you said, or several, as for shoes.`,
    copies: 'How often each is put in',
    times: (p: { copies: number }) => (p.copies === 1 ? 'Once' : `${p.copies} times`),
    copiesHelp:
      'Among 60,000 images a few photos change little. Copies count more; some fall among the validation images, which then look a little too easy.',
    keep: 'Keep as a data set',
    cutting: 'Cutting out the garments',
    storing: 'Storing the data set',
    /** `base`: the data set that they are added to. */
    name: (p: { base: string; examples: number }) => `${p.base} and ${photos(p.examples)}`,
    kept: (p: { name: string }) => `Kept: ${p.name}`,
    keptBody:
      'It is chosen for the next training, unless one is under way. The preset For photos suits it. Browse lists it, and can remove it.',
    missing: (p: { files: readonly string[] }) =>
      p.files.length === 1
        ? `1 photo could not be read and is not in it: ${p.files[0]}.`
        : `${photos(p.files.length)} could not be read and are not in it: ${p.files.join(', ')}.`,
    train: 'Go to Train',
    failed: 'The photos were not kept as they should be',
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
    /** In its place, where photos were passed over; the button has them come again. */
    skipped: (p: { photos: number }) => `${count(p.photos)} skipped.`,
    again: 'Go through them',
  },
};

/** Shape of {@link manyPhotos}. */
export type ManyPhotosMessages = typeof manyPhotos;
