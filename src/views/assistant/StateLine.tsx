import { useEffect, useState } from 'react';
import type { Messages } from '../../i18n/messages';
import { cancelPhotos, pausePhotos, resumePhotos } from '../../stores/assistant';
import { stopOpening } from '../../stores/assistant-intake';
import {
  type AssistantState,
  type Batch,
  isToAnswerAnew,
  useAssistant,
} from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import styles from './StateLine.module.css';

/** Before so many are done, nobody can say how long the rest will take. */
const ENOUGH_TO_TELL = 5;
const SECOND_MS = 1000;

/** Props of {@link StateLine}. */
export interface StateLineProps {
  /** Called when a button was pressed that is gone then. */
  onEnd: () => void;
}

/** What the screen is doing, in words that change seldom, and how far it has come. */
export function StateLine({ onEnd }: StateLineProps) {
  const { assistant } = useMessages();
  const state = useAssistant();
  const { batch, photos, opening, failure } = state;
  const anew = photos.filter(isToAnswerAnew).length;
  const ending = (end: () => void) => () => {
    end();
    onEnd();
  };
  return (
    <div className={styles.line}>
      <output aria-label={assistant.state.label} className={styles.state}>
        {stateText(state, assistant)}
      </output>
      {opening !== null && (
        <Button size="small" onPress={ending(stopOpening)}>
          {assistant.state.stopOpening}
        </Button>
      )}
      {/* One photo is answered before a bar could be read; after a failure nothing moves. */}
      {batch && batch.total > 1 && !failure && (
        <BatchProgress {...batch} onCancel={ending(cancelPhotos)} />
      )}
      {anew > 0 && <p className={styles.anew}>{assistant.state.leftAnew({ photos: anew })}</p>}
    </div>
  );
}

function BatchProgress({ onCancel, ...batch }: Batch & { onCancel: () => void }) {
  const { total, done, pausedAt } = batch;
  const { progress } = useMessages().assistant;
  const seconds = useSecondsSpent(batch);
  const rate = done / seconds;
  const left = Math.ceil((total - done) / rate);
  const canTell = done >= ENOUGH_TO_TELL && seconds > 0;
  return (
    <>
      <div className={styles.bar}>
        <ProgressBar
          label={progress.label}
          isLabelHidden
          share={done / total}
          valueText={[
            progress.of({ done, total }),
            canTell && progress.rate({ perSecond: rate }),
            canTell && left > 1 && progress.timeLeft({ seconds: left }),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      </div>
      <div className={styles.buttons}>
        {pausedAt === null ? (
          <Button size="small" icon="pause" onPress={pausePhotos}>
            {progress.pause}
          </Button>
        ) : (
          <Button size="small" icon="play" onPress={resumePhotos}>
            {progress.resume}
          </Button>
        )}
        <Button size="small" onPress={onCancel}>
          {progress.cancel}
        </Button>
      </div>
    </>
  );
}

/** Seconds that the batch was worked on, looked at once a second: figures that flicker are not read. */
function useSecondsSpent({ startedAt, pausedAt }: Batch): number {
  const [now, setNow] = useState(startedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, (pausedAt ?? now) - startedAt) / SECOND_MS;
}

function stateText(
  { photos, batch, opening, failure }: AssistantState,
  { state }: Messages['assistant'],
): string {
  if (opening !== null) return state.opening({ name: opening });
  if (photos.length === 0) return state.empty;
  if (failure) return state.stopped;
  if (batch?.pausedAt != null) return state.paused;
  if (batch) return state.answering({ photos: batch.total });
  if (photos.some(isToAnswerAnew)) return state.anew;
  const of = (wanted: string) => photos.filter(({ status }) => status === wanted).length;
  return state.done({
    answered: of('answered'),
    refused: of('refused'),
    skipped: of('skipped'),
    duplicates: of('duplicate'),
  });
}
