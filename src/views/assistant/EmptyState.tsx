import { useMessages } from '../../stores/preferences';
import { Icon } from '../../ui/icons';
import { useMediaQuery } from '../../ui/use-media-query';
import { ChooseButton } from './ChoosePhotos';
import styles from './EmptyState.module.css';

/** What to do first, on an area large enough to aim at; fingers, which drop no files, get a button. */
export function EmptyState() {
  const { drop } = useMessages().assistant;
  const isTouched = useMediaQuery('(pointer: coarse)');
  const { title, body } = isTouched ? drop.byTouch : drop;
  return (
    <div className={styles.area}>
      <span className={styles.icon}>
        <Icon name="picture" size={40} />
      </span>
      <h2>{title}</h2>
      <p>{body}</p>
      {isTouched && <ChooseButton />}
    </div>
  );
}
