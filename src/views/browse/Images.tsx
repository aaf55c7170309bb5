import { useCallback } from 'react';
import { labelOf, numberRange, pixelsOf, placeOf } from '../../domain/browse';
import { classNames } from '../../i18n/dataset-names';
import { announce } from '../../stores/announcer';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { ImageGrid } from '../../ui/images/ImageGrid';
import { NumberField } from '../../ui/NumberField';
import { ToggleGroup } from '../../ui/ToggleGroup';
import { Tooltip } from '../../ui/Tooltip';
import styles from './Images.module.css';
import layout from './layout.module.css';
import { StarterNotice } from './StarterNotice';
import type { Browse } from './use-browse';

/** Props of {@link Images}. */
export interface ImagesProps {
  browse: Browse;
  loadSeconds: number | null;
  onShortcuts: () => void;
  /** Opens the explanation; null where it is in view already. */
  onAbout: (() => void) | null;
}

/** The grid, with what is shown and how above it. */
export function Images(props: ImagesProps) {
  const { browse } = props;
  const { query, numbers } = browse;
  return (
    <div className={layout.work}>
      <StarterNotice />
      <div className={styles.place}>
        <Toolbar {...props} />
      </div>
      <div className={styles.grid}>
        <Grid key={`${query.split} ${query.label}`} browse={browse} numbers={numbers} />
      </div>
    </div>
  );
}

function Grid({ browse, numbers }: { browse: Browse; numbers: Uint32Array }) {
  const { browse: texts, common } = useMessages();
  const { dataset } = browse;
  const pixelsAt = useCallback(
    (position: number) => pixelsOf(dataset, numbers[position] ?? 0),
    [dataset, numbers],
  );
  const labelAt = useCallback(
    (position: number) => {
      const number = numbers[position] ?? 0;
      const name = classNames(dataset, common)[labelOf(dataset, number)] ?? '';
      const place = placeOf(dataset, number);
      return place ? texts.results.cell({ name, ...place }) : name;
    },
    [dataset, numbers, texts, common],
  );
  return (
    <ImageGrid
      label={texts.results.grid({ images: numbers.length })}
      count={numbers.length}
      pixelsAt={pixelsAt}
      labelAt={labelAt}
      pixelSize={browse.query.size}
      active={browse.active}
      onMove={browse.setActive}
      open={browse.openPosition}
      onOpen={browse.open}
    />
  );
}

function Toolbar({ browse, loadSeconds, onShortcuts, onAbout }: ImagesProps) {
  const { browse: texts } = useMessages();
  return (
    <div className={styles.toolbar}>
      <p className={styles.shown}>
        <strong>{texts.results.shown({ images: browse.numbers.length })}</strong>
        {loadSeconds !== null && <span>{texts.results.loadedIn({ seconds: loadSeconds })}</span>}
      </p>
      <GoTo browse={browse} />
      <div className={styles.sizes}>
        <SizeToggle browse={browse} />
      </div>
      {onAbout && <Button variant="quiet" icon="info" aria-label={texts.about} onPress={onAbout} />}
      <div className={styles.shortcuts}>
        <Tooltip text={texts.shortcuts.open}>
          <Button
            variant="quiet"
            icon="keyboard"
            aria-label={texts.shortcuts.open}
            onPress={onShortcuts}
          />
        </Tooltip>
      </div>
    </div>
  );
}

const SIZES = ['1', '2', '3'] as const;

function SizeToggle({ browse }: { browse: Browse }) {
  const { imageSize, sizes } = useMessages().browse.filters;
  return (
    <ToggleGroup
      label={imageSize}
      options={SIZES.map((id) => ({ id, label: sizes[id] }))}
      value={SIZES[browse.query.size - 1] ?? '2'}
      onChange={(size) => browse.setSize(Number(size) as 1 | 2 | 3)}
    />
  );
}

function GoTo({ browse }: { browse: Browse }) {
  const { browse: texts, common } = useMessages();
  const { dataset, query } = browse;
  const [first, end] = numberRange(dataset, query.split);
  const goTo = (index: number) => {
    if (index === query.image || browse.goTo(index)) return;
    const name = classNames(dataset, common)[labelOf(dataset, first + index)] ?? '';
    announce(texts.results.filterDropped({ name }));
  };
  return (
    <div className={styles.goTo}>
      <span aria-hidden="true">{texts.filters.goTo}</span>
      <NumberField
        label={texts.filters.goTo}
        isLabelHidden
        value={query.image ?? Number.NaN}
        onChange={goTo}
        minimum={0}
        maximum={end - first - 1}
        placeholder={texts.filters.goToHelp({ last: end - first - 1 })}
        step={null}
      />
    </div>
  );
}
