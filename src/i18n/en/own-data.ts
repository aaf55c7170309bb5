/** Own data sets: opening, listing, removing them; in English. */
export const ownData = {
  title: 'Your own data',
};

/** Shape of {@link ownData}. */
export type OwnDataMessages = typeof ownData;
