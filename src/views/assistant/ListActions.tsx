import { useState } from 'react';
import { answerSkipped, clearPhotos } from '../../stores/assistant';
import { useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { ConfirmWindow } from '../../ui/ConfirmWindow';

/** What can be done with all photos at once. */
export function ListActions() {
  const { list } = useMessages().assistant;
  const hasSkipped = useAssistant(({ photos }) =>
    photos.some(({ status }) => status === 'skipped'),
  );
  return (
    <>
      {hasSkipped && (
        <Button size="small" onPress={answerSkipped}>
          {list.answerSkipped}
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
