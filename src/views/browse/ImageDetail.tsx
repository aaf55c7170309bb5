import { useMemo } from 'react';
import { labelOf, pixelsOf, placeOf } from '../../domain/browse';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { classNames } from '../../i18n/dataset-names';
import { useDataset } from '../../stores/dataset';
import { imageQuery } from '../../stores/inspected';
import { useMessages } from '../../stores/preferences';
import { formatHash } from '../../stores/route';
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
  /** In a sheet, which has the title and the buttons in its header. */
  isInSheet?: boolean;
}

/** The open image: large, as numbers, and with what is known about it. */
export function ImageDetail(props: ImageDetailProps) {
  const { browse, asNumbers, onAsNumbers, isInSheet = false } = props;
  const { browse: texts, common } = useMessages();
  const { detail } = texts;
  const { dataset, openNumber } = browse;
  const pixels = useMemo(
    () => (openNumber === null ? null : pixelsOf(dataset, openNumber)),
    [dataset, openNumber],
  );
  if (openNumber === null || pixels === null) return null;
  const names = classNames(dataset, common);
  const label = labelOf(dataset, openNumber);
  return (
    <div className={styles.detail}>
      {!isInSheet && (
        <div className={styles.heading}>
          <h2>{names[label]}</h2>
          <div className={styles.moves}>
            <Moves browse={browse} />
            <Button variant="quiet" icon="close" aria-label={detail.close} onPress={browse.close} />
          </div>
        </div>
      )}
      <Facts browse={browse} number={openNumber} />
      <ToggleGroup
        label={texts.pixels.view}
        options={[
          { id: 'image', label: texts.pixels.asImage },
          { id: 'numbers', label: texts.pixels.asNumbers },
        ]}
        value={asNumbers ? 'numbers' : 'image'}
        onChange={(view) => onAsNumbers(view === 'numbers')}
      />
      {asNumbers ? <PixelTable pixels={pixels} /> : <PixelInspector pixels={pixels} />}
      <LookInside browse={browse} number={openNumber} />
      <MeanOfClass label={label} name={names[label] ?? ''} />
    </div>
  );
}

/** Buttons to the images before and after the open one. */
export function Moves({ browse }: { browse: Browse }) {
  const { detail } = useMessages().browse;
  const { numbers, openPosition } = browse;
  return (
    <>
      <Button
        variant="quiet"
        icon="chevronLeft"
        aria-label={detail.previous}
        isDisabled={openPosition <= 0}
        onPress={() => browse.open(openPosition - 1)}
      />
      <Button
        variant="quiet"
        icon="chevronRight"
        aria-label={detail.next}
        isDisabled={openPosition >= numbers.length - 1}
        onPress={() => browse.open(openPosition + 1)}
      />
    </>
  );
}

function Facts({ browse, number }: { browse: Browse; number: number }) {
  const { detail } = useMessages().browse;
  const { dataset, numbers, openPosition } = browse;
  const place = placeOf(dataset, number);
  if (!place) return null;
  return (
    <div className={styles.facts}>
      <p>
        {detail.heading(place)} · {detail.classLabel({ label: labelOf(dataset, number) })}
      </p>
      <p>{detail.position({ position: openPosition + 1, total: numbers.length })}</p>
    </div>
  );
}

/** To the Understand screen with this image. */
function LookInside({ browse, number }: { browse: Browse; number: number }) {
  const { detail } = useMessages().browse;
  const place = placeOf(browse.dataset, number);
  if (!place) return null;
  return (
    <a href={formatHash('understand', imageQuery(place.split, place.index))}>{detail.lookInside}</a>
  );
}

function MeanOfClass({ label, name }: { label: number; name: string }) {
  const { browse: texts } = useMessages();
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
        <strong>{texts.detail.mean({ name })}</strong>
        <span>{texts.detail.meanHelp}</span>
      </figcaption>
    </figure>
  );
}
