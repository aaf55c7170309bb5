import { useEffect, useState } from 'react';
import type { ClassActivation } from '../domain/network';
import { ranked } from '../domain/results-csv';
import type { Messages } from '../i18n/messages';
import { answersFailureText } from '../i18n/photo-failure-text';
import { type AttentionState, useAttention, watchAttention } from './attention';
import { useMessages } from './preferences';

/** Which class is asked about: by its rank, whichever it is by then, or by its number. */
export type ClassChoice = 'answer' | 'runnerUp' | `class-${number}`;

/** Where the network looked, and for which class, as a screen shows it. */
export interface AttentionView {
  choices: { id: ClassChoice; label: string }[];
  choice: ClassChoice;
  choose: (choice: ClassChoice) => void;
  /** Null before the first answer about the image, and for a network without a convolution. */
  activation: ClassActivation | null;
  /** Name of the class that the answer is about. */
  name: string;
  /** How fine the answer is, or why there is none, in words. */
  note: string;
}

/** What is asked about. */
export interface AttentionSubject {
  /** The network that said it. */
  networkId: string;
  pixels: Uint8Array;
  /** What the network says of the image. */
  probabilities: ArrayLike<number>;
  /** Of the classes, in their order. */
  names: readonly string[];
}

/**
 * Asks where a network looked in an image while it is the chosen one, about a class that a person may choose.
 * @param isWatched whether to ask; an answer that is there stays
 */
export function useAttentionView(
  { networkId, pixels, probabilities, names }: AttentionSubject,
  isWatched: boolean,
): AttentionView {
  const messages = useMessages();
  const [choice, choose] = useState<ClassChoice>('answer');
  const state = useAttention();
  const [best = 0, second = 0] = ranked(probabilities);
  const chosen = labelOf(choice, best, second);
  // A network with fewer classes may have been chosen since.
  const label = chosen < names.length ? chosen : best;
  useEffect(
    () => (isWatched ? watchAttention({ networkId, pixels, label }) : undefined),
    [networkId, pixels, label, isWatched],
  );
  const { seen } = state;
  const isSame = seen?.pixels === pixels && seen.networkId === networkId;
  const activation = isSame ? seen.activation : undefined;
  const name = names[activation?.label ?? label] ?? '';
  return {
    choices: choicesOf(messages, names, best, second),
    choice,
    choose,
    activation: activation ?? null,
    name,
    note: noteOf(messages, state, activation, name),
  };
}

function labelOf(choice: ClassChoice, best: number, second: number): number {
  if (choice === 'answer') return best;
  return choice === 'runnerUp' ? second : Number(choice.slice('class-'.length));
}

function choicesOf(
  { attention }: Messages,
  names: readonly string[],
  best: number,
  second: number,
): AttentionView['choices'] {
  return [
    { id: 'answer', label: attention.answer({ name: names[best] ?? '' }) },
    { id: 'runnerUp', label: attention.runnerUp({ name: names[second] ?? '' }) },
    ...names.map((name, at) => ({ id: `class-${at}` as const, label: name })),
  ];
}

function noteOf(
  messages: Messages,
  { failure }: AttentionState,
  activation: ClassActivation | null | undefined,
  name: string,
): string {
  const { attention } = messages;
  if (failure) {
    const { happened, next } = answersFailureText(failure, messages);
    return `${attention.failed}. ${happened} ${next}`;
  }
  if (activation === undefined) return attention.asking;
  if (activation === null) return attention.noConvolution;
  const isEmpty = activation.values.every((value) => value === 0);
  return isEmpty ? attention.nothing({ name }) : attention.resolution(activation);
}
