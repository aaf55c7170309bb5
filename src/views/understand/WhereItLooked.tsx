import { useRef, useState } from 'react';
import { classNames } from '../../i18n/dataset-names';
import type { SeenImage } from '../../stores/explanation';
import { useMessages } from '../../stores/preferences';
import { useAttentionView } from '../../stores/use-attention';
import { InputImage } from '../../ui/images/InputImage';
import { HeatPanel } from '../../ui/maps/HeatPanel';
import { HeatPicture } from '../../ui/maps/HeatPicture';
import { Section } from '../../ui/Section';
import { useIsNear } from '../../ui/use-is-near';

/** Side of the picture, in CSS pixels. */
const SIDE = 224;
/** The heat lies over all of the image. */
const WHOLE = { left: 0, top: 0, width: 1, height: 1 };

/** Which places of the image spoke for a class; while in sight, up to date. */
export function WhereItLooked({ seen }: { seen: SeenImage }) {
  const { attention, common } = useMessages();
  const place = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(place);
  const [isShown, setShown] = useState(true);
  const { networkId, pixels, probabilities, record } = seen;
  const subject = { networkId, pixels, probabilities, names: classNames(record.dataset, common) };
  const view = useAttentionView(subject, isShown && isNear);
  const { activation, name, note, choices, choice, choose } = view;
  return (
    <div ref={place}>
      <Section title={attention.title} help={attention.help}>
        <HeatPanel
          texts={attention}
          isShown={isShown}
          onShown={setShown}
          choices={choices}
          choice={choice}
          onChoose={choose}
          note={note}
        >
          <HeatPicture
            caption={attention.view}
            width={SIDE}
            heat={isShown ? activation : null}
            place={WHOLE}
          >
            <InputImage pixels={pixels} size={SIDE} label={attention.onView({ name })} />
          </HeatPicture>
        </HeatPanel>
      </Section>
    </div>
  );
}
