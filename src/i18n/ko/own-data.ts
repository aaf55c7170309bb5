import type { OwnDataMessages } from '../en/own-data';

/** Own data sets: opening, listing, removing them; in Korean. */
export const ownData = {
  title: '내 데이터',
} satisfies OwnDataMessages;
