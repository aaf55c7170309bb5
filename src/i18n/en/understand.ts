/** The Understand screen, in English. */
export const understand = {
  title: 'Look inside the network',
};

/** Shape of {@link understand}. */
export type UnderstandMessages = typeof understand;
