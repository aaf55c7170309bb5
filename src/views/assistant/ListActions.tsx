import { type RefObject, useState } from 'react';
import { answerSkipped, clearPhotos } from '../../stores/assistant';
import { useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { ConfirmWindow } from '../../ui/ConfirmWindow';

/** Props of {@link ListActions}. */
export interface ListActionsProps {
  /** The photos, which get the keys of a button that is gone once it is pressed. */
  list: RefObject<HTMLElement | null>;
}

/** What can be done with all photos at once. */
export function ListActions({ list }: ListActionsProps) {
  const texts = useMessages().assistant.list;
  const hasSkipped = useAssistant(({ photos }) =>
    photos.some(({ status }) => status === 'skipped'),
  );
  return (
    <>
      {hasSkipped && (
        <Button
          size="small"
          onPress={() => {
            answerSkipped();
            list.current?.focus({ preventScroll: true });
          }}
        >
          {texts.answerSkipped}
        </Button>
      )}
      <ClearButton />
    </>
  );
}

/** Asks first where something would be lost that only the person knows. */
function ClearButton() {
  const { list } = useMessages().assistant;
  const [isAsking, setIsAsking] = useState(false);
  const said = useAssistant(
    ({ photos }) => photos.filter(({ correctedName }) => correctedName !== null).length,
  );
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        onPress={() => (said > 0 ? setIsAsking(true) : clearPhotos())}
      >
        {list.clear}
      </Button>
      {isAsking && (
        <ConfirmWindow
          texts={{ ...list.confirmClear, body: list.confirmClear.body({ photos: said }) }}
          onConfirm={clearPhotos}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  );
}
