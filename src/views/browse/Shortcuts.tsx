import { useMessages } from '../../stores/preferences';
import styles from './Shortcuts.module.css';

/** The keys of the Browse screen. */
export function Shortcuts() {
  const { shortcuts } = useMessages().browse;
  return (
    <dl className={styles.list}>
      {shortcuts.list.map(({ keys, does }) => (
        <div key={does} className={styles.entry}>
          <dt>
            {keys.map((key) => (
              <kbd key={key} className={styles.key}>
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
