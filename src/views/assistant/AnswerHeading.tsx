import type { VerdictFacts } from '../../domain/photo/verdict';
import { useMessages } from '../../stores/preferences';
import styles from './AnswerHeading.module.css';
import { useClassNames } from './use-class-names';
import { reasonText, useVerdict } from './verdict-words';

/** From this share of the first guess on, the second one is worth a word. */
const CLOSE = 0.4;

/** Props of {@link AnswerHeading}. */
export interface AnswerHeadingProps {
  probabilities: ArrayLike<number>;
  facts: VerdictFacts;
  /** Whether it is the answer to the webcam's picture. */
  isLive?: boolean;
}

/**
 * The label in large letters, how sure the network is, and its second guess when that is close; or that
 * it is not sure, and why.
 */
export function AnswerHeading({ probabilities, facts, isLive = false }: AnswerHeadingProps) {
  const messages = useMessages();
  const { assistant } = messages;
  const names = useClassNames();
  const verdict = useVerdict(probabilities, facts);
  if (!verdict) return null;
  const { label, second, isNone, reason } = verdict;
  const name = names[label] ?? '';
  const share = probabilities[label] ?? 0;
  const unsure = isNone
    ? assistant.unsure.noneOf({ share })
    : assistant.unsure.nearest({ name, share });
  const secondShare = second === label ? 0 : (probabilities[second] ?? 0);
  return (
    <div className={styles.answer}>
      <p className={styles.label}>{reason ? assistant.unsure.title : name}</p>
      {reason && <p>{reasonText(messages, names, verdict, isLive)}</p>}
      <p className={styles.sure}>
        <span>{reason ? unsure : assistant.sure({ share })}</span>
        {secondShare >= CLOSE * share && (
          <span className={styles.perhaps}>
            {assistant.perhaps({ name: names[second] ?? '', share: secondShare })}
          </span>
        )}
      </p>
    </div>
  );
}
