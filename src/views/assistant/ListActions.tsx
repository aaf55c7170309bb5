import { answerSkipped, clearPhotos } from '../../stores/assistant';
import { useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';

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
      <Button variant="quiet" size="small" onPress={clearPhotos}>
        {list.clear}
      </Button>
    </>
  );
}
