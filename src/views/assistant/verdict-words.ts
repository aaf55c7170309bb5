import { NONE_OF_THESE, noneOfTheseIn } from '../../domain/photo/categories';
import {
  type Verdict,
  type VerdictFacts,
  type VerdictRules,
  verdictOf,
} from '../../domain/photo/verdict';
import type { Messages } from '../../i18n/messages';
import { chosenNetwork, type NetworksState, useNetworks } from '../../stores/networks';
import { presentWithout, useWithout } from '../../stores/scope-check';
import { presentThreshold, useThreshold } from '../../stores/threshold';

/** The verdict at the threshold and of the network as they are now, outside of components. */
export function presentVerdict(probabilities: ArrayLike<number>, facts: VerdictFacts): Verdict {
  const rules = { noneOfThese: noneLabel(useNetworks.getState()), without: presentWithout() };
  return verdictOf(probabilities, facts, { threshold: presentThreshold(), ...rules });
}

/** What verdicts follow from, besides the answer. */
export function useVerdictRules(): VerdictRules {
  return {
    threshold: useThreshold(),
    noneOfThese: useNetworks(noneLabel),
    without: useWithout(),
  };
}

/** Which class of the network that answers means none of the others; null where it has none. */
function noneLabel(networks: NetworksState): number | null {
  return noneOfTheseIn(chosenNetwork(networks)?.record.dataset.classes ?? []);
}

/** The verdict on an answer, following the threshold. */
export function useVerdict(
  probabilities: ArrayLike<number> | null,
  facts: VerdictFacts | null,
): Verdict | null {
  const rules = useVerdictRules();
  return probabilities && facts && verdictOf(probabilities, facts, rules);
}

/** An answer as one text: its class, or that it is not sure and what comes nearest. */
export function answerText(
  { assistant }: Messages,
  names: readonly string[],
  { label, isNone, reason }: Verdict,
  probabilities: ArrayLike<number>,
): string {
  const answer = { name: names[label] ?? '', share: probabilities[label] ?? 0 };
  if (!reason) return assistant.answer(answer);
  return isNone ? assistant.unsure.noneAnswer(answer) : assistant.unsure.answer(answer);
}

/**
 * Why an answer is not sure; empty when it is.
 * @param isLive whether the answer is to the webcam's picture, which has no frame to put around a garment
 */
export function reasonText(
  { assistant }: Messages,
  names: readonly string[],
  { label, second, reason, threshold, outside }: Verdict,
  isLive = false,
): string {
  if (!reason) return '';
  if (isLive && reason === 'several-garments') return assistant.webcam.severalGarments;
  return assistant.unsure.reasons[reason]({
    name: names[label] ?? '',
    second: names[second] ?? '',
    threshold,
    outside: outside?.category ?? NONE_OF_THESE,
  });
}

/** What screen readers are told, and what has to stay the same for that; `isLive` as in {@link reasonText}. */
export function spokenAnswer(
  messages: Messages,
  names: readonly string[],
  verdict: Verdict,
  probabilities: ArrayLike<number>,
  isLive = false,
): { key: string; text: string } {
  const text = answerText(messages, names, verdict, probabilities);
  const why = reasonText(messages, names, verdict, isLive);
  return {
    key: `${verdict.reason ?? 'sure'} ${names[verdict.label] ?? ''}`,
    text: why ? `${text}. ${why}` : text,
  };
}
