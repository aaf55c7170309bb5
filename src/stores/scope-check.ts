/**
 * The photo network's opinion beside the answers of a network that was trained on Fashion-MNIST: whether a
 * photo shows something that this has no class for. It is asked in a worker of its own, so that the garment
 * of the next photo is looked for meanwhile (docs/decisions/0022-scope-check.md).
 */
import { create } from 'zustand';
import { callScope, endScope, handOver, onScopeLost } from '../client/worker-client';
import { AtelierError, type Failure, type Result, toFailure } from '../domain/failure';
import { SHIPPED_FOLDERS } from '../domain/network';
import type { PhotoCategory } from '../domain/photo/categories';
import { categoriesWithoutClass } from '../domain/photo/scope';
import { chosenNetwork, type NetworkOption, networkRequest, useNetworks } from './networks';
import { usePreferences } from './preferences';

/** State of the photo network beside another one. */
export interface ScopeCheckState {
  /** Why it is not asked although it should be; answers are given without it then. */
  failure: Failure | null;
}

/** For components. */
export const useScopeCheck = create<ScopeCheckState>(() => ({ failure: null }));

/** The worker has one network. */
const KEY = 'photo';

let opening: Promise<void> | null = null;
/** Questions under way: the worker is not ended before they are answered. */
let pending = 0;

/** What the network that answers has no class for, if the photo network can tell; else null. */
export function withoutClass(network: NetworkOption | null): readonly PhotoCategory[] | null {
  return network && categoriesWithoutClass(network.record.dataset.classes);
}

/** The same where a person wants the photo network to be asked; outside of components. */
export function presentWithout(): readonly PhotoCategory[] | null {
  if (!usePreferences.getState().checksScope) return null;
  return withoutClass(chosenNetwork(useNetworks.getState()));
}

/** In components, which follow it. */
export function useWithout(): readonly PhotoCategory[] | null {
  const checksScope = usePreferences((state) => state.checksScope);
  const network = useNetworks(chosenNetwork);
  return checksScope ? withoutClass(network) : null;
}

/** Side of the photo network's pictures, in pixels; null where it is not to be asked, or cannot be. */
export function scopeSide(): number | null {
  if (useScopeCheck.getState().failure || !presentWithout()) return null;
  return photoNetwork()?.record.model.spec.inputShape[0] ?? null;
}

/**
 * What the photo network says of a picture, by its categories. Null where there is no picture, and where the
 * network cannot be asked: the state tells why.
 * @param pixels RGB, of a square of {@link scopeSide} pixels; they are handed over
 */
export async function scopeOpinion(
  pixels: Uint8Array<ArrayBuffer> | null,
): Promise<Float32Array<ArrayBuffer> | null> {
  if (!pixels) return null;
  pending++;
  try {
    opening ??= open();
    await opening;
    return unwrapped(
      await callScope((worker) => worker.answerPixels(KEY, handOver(pixels, [pixels.buffer]))),
    );
  } catch (thrown) {
    opening = null;
    useScopeCheck.setState({ failure: toFailure(thrown) });
    return null;
  } finally {
    pending--;
  }
}

/**
 * Opens the photo network before the first question, if it is to be asked. Where that fails, the question tries
 * again, and tells.
 */
export function openScopeAhead(): void {
  if (scopeSide() === null || opening) return;
  const mine = open();
  opening = mine;
  mine.catch(() => {
    if (opening === mine) opening = null;
  });
}

/** Asks again after a failure. */
export function retryScope(): void {
  useScopeCheck.setState({ failure: null });
}

/** Ends the worker where nobody waits for it; the next question starts another. */
export function restScope(): void {
  if (pending > 0) return;
  opening = null;
  endScope();
}

onScopeLost(() => {
  opening = null;
});

async function open(): Promise<void> {
  const option = photoNetwork();
  if (!option) throw new AtelierError({ code: 'network-missing', name: SHIPPED_FOLDERS.photo });
  const request = { ...(await networkRequest(option)), key: KEY };
  unwrapped(await callScope((worker) => worker.openNetwork(request)));
  unwrapped(await callScope((worker) => worker.getReadyToAnswer(KEY)));
}

function photoNetwork(): NetworkOption | null {
  return useNetworks.getState().options.find(({ kind }) => kind === 'photo') ?? null;
}

function unwrapped<T>(result: Result<T>): T {
  if (!result.ok) throw new AtelierError(result.failure);
  return result.value;
}
