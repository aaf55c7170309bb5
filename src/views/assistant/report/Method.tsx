import { useMessages } from '../../../stores/preferences';
import styles from './Report.module.css';

/** How it is computed, and what it cannot tell. */
export function Method() {
  const { method } = useMessages().report;
  return (
    <details className={styles.method}>
      <summary>{method.title}</summary>
      <p>{method.counted}</p>
      <p>{method.corrected}</p>
      <p>{method.limits}</p>
    </details>
  );
}
