import { type PhotoItem, pictureOf, useAssistant } from '../../stores/assistant-state';
import { PictureCanvas } from '../../ui/photo/PictureCanvas';
import { Thumbnail } from '../../ui/photo/Thumbnail';
import styles from './LargePhoto.module.css';

/** A photo as large as it is kept: the thumbnail, until the selected one is read again. */
export function LargePhoto({ photo }: { photo: PhotoItem }) {
  const open = useAssistant((state) => state.open);
  const steps = open?.id === photo.id ? open.prepared?.steps : undefined;
  const picture = pictureOf(photo);
  const original = steps?.find(({ step }) => step === 'original')?.image;
  return (
    <div className={styles.photo}>
      {original && (
        <PictureCanvas image={original} fit="contain" label={photo.file.name} key={photo.id} />
      )}
      {!original && picture && <Thumbnail image={picture.thumbnail} />}
    </div>
  );
}
