import type { PhotoItem } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Correction } from './Correction';
import { LargePhoto } from './LargePhoto';
import styles from './PhotoCard.module.css';
import { usePhotoText } from './use-photo-text';
import { useTakenText } from './use-taken-text';

/** Props of {@link PhotoCard}. */
export interface PhotoCardProps {
  photo: PhotoItem;
  /** Shows the photo with all that is known of it. */
  onOpen: () => void;
}

/** The selected photo beside the gallery: larger, with its answer, and what it really is. */
export function PhotoCard({ photo, onOpen }: PhotoCardProps) {
  const { gallery } = useMessages().assistant;
  // The network's answer: what a person said stands below, beside it.
  const { title, detail, next } = usePhotoText()({
    ...photo,
    correctedName: null,
    correctedClass: null,
  });
  const taken = useTakenText(photo);
  const { file, path } = photo;
  return (
    <section aria-label={file.name} className={styles.card}>
      <LargePhoto photo={photo} />
      <h3 className={styles.name} dir="auto" title={path}>
        {file.name}
      </h3>
      <p className={styles.answer}>
        <strong>{title}</strong> <span>{detail}</span>
      </p>
      {next && <p className={styles.taken}>{next}</p>}
      <p className={styles.taken}>{taken}</p>
      <Correction photo={photo} />
      <div>
        <Button size="small" onPress={onOpen}>
          {gallery.details}
        </Button>
      </div>
    </section>
  );
}
