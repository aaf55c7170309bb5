import type { Failure } from '../../domain/failure';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { continueRun, discardResumable, resetRun } from '../../stores/run';
import { isActive, type Resumable, useRun } from '../../stores/run-state';
import { changeSettings } from '../../stores/settings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { AddressNotice } from './AddressNotice';
import styles from './RunNotices.module.css';

/** Everything a person should know before or beside the run: offers, warnings, failures. */
export function RunNotices() {
  const t = useMessages();
  const { failure, storageFailure, resumable, recovered, status, record } = useRun();
  return (
    <div className={styles.notices}>
      <AddressNotice />
      {resumable && !isActive(status) && <ResumeNotice {...resumable} />}
      {failure && <FailureNotice failure={failure} epochs={record?.history.length ?? 0} />}
      {recovered && isActive(status) && (
        <Notice tone="warning" title={t.train.recovered.title}>
          {t.failureText(recovered.cause).happened}{' '}
          {recovered.epoch === 0
            ? t.train.recovered.fromStart
            : t.train.recovered.fromEpoch({ epoch: recovered.epoch })}
        </Notice>
      )}
      {storageFailure && (
        <Notice tone="warning" title={t.train.storage.title}>
          {t.failureText(storageFailure).happened} {t.failureText(storageFailure).next}
        </Notice>
      )}
      <StarterNotice />
    </div>
  );
}

function ResumeNotice({ record, checkpoint }: Resumable) {
  const t = useMessages();
  const { resume } = t.train;
  const texts = {
    model: t.settings.models[record.settings.model].name,
    epoch: checkpoint?.epoch ?? 0,
    total: record.settings.epochs,
  };
  return (
    <Notice
      tone="info"
      title={resume.title}
      actions={
        <>
          <Button variant="primary" onPress={() => void continueRun(record, checkpoint)}>
            {resume.resume}
          </Button>
          <Button onPress={() => void discardResumable()}>{resume.discard}</Button>
        </>
      }
    >
      {checkpoint ? resume.body(texts) : `${texts.model}. ${t.train.recovered.fromStart}`}
    </Notice>
  );
}

function FailureNotice({ failure, epochs }: { failure: Failure; epochs: number }) {
  const t = useMessages();
  const { happened, next } = t.failureText(failure);
  return (
    <Notice tone="error" title={t.train.failed.title} actions={<LowerRate failure={failure} />}>
      {happened} {next} {epochs > 0 && t.train.failed.keepsEpoch({ epoch: epochs })}
    </Notice>
  );
}

/** What helps most often against a loss that is not finite. */
function LowerRate({ failure }: { failure: Failure }) {
  const { failed } = useMessages().train;
  if (failure.code !== 'loss-not-finite') return null;
  const learningRate = failure.learningRate / 10;
  const lower = () => {
    changeSettings({ learningRate });
    void resetRun();
  };
  return <Button onPress={lower}>{failed.lowerRate({ learningRate })}</Button>;
}

function StarterNotice() {
  const { starter } = useMessages().train;
  const dataset = useDataset((state) => state.dataset);
  const requested = useDataset((state) => state.requested);
  if (dataset?.id !== 'starter' || requested === 'starter') return null;
  const images = dataset.train.count + dataset.test.count;
  return (
    <Notice tone="info" title={starter.title}>
      {starter.body({ images, total: 70_000 })} <code>{starter.command}</code>
    </Notice>
  );
}
