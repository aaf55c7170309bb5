import { useState } from 'react';
import { useMessages } from '../../stores/preferences';
import { ToggleGroup } from '../../ui/ToggleGroup';
import { Gallery } from './Gallery';
import { OwnExamples } from './OwnExamples';
import { PhotoDetail } from './PhotoDetail';
import { PhotoList } from './PhotoList';
import styles from './Photos.module.css';
import { ReviewPanel } from './ReviewPanel';

const LOOKS = ['list', 'gallery', 'review'] as const;
type Look = (typeof LOOKS)[number];

/** The photos and what became of them: one by one, sorted by category, or to be looked through. */
export function Photos() {
  const { looks } = useMessages().assistant;
  const [look, setLook] = useState<Look>('list');
  return (
    <div className={styles.photos}>
      <div>
        <ToggleGroup
          label={looks.label}
          options={LOOKS.map((id) => ({ id, label: looks[id] }))}
          value={look}
          onChange={setLook}
        />
      </div>
      {look === 'list' && (
        <div className={styles.list}>
          <PhotoList />
          <PhotoDetail />
        </div>
      )}
      {look === 'gallery' && <Gallery onOpen={() => setLook('list')} />}
      {look === 'review' && <ReviewPanel />}
      <OwnExamples />
    </div>
  );
}
