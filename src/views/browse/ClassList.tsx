import { useMemo } from 'react';
import { ListBox, ListBoxItem, Text } from 'react-aria-components';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { classes } from '../../ui/classes';
import { PixelCanvas } from '../../ui/images/PixelCanvas';
import styles from './ClassList.module.css';

/** Props of {@link ClassList}. */
export interface ClassListProps {
  /** Names of the classes, in label order. */
  names: readonly string[];
  /** Images of each class. */
  counts: readonly number[];
  /** The chosen class; null for all. */
  label: number | null;
  onChange: (label: number | null) => void;
  orientation: 'vertical' | 'horizontal';
}

const ALL = 'all';

/** All classes, each with its mean image, its count and a bar; choosing one filters the grid. */
export function ClassList({ names, counts, label, onChange, orientation }: ClassListProps) {
  const { browse } = useMessages();
  const means = useDataset((state) => state.classMeans);
  const total = counts.reduce((left, right) => left + right, 0);
  const largest = Math.max(1, ...counts);
  const overall = useMemo(() => means && meanOf(means, counts.length), [means, counts.length]);
  return (
    <ListBox
      aria-label={browse.filters.class}
      className={classes(styles.list, styles[orientation])}
      orientation={orientation}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[label ?? ALL]}
      onSelectionChange={(keys) => {
        const [key] = keys === ALL ? [ALL] : [...keys];
        onChange(key === ALL || key === undefined ? null : Number(key));
      }}
    >
      <ClassItem
        id={ALL}
        name={browse.filters.allClasses}
        images={total}
        share={1}
        mean={overall}
      />
      {counts.map((images, index) => (
        <ClassItem
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its label
          key={index}
          id={index}
          name={names[index] ?? String(index)}
          images={images}
          share={images / largest}
          mean={means?.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS) ?? null}
        />
      ))}
    </ListBox>
  );
}

interface ClassItemProps {
  id: string | number;
  name: string;
  images: number;
  /** Length of the bar, 0 to 1. */
  share: number;
  mean: Float32Array | null;
}

function ClassItem({ id, name, images, share, mean }: ClassItemProps) {
  const { browse, common } = useMessages();
  return (
    <ListBoxItem
      id={id}
      textValue={browse.filters.classOption({ name, images })}
      className={classes(styles.item)}
    >
      <span className={styles.mean}>
        {mean && <PixelCanvas pixels={mean} size={28} label={null} />}
      </span>
      <Text slot="label" className={classes(styles.name)}>
        {name}
      </Text>
      <Text slot="description" className={classes(styles.count)}>
        {common.format.count(images)}
      </Text>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.share} style={{ width: `${share * 100}%` }} />
      </span>
    </ListBoxItem>
  );
}

/** The mean of all class means: the training classes are of equal size. */
function meanOf(means: Float32Array, classCount: number): Float32Array {
  return Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => {
    let sum = 0;
    for (let label = 0; label < classCount; label++)
      sum += means[label * IMAGE_PIXELS + pixel] ?? 0;
    return sum / classCount;
  });
}
