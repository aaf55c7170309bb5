/** Where the chosen network looked in one image; kept up to date while watched. */
import { create } from 'zustand';
import { type Failure, toFailure } from '../domain/failure';
import type { ClassActivation } from '../domain/network';
import { callNetwork, chosenNetwork, useNetworks } from './networks';

/** An answer to where a network looked. */
export interface Attention {
  /** The network that was asked. */
  networkId: string;
  /** The image: the same array as was asked about. */
  pixels: Uint8Array;
  /** Null for a network without a convolution. */
  activation: ClassActivation | null;
}

/** State of asking where the network looked. */
export interface AttentionState {
  /** The last answer; it may be about another class or image than is asked about now. */
  seen: Attention | null;
  /** Why the last question has no answer. */
  failure: Failure | null;
}

/** Where the network looked, for components. */
export const useAttention = create<AttentionState>(() => ({ seen: null, failure: null }));

/** An image as a network takes it, and one of its classes. */
export interface Question {
  networkId: string;
  pixels: Uint8Array;
  label: number;
}

/** The question of the watcher; null while nobody watches. */
let wanted: Question | null = null;
let asked: { question: Question; version: number } | null = null;
let isAsking = false;

/**
 * Keeps {@link useAttention} near what a network says of an image (whose bytes must not change) and a
 * class while it is the chosen one, until the function that is given back is called. The newest watcher
 * counts; at most one question is under way.
 */
export function watchAttention(question: Question): () => void {
  const mine = { ...question };
  wanted = mine;
  proceed();
  const stopListening = useNetworks.subscribe(({ version }, before) => {
    if (version !== before.version) proceed();
  });
  return () => {
    stopListening();
    if (wanted === mine) wanted = null;
  };
}

function proceed(): void {
  if (isAsking || !wanted) return;
  const networks = useNetworks.getState();
  // Another one may take other images, and has other classes.
  if (chosenNetwork(networks)?.id !== wanted.networkId) return;
  const { version } = networks;
  if (asked?.question !== wanted || asked.version !== version) void ask(wanted, version);
}

async function ask(question: Question, version: number): Promise<void> {
  isAsking = true;
  asked = { question, version };
  const { networkId, pixels, label } = question;
  try {
    const activation = await callNetwork<ClassActivation | null | undefined>(async (worker, key) =>
      // Chosen while the other one was opened.
      key === networkId ? worker.gradCam(key, pixels, label) : { ok: true, value: undefined },
    );
    if (activation === undefined) {
      asked = null;
      return;
    }
    // The newest question wins: an answer about an image that is gone is not shown.
    if (wanted?.pixels === pixels) {
      useAttention.setState({ seen: { networkId, pixels, activation }, failure: null });
    }
  } catch (thrown) {
    if (wanted?.pixels === pixels) useAttention.setState({ failure: toFailure(thrown) });
  } finally {
    isAsking = false;
    proceed();
  }
}
