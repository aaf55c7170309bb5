import { useMemo, useRef } from 'react';
import { selectPhoto } from '../../stores/assistant';
import {
  type PhotoItem,
  type PhotoPicture,
  pictureOf,
  selectedPhoto,
  useAssistant,
} from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Icon } from '../../ui/icons';
import { GroupGrid } from '../../ui/photo/GroupGrid';
import { Thumbnail } from '../../ui/photo/Thumbnail';
import { Section } from '../../ui/Section';
import styles from './Gallery.module.css';
import { galleryGroups } from './gallery-groups';
import { ListActions } from './ListActions';
import { PhotoCard } from './PhotoCard';
import { useClassNames } from './use-class-names';
import { type PhotoText, usePhotoText } from './use-photo-text';

/** All photos sorted by category, and the selected one larger, where it can be corrected. */
export function Gallery({ onOpen }: { onOpen: () => void }) {
  const { gallery, list } = useMessages().assistant;
  const names = useClassNames();
  const photos = useAssistant((state) => state.photos);
  const selected = useAssistant(selectedPhoto);
  const textOf = usePhotoText();
  const grid = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () =>
      galleryGroups(photos, names.length).map(({ place, items }) => {
        const name = typeof place === 'number' ? (names[place] ?? '') : gallery.groups[place];
        return { id: String(place), title: gallery.group({ name, photos: items.length }), items };
      }),
    [photos, names, gallery],
  );
  return (
    <div className={styles.gallery}>
      <Section title={gallery.title} help={gallery.help} actions={<ListActions list={grid} />}>
        <GroupGrid
          gridRef={grid}
          label={gallery.label}
          groups={groups}
          labelOf={(photo) =>
            list.row({
              name: photo.file.name,
              answer: textOf(photo).aloud,
            })
          }
          selectedId={selected?.id ?? null}
          onSelect={selectPhoto}
        >
          {(photo) => <Tile photo={photo} text={textOf(photo)} />}
        </GroupGrid>
      </Section>
      {selected && (
        <div className={styles.side}>
          <PhotoCard photo={selected} onOpen={onOpen} />
        </div>
      )}
    </div>
  );
}

/** Under the picture: how sure the answer is; the name, where there is no picture. */
function captionOf(photo: PhotoItem, detail: string): string {
  return shownPicture(photo) ? detail : photo.file.name;
}

function shownPicture(photo: PhotoItem): PhotoPicture | null {
  return photo.status === 'refused' ? null : pictureOf(photo);
}

function Tile({ photo, text }: { photo: PhotoItem; text: PhotoText }) {
  const { status, correctedName } = photo;
  const picture = shownPicture(photo);
  return (
    <>
      <span className={styles.picture}>
        {picture && <Thumbnail image={picture.thumbnail} />}
        {status === 'refused' && <Icon name="warning" size={24} />}
        {text.isUnsure && <UnsureMark />}
      </span>
      <span className={styles.caption} dir="auto">
        {correctedName !== null && <Icon name="check" size={14} />}
        <span>{captionOf(photo, text.brief)}</span>
      </span>
    </>
  );
}

/** In the corner of the picture: all that tells an answer that is not sure from its neighbours of the same class. */
function UnsureMark() {
  const { title } = useMessages().assistant.unsure;
  return (
    <span role="img" aria-label={title} title={title} className={styles.unsure}>
      <Icon name="question" size={18} />
    </span>
  );
}
