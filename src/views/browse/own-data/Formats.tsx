import { MAX_FILE_BYTES, MAX_IMAGES, MAX_UNPACKED_BYTES } from '../../../domain/own-data-limits';
import { useMessages } from '../../../stores/preferences';
import styles from './own-data.module.css';

/** What files can be opened, with a tiny example. */
export function Formats() {
  const { formats } = useMessages().ownData;
  const limits = { file: MAX_FILE_BYTES, unpacked: MAX_UNPACKED_BYTES, images: MAX_IMAGES };
  return (
    <details className={styles.formats}>
      <summary>{formats.title}</summary>
      <p>{formats.csv}</p>
      <pre className={styles.example}>{formats.example}</pre>
      <p>{formats.idx}</p>
      <p>{formats.either}</p>
      <p>{formats.limits(limits)}</p>
    </details>
  );
}
