import { common } from './common';

const { count, seconds } = common.format;

/** Texts of the Browse screen, in English. */
export const browse = {
  title: 'Browse the images',
  loading: {
    label: 'Loading images',
    detail: (p: { images: number; total: number; seconds: number }) =>
      `${count(p.images)} of ${count(p.total)} images, ${seconds(p.seconds)}`,
    starting: 'Asking for the list of files',
    failed: 'The images could not be loaded',
  },
  starter: {
    title: 'This is the starter sample',
    body: (p: { images: number }) =>
      `The full set of 70,000 images is not on this server, so you see ${count(p.images)} of them. To get the rest, run this where Atelier is served and reload:`,
    command: 'npm run data',
  },
  filters: {
    split: 'Part',
    class: 'Class',
    allClasses: 'All classes',
    classOption: (p: { name: string; images: number }) => `${p.name}, ${count(p.images)} images`,
    goTo: 'Go to image',
    goToHelp: (p: { last: number }) => `0–${count(p.last)}`,
    imageSize: 'Image size',
    sizes: { 1: 'Small', 2: 'Medium', 3: 'Large' },
  },
  results: {
    shown: (p: { images: number }) => (p.images === 1 ? '1 image' : `${count(p.images)} images`),
    loadedIn: (p: { seconds: number }) => `loaded in ${seconds(p.seconds)}`,
    grid: (p: { images: number }) => `Images, ${count(p.images)}`,
    cell: (p: { name: string; split: 'train' | 'test'; index: number }) =>
      `${p.name}, ${p.split === 'train' ? 'training' : 'test'} image ${count(p.index)}`,
    filterDropped: (p: { name: string }) =>
      `That image is of another class: ${p.name}. Showing all classes.`,
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    open: 'Keyboard shortcuts',
    list: [
      { keys: ['←', '→', '↑', '↓'], does: 'Move over the images' },
      { keys: ['Home', 'End'], does: 'First or last image of the row' },
      { keys: ['Ctrl + Home', 'Ctrl + End'], does: 'First or last image of all' },
      { keys: ['Page Up', 'Page Down'], does: 'One screen up or down' },
      { keys: ['Enter'], does: 'Open the image' },
      { keys: ['n', 'p'], does: 'Next or previous image' },
      { keys: ['Esc'], does: 'Close the image' },
      { keys: ['?'], does: 'Show this list' },
    ],
  },
  detail: {
    label: 'Image',
    heading: (p: { split: 'train' | 'test'; index: number }) =>
      `${p.split === 'train' ? 'Training' : 'Test'} image ${count(p.index)}`,
    classLabel: (p: { label: number }) => `Class ${p.label}`,
    position: (p: { position: number; total: number }) =>
      `${count(p.position)} of ${count(p.total)} shown`,
    previous: 'Previous image',
    next: 'Next image',
    close: 'Close the image',
    lookInside: 'Look inside',
    mean: (p: { name: string }) => `Mean of ${p.name}`,
    meanHelp: 'Each pixel averaged over all training images of the class.',
  },
  pixels: {
    label: 'Pixels of the image. Move with the arrow keys.',
    readout: (p: { row: number; column: number; value: number }) =>
      `Row ${p.row}, column ${p.column}: ${p.value}`,
    hint: 'Point at a pixel to read its value.',
    view: 'Show as',
    asImage: 'Image',
    asNumbers: 'Numbers',
    table: 'The 784 pixel values, row by row',
  },
  explanation: {
    title: 'How an image is numbers',
    body: [
      'Every image here is a table of 28 rows and 28 columns: 784 numbers. Each says how bright one pixel is, from 0 (black) to 255 (white).',
      'A network never sees a shoe. It sees these 784 numbers and learns which patterns among them go with which of the ten labels.',
    ],
    prompt: 'Choose an image to see its numbers.',
  },
  means: {
    title: 'The mean image of each class',
    body: 'All training images of a class laid over one another. What stays sharp is what they share; where two means look alike, a network will have trouble.',
    loading: 'Computing the mean images',
  },
  about: 'About these images',
};

/** Shape of {@link browse}. */
export type BrowseMessages = typeof browse;
