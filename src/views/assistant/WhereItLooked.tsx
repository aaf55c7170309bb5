import { useState } from 'react';
import { type PixelImage, type PreparedPhoto, WHOLE } from '../../domain/photo/photo';
import { useMessages } from '../../stores/preferences';
import { useAttentionView } from '../../stores/use-attention';
import { HeatPanel } from '../../ui/maps/HeatPanel';
import { HeatPicture } from '../../ui/maps/HeatPicture';
import { PictureCanvas } from '../../ui/photo/PictureCanvas';
import { Section } from '../../ui/Section';
import { useClassNames } from './use-class-names';

/** About the height of both pictures in CSS pixels; narrow photos are narrower, wide ones as wide as high. */
const SIDE = 224;

/** Props of {@link WhereItLooked}. */
export interface WhereItLookedProps {
  /** The network that answered. */
  networkId: string;
  /** What entered the network. */
  pixels: Uint8Array;
  /** What it said, by class. */
  probabilities: Float32Array;
  /** The steps of the photo; null while they are on their way. */
  prepared: PreparedPhoto | null;
}

/** Which places of the photo spoke for the answer, or for another class. */
export function WhereItLooked(props: WhereItLookedProps) {
  const { networkId, pixels, probabilities, prepared } = props;
  const { attention } = useMessages();
  const [isShown, setShown] = useState(true);
  const subject = { networkId, pixels, probabilities, names: useClassNames() };
  const { activation, name, note, choices, choice, choose } = useAttentionView(subject, isShown);
  const [crop, seen] = (['crop', 'network'] as const).map((wanted) =>
    prepared?.steps.find(({ step }) => step === wanted),
  );
  const heat = isShown ? activation : null;
  const side = seen ? evenSide(seen.image) : SIDE;
  return (
    <Section title={attention.title} help={attention.help} headingLevel={3} look="plain">
      <HeatPanel
        texts={attention}
        isShown={isShown}
        onShown={setShown}
        choices={choices}
        choice={choice}
        onChoose={choose}
        note={note}
      >
        {prepared && crop && (
          <HeatPicture
            caption={attention.garment}
            width={side * Math.min(1, crop.image.width / crop.image.height)}
            heat={heat}
            place={prepared.view}
          >
            <PictureCanvas image={crop.image} fit="fill" label={attention.onGarment({ name })} />
          </HeatPicture>
        )}
        {seen && (
          <HeatPicture caption={attention.view} width={side} heat={heat} place={WHOLE}>
            <PictureCanvas
              image={seen.image}
              fit="fill"
              label={attention.onView({ name })}
              isSharp
            />
          </HeatPicture>
        )}
      </HeatPanel>
    </Section>
  );
}

/** The side near {@link SIDE} at which every pixel of what the network sees is as large as the others. */
function evenSide({ width }: PixelImage): number {
  return Math.max(1, Math.round(SIDE / width)) * width;
}
