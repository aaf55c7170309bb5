import type { UnderstandMessages } from '../en/understand';

/** The Understand screen, in Korean. */
export const understand = {
  title: '네트워크 들여다보기',
} satisfies UnderstandMessages;
