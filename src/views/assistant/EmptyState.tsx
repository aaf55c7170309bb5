import { useMessages } from '../../stores/preferences';
import { Icon } from '../../ui/icons';
import styles from './EmptyState.module.css';

/** What to do first, on an area large enough to aim at. */
export function EmptyState() {
  const { assistant } = useMessages();
  return (
    <div className={styles.area}>
      <span className={styles.icon}>
        <Icon name="picture" size={40} />
      </span>
      <h2>{assistant.drop.title}</h2>
      <p>{assistant.drop.body}</p>
    </div>
  );
}
