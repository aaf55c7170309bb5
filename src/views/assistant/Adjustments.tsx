import {
  BACKGROUND_CHOICES,
  INVERT_CHOICES,
  isCutOut,
  MAX_ROTATION,
  NO_ADJUSTMENTS,
  type PhotoAdjustments,
  WHOLE,
} from '../../domain/photo/photo';
import { adjustPhoto, resetPhoto, turnPhoto } from '../../stores/assistant';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { SliderField } from '../../ui/SliderField';
import { ToggleGroup } from '../../ui/ToggleGroup';
import styles from './Adjustments.module.css';
import { PhotoEditor, type PhotoEditorProps } from './PhotoEditor';

/**
 * What a person may correct: the part that is looked at, what in it is the garment, how the photo is
 * turned, its brightness.
 */
export function Adjustments(props: PhotoEditorProps) {
  const { adjust } = useMessages().assistant;
  const { id, adjustments } = props.photo;
  const help = isCutOut(props.prepared) ? adjust.help : adjust.helpWhole;
  return (
    <Section title={adjust.title} help={help} headingLevel={3} look="plain">
      <PhotoEditor {...props} />
      <CropButtons id={id} canFind={isCutOut(props.prepared)} />
      <SliderField
        label={adjust.rotation}
        value={adjustments.rotation}
        onChange={(rotation) => adjustPhoto(id, { rotation })}
        minimum={-MAX_ROTATION}
        maximum={MAX_ROTATION}
        step={1}
        numberFormat={{ style: 'unit', unit: 'degree' }}
        formatValue={(degrees) => adjust.degrees({ degrees })}
      />
      {isCutOut(props.prepared) && (
        <>
          <ToggleGroup
            label={adjust.background}
            isLabelShown
            isStretched
            options={BACKGROUND_CHOICES.map((choice) => ({
              id: choice,
              label: adjust.backgroundChoices[choice],
            }))}
            value={adjustments.background}
            onChange={(background) => adjustPhoto(id, { background })}
          />
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
        </>
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

function CropButtons({ id, canFind }: { id: string; canFind: boolean }) {
  const { adjust } = useMessages().assistant;
  return (
    <div className={styles.buttons}>
      {canFind && (
        <Button size="small" onPress={() => adjustPhoto(id, { crop: null })}>
          {adjust.find}
        </Button>
      )}
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

function isUntouched(adjustments: PhotoAdjustments): boolean {
  const { turns, rotation, crop, invert, background, marks } = adjustments;
  const isTurned = turns !== NO_ADJUSTMENTS.turns || rotation !== NO_ADJUSTMENTS.rotation;
  const isRead = invert !== NO_ADJUSTMENTS.invert || background !== NO_ADJUSTMENTS.background;
  return !isTurned && !isRead && crop === null && marks.length === 0;
}
