import { type Verdict, type VerdictFacts, verdictOf } from '../../domain/photo/verdict';
import type { Messages } from '../../i18n/messages';
import { usePreferences } from '../../stores/preferences';

/** The verdict on an answer at a person's threshold. No network has a class for none of the others yet. */
export function verdictAt(
  threshold: number,
  probabilities: ArrayLike<number>,
  facts: VerdictFacts,
): Verdict {
  return verdictOf(probabilities, facts, { threshold, noneOfThese: null });
}

/** The verdict at the threshold as it is now, outside of components. */
export function presentVerdict(probabilities: ArrayLike<number>, facts: VerdictFacts): Verdict {
  return verdictAt(usePreferences.getState().threshold, probabilities, facts);
}

/** The verdict on an answer, following the threshold. */
export function useVerdict(
  probabilities: ArrayLike<number> | null,
  facts: VerdictFacts | null,
): Verdict | null {
  const threshold = usePreferences((state) => state.threshold);
  return probabilities && facts && verdictAt(threshold, probabilities, facts);
}

/** An answer as one text: its class, or that it is not sure and what comes nearest. */
export function answerText(
  { assistant }: Messages,
  names: readonly string[],
  { label, reason }: Verdict,
  probabilities: ArrayLike<number>,
): string {
  const answer = { name: names[label] ?? '', share: probabilities[label] ?? 0 };
  return reason ? assistant.unsure.answer(answer) : assistant.answer(answer);
}

/** Why an answer is not sure; empty when it is. */
export function reasonText(
  { assistant }: Messages,
  names: readonly string[],
  { label, second, reason }: Verdict,
): string {
  if (!reason) return '';
  return assistant.unsure.reasons[reason]({
    name: names[label] ?? '',
    second: names[second] ?? '',
  });
}

/** What screen readers are told, and what has to stay the same for that. */
export function spokenAnswer(
  messages: Messages,
  names: readonly string[],
  verdict: Verdict,
  probabilities: ArrayLike<number>,
): { key: string; text: string } {
  const text = answerText(messages, names, verdict, probabilities);
  const why = reasonText(messages, names, verdict);
  return {
    key: `${verdict.reason ?? 'sure'} ${names[verdict.label] ?? ''}`,
    text: why ? `${text}. ${why}` : text,
  };
}
