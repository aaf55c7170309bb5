import type { Messages } from '../../i18n/messages';
import { useBackend } from '../../stores/backend';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { type RunState, useRun } from '../../stores/run-state';
import { useTrainingMemory } from '../../stores/training-memory';
import { ProgressBar } from '../../ui/ProgressBar';
import styles from './RunProgress.module.css';
import { useWaiting } from './use-blocked';

/** State of the run in words, its progress, speed and time left. */
export function RunProgress({ blocked }: { blocked: string | null }) {
  const t = useMessages();
  const { state, progress } = t.train;
  const run = useRun();
  const waiting = useWaiting();
  const bytes = useTrainingMemory((state) => state.bytes);
  const memory = bytes !== null && t.train.transport.memory({ bytes });
  const isIdle = run.status === 'idle';
  return (
    <div className={styles.progress}>
      <p className={styles.state}>
        <output aria-label={state.label}>{useStateText(run, t)}</output>
        {run.record && <span className={styles.figures}>{figuresText(run, t)}</span>}
      </p>
      {isIdle ? (
        <p className={styles.hint}>
          {blocked ?? waiting ?? t.train.transport.trainHint} {blocked === null && memory}
        </p>
      ) : (
        <ProgressBar label={progress.label} isLabelHidden share={runShare(run)} />
      )}
    </div>
  );
}

/** Words that change seldom: a screen reader says each change. */
function useStateText(run: RunState, t: Messages): string {
  const { state, progress } = t.train;
  const isLoading = useDataset(({ status }) => status === 'loading');
  const isChecking = useBackend(({ checking }) => checking !== null);
  switch (run.status) {
    case 'idle':
      if (isLoading) return state.loading;
      return isChecking ? state.checking : state.idle;
    case 'preparing':
      if (isLoading) return state.loading;
      return isChecking ? state.checking : state.preparing;
    case 'running':
    case 'paused': {
      const total = run.record?.settings.epochs ?? 0;
      const where = progress.epochOf({ epoch: Math.max(1, run.epoch), total });
      const what = run.status === 'paused' ? state.paused : state[run.phase];
      return `${what} · ${where}`;
    }
    default:
      return run.evaluating === null ? state[run.status] : state.testing;
  }
}

/** Figures that change all the time: shown, not spoken. */
function figuresText(run: RunState, t: Messages): string {
  const { progress } = t.train;
  const latest = run.curve.points.at(-1);
  const parts: string[] = [];
  const total = run.stepsPerEpoch * (run.record?.settings.epochs ?? 0);
  if (latest) parts.push(progress.stepOf({ step: latest.step, total }));
  if (run.phase === 'validating' || run.phase === 'testing') {
    const percent = t.common.format.percent(run.fraction, 0);
    if (run.status === 'running') parts.push(progress[run.phase]({ percent }));
  }
  if (run.imagesPerSecond) parts.push(progress.imagesPerSecond({ rate: run.imagesPerSecond }));
  if (latest) parts.push(progress.elapsed({ seconds: latest.seconds }));
  if (run.secondsLeft && run.status === 'running') {
    parts.push(progress.timeLeft({ seconds: run.secondsLeft }));
  }
  return parts.join(' · ');
}

/** Share of the whole run done, 0 to 1; null while it cannot be told. */
function runShare(run: RunState): number | null {
  const epochs = run.record?.settings.epochs;
  if (run.evaluating !== null) return run.evaluating;
  if (run.status === 'finished') return 1;
  if (!epochs || run.status === 'preparing') return null;
  if (run.phase === 'testing') return run.fraction;
  const inEpoch = run.phase === 'training' ? run.fraction : 1;
  return Math.min(1, (Math.max(0, run.epoch - 1) + (run.epoch > 0 ? inEpoch : 0)) / epochs);
}
