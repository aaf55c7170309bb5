import { useEffect, useRef } from 'react';
import { announce } from '../../stores/announcer';
import { useMessages } from '../../stores/preferences';
import { useRun } from '../../stores/run-state';

/** Tells screen readers of each epoch and of the end of the run. */
export function useAnnouncements(): void {
  const { announce: texts } = useMessages().train;
  const status = useRun((run) => run.status);
  const record = useRun((run) => run.record);
  const epochs = record?.history.length ?? 0;
  const told = useRef({ epochs, status });
  useEffect(() => {
    const before = told.current;
    told.current = { epochs, status };
    if (!record) return;
    if (status !== before.status && status === 'finished' && record.result) {
      announce(texts.finished({ accuracy: record.result.accuracy }));
    } else if (status !== before.status && status === 'stopped') {
      announce(texts.stopped({ epoch: epochs }));
    } else if (epochs > before.epochs) {
      announce(epochText(record, texts));
    }
  }, [record, epochs, status, texts]);
}

type Record = NonNullable<ReturnType<typeof useRun.getState>['record']>;
type Texts = ReturnType<typeof useMessages>['train']['announce'];

function epochText({ history, settings }: Record, texts: Texts): string {
  const last = history.at(-1);
  const previous = history.at(-2)?.validationAccuracy;
  const epoch = history.length;
  const total = settings.epochs;
  if (!last) return '';
  const accuracy = last.validationAccuracy;
  if (accuracy === null) {
    return texts.epochWithoutValidation({ epoch, total, accuracy: last.trainingAccuracy });
  }
  return typeof previous === 'number'
    ? texts.epochChanged({ epoch, total, accuracy, change: accuracy - previous })
    : texts.epoch({ epoch, total, accuracy });
}
