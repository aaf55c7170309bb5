/** The Assistant screen, in English. */
export const assistant = {
  title: 'What is worn here?',
};

/** Shape of {@link assistant}. */
export type AssistantMessages = typeof assistant;
