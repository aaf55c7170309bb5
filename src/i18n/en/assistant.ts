import type { PhotoCategory } from '../../domain/photo/categories';
import type {
  BackgroundChoice,
  InvertChoice,
  MarkKind,
  PhotoStepName,
} from '../../domain/photo/photo';
import type { UnsureReason } from '../../domain/photo/verdict';
import { common } from './common';
import { howRight } from './how-right';
import { manyPhotos } from './many-photos';
import { photoFault } from './photo-failures';
import { outOfScope, scope } from './scope';

const { count, decimal, duration, percent } = common.format;

/** A share as people say it; "100%" would promise too much. */
const sureness = (share: number) => (share >= 0.995 ? 'over 99%' : percent(share, 0));

/** Names of the two most probable classes, and more. */
interface ReasonFacts {
  name: string;
  second: string;
  /** Probability that an answer needs. */
  threshold: number;
  /** What the photo network sees beyond the network's classes. */
  outside: PhotoCategory;
}

/** The Assistant screen, in English. */
export const assistant = {
  ...manyPhotos,
  title: 'What garment is this?',
  privacy: 'Your photos stay on this device. Nothing leaves this page.',
  choose: 'Choose photos',
  useWebcam: 'Use webcam',
  download: 'Download results',
  /** Over what is folded on narrow screens. */
  choices: 'Network and settings',
  downloadHint: 'All answers as a CSV file, for a spreadsheet',
  drop: {
    /** While nothing is there yet. */
    title: 'Drop photos of clothes here',
    body: 'One garment in each, laid flat or hung up on a plain background, works best. Whole folders and zip files are fine. You can also choose photos, paste one, or use the webcam.',
    /** The same where fingers point, which drop no files. */
    byTouch: {
      title: 'Choose a photo of clothes',
      body: 'One garment in each, laid flat or hung up on a plain background, works best. You can also use the webcam.',
    },
    /** While files are held over the screen. */
    now: 'Let go to add the photos',
  },
  state: {
    label: 'State',
    empty: 'Ready for photos',
    answering: (p: { photos: number }) =>
      p.photos === 1 ? 'Answering 1 photo' : `Answering ${count(p.photos)} photos`,
    paused: 'Paused',
    /** After a failure that is no photo's fault; a notice under the line says which. */
    stopped: 'Stopped: see the message below',
    /** After another network was chosen. */
    anew: 'Asking the chosen network',
    /** How many are left then, beside the state. */
    leftAnew: (p: { photos: number }) =>
      p.photos === 1
        ? '1 photo waits for its new answer'
        : `${count(p.photos)} photos wait for their new answers`,
    opening: (p: { name: string }) => `Opening ${p.name}`,
    /** Beside it; what was answered before stays. */
    stopOpening: 'Stop opening',
    done: (p: { answered: number; refused: number; skipped: number; duplicates: number }) =>
      [
        p.answered === 1 ? '1 photo answered' : `${count(p.answered)} photos answered`,
        p.refused > 0 && `${count(p.refused)} could not be`,
        p.duplicates > 0 &&
          (p.duplicates === 1 ? '1 duplicate' : `${count(p.duplicates)} duplicates`),
        p.skipped > 0 && `${count(p.skipped)} left out`,
      ]
        .filter(Boolean)
        .join(', '),
  },
  progress: {
    label: 'Photos answered',
    of: (p: { done: number; total: number }) => `${count(p.done)} of ${count(p.total)}`,
    timeLeft: (p: { seconds: number }) => `${duration(p.seconds)} left`,
    rate: (p: { perSecond: number }) => `${decimal(p.perSecond, 1)} a second`,
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel',
  },
  failed: 'No photo can be answered',
  list: {
    title: 'Photos',
    label: 'Photos',
    waiting: 'Waiting',
    skipped: 'Left out',
    refused: 'Not answered',
    duplicate: 'Duplicate',
    sameAs: (p: { name: string }) => `The same as ${p.name}.`,
    /** Has a duplicate answered after all. */
    keep: 'Answer it too',
    /** For screen readers, one text for a row. */
    row: (p: { name: string; answer: string }) => `${p.name}: ${p.answer}`,
    remove: (p: { name: string }) => `Remove ${p.name}`,
    clear: 'Clear all',
    /** Asked before photos go of which a person said what they are. */
    confirmClear: {
      title: 'Take out all photos?',
      body: (p: { photos: number }) =>
        `What you said about ${p.photos === 1 ? 'one of them' : `${count(p.photos)} of them`} is lost with them. Download results, or keep corrected photos as a data set, first. Files on this device stay as they are.`,
      confirm: 'Take them out',
      cancel: 'Leave them',
    },
    /** Of a photo that was not answered through no fault of its own. */
    tryAgain: 'Try again',
    answerSkipped: 'Answer the rest',
  },
  confidence: sureness,
  answer: (p: { name: string; share: number }) => `${p.name}, ${sureness(p.share)}`,
  /** Beside the label, in one line. */
  sure: (p: { share: number }) => `${sureness(p.share)} confident`,
  perhaps: (p: { name: string; share: number }) => `or perhaps ${p.name}, ${sureness(p.share)}`,
  /** When the answer is not given as one. */
  unsure: {
    title: 'Not sure',
    answer: (p: { name: string; share: number }) =>
      `Not sure, perhaps ${p.name}, ${sureness(p.share)}`,
    nearest: (p: { name: string; share: number }) =>
      `${p.name} is nearest, ${sureness(p.share)} confident`,
    /** The same two where the network answers with its class for none of the others. */
    noneAnswer: (p: { share: number }) => `Not sure: none of these kinds, ${sureness(p.share)}`,
    noneOf: (p: { share: number }) =>
      `${sureness(p.share)} confident that it is none of these kinds`,
    reasons: {
      'none-of-these': () => 'The network takes this for none of the kinds that it knows.',
      'out-of-scope': (p) => outOfScope(p.outside),
      'nothing-found': () => 'No garment could be told from its background.',
      'several-garments': () => 'There seem to be several garments. Put the frame around one.',
      'between-two': (p) => `${p.name} and ${p.second} are about equally probable.`,
      'low-confidence': (p) =>
        `No kind reaches the confidence that an answer needs, ${percent(p.threshold, 0)}.`,
      'perhaps-none': () =>
        'It may be none of the kinds that the network knows: even a small share of “None of these” speaks for that.',
    } as Record<UnsureReason, (p: ReasonFacts) => string>,
  },
  scope,
  howRight,
  threshold: {
    label: 'Not sure below',
    help: 'Answers need this confidence, and more where it may be none of the kinds. At 0% every photo gets an answer, except where the network says “None of these”.',
    /** Goes back to what is usual for the network that answers. */
    usual: 'As usual for the network',
  },
  caution:
    'The network knows only these ten kinds of clothing and names one of them whatever the photo shows. It learned from small catalogue pictures, so with photos it is often wrong, even when it is confident.',
  /** Of a network with other classes than those of Fashion-MNIST. */
  ownCaution:
    'The network names one of its classes whatever the photo shows. It learned from the images of its data set, so with photos it is often wrong, even when it is confident.',
  /** Of the network that was trained on photos. */
  photoCaution: (p: { categories: number }) =>
    `The network learned from photos of single pieces, laid flat or hung up, and knows ${p.categories} kinds. Worn clothes, several pieces and other things are often named wrongly.`,
  lookInside: 'Look inside',
  working: 'Looking at the photo',
  refusedTitle: 'This photo is not answered',
  /** What can be done about such a photo, where it is not the photo that is at fault. */
  photoFailed: {
    'worker-lost':
      'Try again. If it happens again, save the photo smaller in another program and choose that.',
    'out-of-memory': 'Close other tabs and try again, or choose a smaller photo.',
  },
  /** The same where no one photo is concerned. */
  answersFailed: 'Try again, or reload the page.',
  adjustFailed: 'Read like this, the photo gives no answer',
  probabilities: {
    title: 'All answers',
    label: 'Probability of each category',
  },
  nearest: {
    title: 'Nearest known images',
    help: 'The training images that differ least, pixel by pixel, from what the network sees.',
    helpForColor:
      'The photos that this network learned from do not come with Atelier. These are the loaded training images that differ least, pixel by pixel, from the garment when it is cut out and grey, as those of Fashion-MNIST are.',
    distance: (p: { distance: number }) => `Distance ${count(p.distance)}`,
    comparing: 'Comparing with all training images',
    loading: 'Loading images',
    none: 'No images are loaded to compare with.',
    load: 'Load the images',
    otherSize: 'The loaded images have another size than what is compared.',
    failed: 'The images could not be compared',
  },
  strip: {
    title: 'What the network sees',
    help: 'The way from your photo to the picture that the network gets.',
    notFound:
      'No garment could be told from its background, so the whole picture is used. Choosing the part with the garment by hand may help.',
    steps: {
      original: { name: 'Photo', does: 'As it was taken, set upright' },
      crop: { name: 'Crop', does: 'Only the part with the garment, outlined' },
      grey: { name: 'Grey', does: 'Colours are left out' },
      garment: { name: 'Garment', does: 'Bright, on black' },
    } satisfies Record<Exclude<PhotoStepName, 'network'>, { name: string; does: string }>,
    network: 'Network’s view',
    /** Where nothing is cut out. */
    colorCrop: { name: 'Crop', does: 'The part that is looked at' },
    networkPixels: (p: { side: number }) =>
      `${p.side} × ${p.side} pixels; the answer is the mean over this picture and its mirror image`,
    /** Where the answer is a mean over variants of that picture. */
    networkVariants: (p: { side: number; variants: number }) =>
      `${p.side} × ${p.side} pixels; the answer is the mean over ${p.variants} variants: this one, and narrower ones`,
  },
  adjust: {
    title: 'Adjust',
    help: 'Drag the corners so that the garment fills the frame, or mark what is garment and what is not. The answer follows.',
    /** Where nothing is cut out, and so nothing can be marked. */
    helpWhole:
      'Drag the corners so that the garment fills the frame, or turn the photo. The answer follows.',
    tool: 'What the pointer does',
    tools: { frame: 'Frame', garment: 'Add', background: 'Leave out' },
    markPad: {
      garment: (p) => `The photo ${p.name}: paint over the garment`,
      background: (p) => `The photo ${p.name}: paint over what is not the garment`,
    } as Record<MarkKind, (p: { name: string }) => string>,
    marksHelp: {
      garment: 'Paint over parts of the garment that are missing from the outline.',
      background: 'Paint over what the outline holds but is not the garment.',
    } satisfies Record<MarkKind, string>,
    markKeys: 'Arrow keys move the brush, Space paints.',
    undoMark: 'Undo mark',
    rotation: 'Straighten',
    degrees: (p: { degrees: number }) => `${p.degrees}°`,
    background: 'What is used',
    backgroundChoices: {
      remove: 'Only the garment',
      keep: 'Everything in the frame',
    } satisfies Record<BackgroundChoice, string>,
    photo: (p: { name: string }) => `The photo ${p.name}, with the part that is looked at`,
    whole: 'Frame the whole photo',
    find: 'Find the garment',
    turnLeft: 'Rotate left',
    turnRight: 'Rotate right',
    invert: 'Invert brightness',
    invertChoices: {
      auto: 'Automatic',
      yes: 'Yes',
      no: 'No',
    } satisfies Record<InvertChoice, string>,
    reset: 'Reset adjustments',
    handles: {
      move: 'Move the part',
      topLeft: 'Top left corner',
      topRight: 'Top right corner',
      bottomLeft: 'Bottom left corner',
      bottomRight: 'Bottom right corner',
    },
    keys: 'Arrow keys move it; with Shift in larger steps.',
  },
  webcam: {
    title: 'Webcam',
    starting: 'Waiting for the camera. The browser may ask whether this page may use it.',
    stop: 'Stop webcam',
    take: 'Take photo',
    camera: 'Camera',
    unnamed: (p: { number: number }) => `Camera ${p.number}`,
    preview: 'Picture of the webcam',
    rate: (p: { perSecond: number }) => `${decimal(p.perSecond, 1)} answers a second`,
    noAnswer: 'Waiting for the first answer',
    failed: 'There is no picture from the webcam',
    freeze: 'Freeze',
    unfreeze: 'Go on',
    frozen: 'The picture is frozen; the camera stays on.',
    otherSide: { front: 'Front camera', rear: 'Rear camera' },
    answerFailed: 'The webcam’s picture is not answered',
    hidden: 'The webcam was switched off because this tab was hidden. Press Use webcam to go on.',
    strip: 'What the network sees',
    /** In the place of the reason that photos have: here is no frame. */
    severalGarments:
      'There seem to be several garments. Show one by itself, or take a photo and put the frame around it.',
  },
  /** Why a photo is not answered, where its name stands beside it. */
  fault: photoFault,
};

/** Shape of {@link assistant}. */
export type AssistantMessages = typeof assistant;
