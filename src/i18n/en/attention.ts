/** Where a network looked, on every screen that shows it, in English. */
export const attention = {
  title: 'Where it looked',
  help: 'Yellow places spoke most for this class (Grad-CAM).',
  show: 'Colour the picture',
  label: 'For which class',
  answer: (p: { name: string }) => `The answer: ${p.name}`,
  runnerUp: (p: { name: string }) => `The runner-up: ${p.name}`,
  low: 'Low',
  high: 'High',
  legend: 'Colours from low to high',
  /** Names of the pictures. */
  onGarment: (p: { name: string }) => `The garment, coloured where it spoke for ${p.name}`,
  onView: (p: { name: string }) => `What the network sees, coloured where it spoke for ${p.name}`,
  garment: 'The part of the photo',
  view: 'What the network sees',
  resolution: (p: { width: number; height: number }) =>
    `By ${p.width} × ${p.height} places of its last layer with maps`,
  nothing: (p: { name: string }) => `No place speaks for ${p.name}.`,
  noConvolution: 'This network has no convolution, so it does not keep places apart.',
  asking: 'Asking the network',
  failed: 'Where it looked could not be found out',
};

/** Shape of {@link attention}. */
export type AttentionMessages = typeof attention;
