import {
  INVERT_CHOICES,
  NO_ADJUSTMENTS,
  type PhotoAdjustments,
  type PreparedPhoto,
  type Region,
  WHOLE,
} from '../../domain/photo/photo';
import { adjustPhoto, resetPhoto, turnPhoto } from '../../stores/assistant';
import type { PhotoItem } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { CropBox } from '../../ui/photo/CropBox';
import { PictureCanvas } from '../../ui/photo/PictureCanvas';
import { Section } from '../../ui/Section';
import { ToggleGroup } from '../../ui/ToggleGroup';
import styles from './Adjustments.module.css';

/** Props of {@link Adjustments}. */
export interface AdjustmentsProps {
  photo: PhotoItem;
  prepared: PreparedPhoto;
  /** The adjustments that `prepared` was made with, which newer ones may have overtaken. */
  preparedWith: PhotoAdjustments;
}

/** What a person may correct: the part that is looked at, how the photo is turned, its brightness. */
export function Adjustments(props: AdjustmentsProps) {
  const { adjust } = useMessages().assistant;
  const { id, adjustments } = props.photo;
  return (
    <Section title={adjust.title} help={adjust.help} headingLevel={3} look="plain">
      <CropEditor {...props} />
      <CropButtons id={id} />
      {props.prepared.steps.some(({ step }) => step === 'garment') && (
        <ToggleGroup
          label={adjust.invert}
          isLabelShown
          isStretched
          options={INVERT_CHOICES.map((choice) => ({
            id: choice,
            label: adjust.invertChoices[choice],
          }))}
          value={adjustments.invert}
          onChange={(invert) => adjustPhoto(id, { invert })}
        />
      )}
      <div>
        <Button
          variant="quiet"
          size="small"
          icon="reset"
          isDisabled={isUntouched(adjustments)}
          onPress={() => resetPhoto(id)}
        >
          {adjust.reset}
        </Button>
      </div>
    </Section>
  );
}

function CropButtons({ id }: { id: string }) {
  const { adjust } = useMessages().assistant;
  return (
    <div className={styles.buttons}>
      <Button size="small" onPress={() => adjustPhoto(id, { crop: null })}>
        {adjust.find}
      </Button>
      <Button size="small" onPress={() => adjustPhoto(id, { crop: WHOLE })}>
        {adjust.whole}
      </Button>
      <Button
        size="small"
        icon="turnLeft"
        aria-label={adjust.turnLeft}
        onPress={() => turnPhoto(id, 'left')}
      />
      <Button
        size="small"
        icon="turnRight"
        aria-label={adjust.turnRight}
        onPress={() => turnPhoto(id, 'right')}
      />
    </div>
  );
}

function CropEditor({ photo, prepared, preparedWith }: AdjustmentsProps) {
  const { adjust } = useMessages().assistant;
  const original = prepared.steps.find(({ step }) => step === 'original')?.image;
  if (!original) return null;
  const { id, adjustments, file } = photo;
  // Until the turned picture is there, the frame fits the one that is shown.
  const isTurning = adjustments.turns !== preparedWith.turns;
  const region: Region = isTurning ? prepared.crop : (adjustments.crop ?? prepared.crop);
  return (
    <div
      className={styles.photo}
      // Upright photos would fill the screen from top to bottom.
      style={{ width: `min(100%, ${(22 * original.width) / original.height}rem)` }}
    >
      <CropBox
        label={adjust.photo({ name: file.name })}
        handleLabels={adjust.handles}
        keysHelp={adjust.keys}
        region={region}
        onChange={(crop) => adjustPhoto(id, { crop })}
      >
        <PictureCanvas image={original} fit="fill" label={null} />
      </CropBox>
    </div>
  );
}

function isUntouched({ turns, crop, invert }: PhotoAdjustments): boolean {
  return turns === NO_ADJUSTMENTS.turns && crop === null && invert === NO_ADJUSTMENTS.invert;
}
