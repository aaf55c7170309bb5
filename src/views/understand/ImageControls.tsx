import { SPLITS } from '../../domain/dataset';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { NumberField } from '../../ui/NumberField';
import { ToggleGroup } from '../../ui/ToggleGroup';
import styles from './ImageControls.module.css';
import { type ImageInQuestion, showImage } from './use-image';

/** Which image is looked at: of the data set by part and number or by chance, or the photo. */
export function ImageControls({ image }: { image: ImageInQuestion }) {
  const texts = useMessages().understand.image;
  if (image.kind === 'dataset') return <DatasetControls image={image} />;
  if (image.kind !== 'photo') return null;
  return (
    <div className={styles.photo}>
      <Button onPress={() => showImage({ split: 'test', index: 0 })}>{texts.useDataset}</Button>
    </div>
  );
}

type DatasetImage = Extract<ImageInQuestion, { kind: 'dataset' }>;

function DatasetControls({ image: { dataset, place } }: { image: DatasetImage }) {
  const { common, understand } = useMessages();
  const texts = understand.image;
  const { count } = dataset[place.split];
  return (
    <div className={styles.controls}>
      <ToggleGroup
        label={texts.part}
        isLabelShown
        options={SPLITS.map((id) => ({ id, label: common.splits[id] }))}
        value={place.split}
        onChange={(split) =>
          showImage({ split, index: Math.min(place.index, dataset[split].count - 1) })
        }
      />
      <div className={styles.number}>
        <NumberField
          label={texts.index}
          value={place.index}
          onChange={(index) => showImage({ ...place, index })}
          minimum={0}
          maximum={count - 1}
          stepLabels={{ increase: texts.next, decrease: texts.previous }}
        />
      </div>
      <div className={styles.random}>
        <Button
          icon="dice"
          onPress={() => showImage({ ...place, index: Math.floor(Math.random() * count) })}
        >
          {texts.random}
        </Button>
      </div>
    </div>
  );
}
