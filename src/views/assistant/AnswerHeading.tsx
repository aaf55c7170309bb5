import { bestOf } from '../../domain/results-csv';
import { useMessages } from '../../stores/preferences';
import styles from './AnswerHeading.module.css';
import { useClassNames } from './use-class-names';

/** From this share of the first guess on, the second one is worth a word. */
const CLOSE = 0.4;

/** The label in large letters, how sure the network is, and its second guess when that is close. */
export function AnswerHeading({ probabilities }: { probabilities: ArrayLike<number> }) {
  const { assistant } = useMessages();
  const names = useClassNames();
  const best = bestOf(probabilities);
  const share = probabilities[best] ?? 0;
  const others = Array.from(probabilities, (value, label) => (label === best ? 0 : value));
  const second = bestOf(others);
  const secondShare = others[second] ?? 0;
  return (
    <div className={styles.answer}>
      <p className={styles.label}>{names[best]}</p>
      <p className={styles.sure}>
        <span>{assistant.sure({ share })}</span>
        {secondShare >= CLOSE * share && (
          <span className={styles.perhaps}>
            {assistant.perhaps({ name: names[second] ?? '', share: secondShare })}
          </span>
        )}
      </p>
    </div>
  );
}
