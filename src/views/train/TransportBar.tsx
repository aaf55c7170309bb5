import { useState } from 'react';
import { useMessages } from '../../stores/preferences';
import { pauseRun, resetRun, resumeRun, startRun, stepRun, stopRun } from '../../stores/run';
import { isActive, type RunStatus, useRun } from '../../stores/run-state';
import { useSettings } from '../../stores/settings';
import { Button } from '../../ui/Button';
import { ConfirmWindow } from '../../ui/ConfirmWindow';
import { Tooltip } from '../../ui/Tooltip';
import { RunProgress } from './RunProgress';
import styles from './TransportBar.module.css';
import { useBlocked } from './use-blocked';

/** Train, Pause and Resume in one button, Step, Stop and Reset, and how far the run has come. */
export function TransportBar() {
  const t = useMessages();
  const { transport } = t.train;
  const status = useRun((run) => run.status);
  const isEvaluating = useRun((run) => run.evaluating !== null);
  const blocked = useBlocked();
  const canStop = isActive(status) || isEvaluating;
  return (
    <div className={styles.bar}>
      <div role="toolbar" aria-label={transport.label} className={styles.buttons}>
        <MainButton status={status} isBlocked={blocked !== null} />
        <Tooltip text={transport.stepHint}>
          <Button
            icon="step"
            isDisabled={status === 'preparing' || (!isActive(status) && blocked !== null)}
            onPress={() => void (isActive(status) ? stepRun() : begin('oneStep'))}
          >
            {transport.step}
          </Button>
        </Tooltip>
        <Tooltip text={transport.stopHint}>
          <Button icon="stop" isDisabled={!canStop} onPress={() => void stopRun()}>
            {transport.stop}
          </Button>
        </Tooltip>
        <ResetButton status={status} />
      </div>
      <RunProgress blocked={blocked} />
    </div>
  );
}

function MainButton({ status, isBlocked }: { status: RunStatus; isBlocked: boolean }) {
  const { transport } = useMessages().train;
  if (status === 'running') {
    return (
      <Button variant="primary" size="large" icon="pause" onPress={() => void pauseRun()}>
        {transport.pause}
      </Button>
    );
  }
  if (status === 'paused') {
    return (
      <Button variant="primary" size="large" icon="play" onPress={() => void resumeRun()}>
        {transport.resume}
      </Button>
    );
  }
  return (
    <Button
      variant="primary"
      size="large"
      icon="play"
      isDisabled={isBlocked || status === 'preparing'}
      onPress={() => void begin('running')}
    >
      {transport.train}
    </Button>
  );
}

/** Resetting a run under way throws work away, so it asks first. */
function ResetButton({ status }: { status: RunStatus }) {
  const { transport } = useMessages().train;
  const [isAsking, setIsAsking] = useState(false);
  const confirm = () => {
    setIsAsking(false);
    void resetRun();
  };
  return (
    <>
      <Tooltip text={transport.resetHint}>
        <Button
          icon="reset"
          isDisabled={status === 'idle'}
          onPress={() => (isActive(status) ? setIsAsking(true) : confirm())}
        >
          {transport.reset}
        </Button>
      </Tooltip>
      {isAsking && (
        <ConfirmWindow
          texts={transport.confirmReset}
          onConfirm={confirm}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

function begin(start: 'running' | 'oneStep'): Promise<void> {
  return startRun(useSettings.getState(), start);
}
