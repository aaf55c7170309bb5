import type { Messages } from '../../i18n/messages';
import { cancelPhotos } from '../../stores/assistant';
import { type AssistantState, type Batch, useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import styles from './StateLine.module.css';

/** What the screen is doing, in words that change seldom, and how far it has come. */
export function StateLine() {
  const { assistant } = useMessages();
  const state = useAssistant();
  const { batch } = state;
  return (
    <div className={styles.line}>
      <output aria-label={assistant.state.label} className={styles.state}>
        {stateText(state, assistant)}
      </output>
      {/* One photo is answered before a bar could be read. */}
      {batch && batch.total > 1 && <BatchProgress {...batch} />}
    </div>
  );
}

function BatchProgress({ total, done, startedAt }: Batch) {
  const { progress } = useMessages().assistant;
  const seconds = (performance.now() - startedAt) / 1000;
  const left = done > 0 ? (seconds / done) * (total - done) : 0;
  return (
    <>
      <div className={styles.bar}>
        <ProgressBar
          label={progress.label}
          isLabelHidden
          share={done / total}
          valueText={[
            progress.of({ done, total }),
            left > 1 && progress.timeLeft({ seconds: Math.ceil(left) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      </div>
      <Button size="small" onPress={cancelPhotos}>
        {progress.cancel}
      </Button>
    </>
  );
}

function stateText({ photos, batch }: AssistantState, { state }: Messages['assistant']): string {
  if (photos.length === 0) return state.empty;
  if (batch) return state.answering({ photos: batch.total });
  const of = (wanted: string) => photos.filter(({ status }) => status === wanted).length;
  return state.done({
    answered: of('answered'),
    refused: of('refused'),
    skipped: of('skipped'),
  });
}
