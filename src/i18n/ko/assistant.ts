import type { AssistantMessages } from '../en/assistant';

/** The Assistant screen, in Korean. */
export const assistant = {
  title: '무슨 옷인가요?',
} satisfies AssistantMessages;
