import { useMemo } from 'react';
import { labelOf, pixelsOf, placeOf } from '../../domain/browse';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { PixelCanvas } from '../../ui/images/PixelCanvas';
import { ToggleGroup } from '../../ui/ToggleGroup';
import styles from './ImageDetail.module.css';
import { PixelInspector } from './PixelInspector';
import { PixelTable } from './PixelTable';
import type { Browse } from './use-browse';

/** Props of {@link ImageDetail}. */
export interface ImageDetailProps {
  browse: Browse;
  /** Show the 784 values instead of the image. */
  asNumbers: boolean;
  onAsNumbers: (asNumbers: boolean) => void;
}

/** The open image: large, as numbers, and with what is known about it. */
export function ImageDetail({ browse, asNumbers, onAsNumbers }: ImageDetailProps) {
  const { pixels: texts } = useMessages().browse;
  const { dataset, openNumber } = browse;
  const pixels = useMemo(
    () => (openNumber === null ? null : pixelsOf(dataset, openNumber)),
    [dataset, openNumber],
  );
  if (openNumber === null || pixels === null) return null;
  return (
    <div className={styles.detail}>
      <Heading browse={browse} number={openNumber} />
      <ToggleGroup
        label={texts.view}
        options={[
          { id: 'image', label: texts.asImage },
          { id: 'numbers', label: texts.asNumbers },
        ]}
        value={asNumbers ? 'numbers' : 'image'}
        onChange={(view) => onAsNumbers(view === 'numbers')}
      />
      {asNumbers ? <PixelTable pixels={pixels} /> : <PixelInspector pixels={pixels} />}
      <MeanOfClass label={labelOf(dataset, openNumber)} />
    </div>
  );
}

function Heading({ browse, number }: { browse: Browse; number: number }) {
  const { browse: texts, common } = useMessages();
  const { dataset, numbers, openPosition } = browse;
  const place = placeOf(dataset, number);
  const label = labelOf(dataset, number);
  if (!place) return null;
  return (
    <div className={styles.heading}>
      <div className={styles.title}>
        <h2>{common.classes[label]}</h2>
        <p>
          {texts.detail.heading(place)} · {texts.detail.classLabel({ label })}
        </p>
        <p>{texts.detail.position({ position: openPosition + 1, total: numbers.length })}</p>
      </div>
      <div className={styles.moves}>
        <Button
          variant="quiet"
          icon="chevronLeft"
          aria-label={texts.detail.previous}
          isDisabled={openPosition <= 0}
          onPress={() => browse.open(openPosition - 1)}
        />
        <Button
          variant="quiet"
          icon="chevronRight"
          aria-label={texts.detail.next}
          isDisabled={openPosition >= numbers.length - 1}
          onPress={() => browse.open(openPosition + 1)}
        />
        <span className={styles.close}>
          <Button
            variant="quiet"
            icon="close"
            aria-label={texts.detail.close}
            onPress={browse.close}
          />
        </span>
      </div>
    </div>
  );
}

function MeanOfClass({ label }: { label: number }) {
  const { browse: texts, common } = useMessages();
  const means = useDataset((state) => state.classMeans);
  if (!means) return null;
  return (
    <figure className={styles.mean}>
      <PixelCanvas
        pixels={means.subarray(label * IMAGE_PIXELS, (label + 1) * IMAGE_PIXELS)}
        size={84}
        label={null}
      />
      <figcaption>
        <strong>{texts.detail.mean({ name: common.classes[label] ?? '' })}</strong>
        <span>{texts.detail.meanHelp}</span>
      </figcaption>
    </figure>
  );
}
