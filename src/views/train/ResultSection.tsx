import { useState } from 'react';
import { classMetrics, meanMetrics } from '../../domain/metrics';
import type { RunRecord, TestResult } from '../../domain/run';
import { classNames } from '../../i18n/dataset-names';
import { useMessages } from '../../stores/preferences';
import { evaluateRun } from '../../stores/run';
import { isActive, useRun } from '../../stores/run-state';
import { Button } from '../../ui/Button';
import { ConfusionMatrix } from '../../ui/charts/ConfusionMatrix';
import { PerClassTable } from '../../ui/charts/PerClassTable';
import { Section } from '../../ui/Section';
import { ToggleGroup } from '../../ui/ToggleGroup';
import { Tooltip } from '../../ui/Tooltip';
import { downloadRun } from './download-run';
import styles from './ResultSection.module.css';

/** Over this many points between training and validation accuracy, over-fitting is pointed out. */
const OVERFITTING_POINTS = 2;

/** What the run has come to so far, and at its end the test, the confusion matrix and each class. */
export function ResultSection() {
  const t = useMessages();
  const record = useRun((run) => run.record);
  if (!record || record.history.length + (record.result ? 1 : 0) === 0) return null;
  const names = classNames(record.dataset, t.common);
  return (
    <>
      <Section title={t.train.result.title} actions={<ResultActions record={record} />}>
        <Figures record={record} />
      </Section>
      {record.result && <ConfusionSection result={record.result} names={names} />}
      {record.result && <PerClassSection result={record.result} names={names} />}
    </>
  );
}

function ResultActions({ record }: { record: RunRecord }) {
  const { result } = useMessages().train;
  const canEvaluate = useRun(
    (run) =>
      (run.status === 'stopped' || run.status === 'finished') &&
      !run.record?.result &&
      run.evaluating === null,
  );
  return (
    <>
      {canEvaluate && <Button onPress={() => void evaluateRun()}>{result.evaluate}</Button>}
      <Tooltip text={result.downloadHint}>
        <Button icon="download" onPress={() => downloadRun(record)}>
          {result.download}
        </Button>
      </Tooltip>
    </>
  );
}

function Figures({ record }: { record: RunRecord }) {
  const t = useMessages();
  const { percent, decimal, seconds } = t.common.format;
  const isRunning = useRun((run) => isActive(run.status));
  const texts = t.train.result;
  const last = record.history.at(-1);
  const time = record.history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const gap = last?.validationAccuracy
    ? (last.trainingAccuracy - last.validationAccuracy) * 100
    : 0;
  const figures: [string, string, string?][] = [];
  if (record.result) {
    const images = record.dataset.testImages;
    figures.push([
      texts.testAccuracy,
      percent(record.result.accuracy, 2),
      texts.onImages({ images }),
    ]);
    figures.push([texts.testLoss, decimal(record.result.loss, 4)]);
  }
  if (last?.validationAccuracy) {
    figures.push([texts.validationAccuracy, percent(last.validationAccuracy, 2)]);
  }
  if (last) {
    figures.push([texts.trainingAccuracy, percent(last.trainingAccuracy, 2)]);
    const each = texts.perEpoch({ seconds: time / record.history.length });
    figures.push([texts.trainingTime, seconds(time), each]);
  }
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(([name, value, detail]) => (
          <div key={name} className={styles.figure}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            {detail && <dd className={styles.detail}>{detail}</dd>}
          </div>
        ))}
      </dl>
      {isRunning && <p className={styles.note}>{texts.beforeTest}</p>}
      {gap > OVERFITTING_POINTS && (
        <p className={styles.note}>{texts.overfitting({ points: gap })}</p>
      )}
    </>
  );
}

interface ResultProps {
  result: TestResult;
  /** Names of the classes, in label order. */
  names: string[];
}

function ConfusionSection({ result, names }: ResultProps) {
  const t = useMessages();
  const [mode, setMode] = useState<'counts' | 'percent'>('counts');
  const { confusion } = t.analysis;
  const worst = worstConfusion(result.confusion);
  const actual = names[worst.actual] ?? '';
  const predicted = names[worst.predicted] ?? '';
  return (
    <Section
      title={confusion.title}
      help={confusion.help}
      actions={
        <ToggleGroup
          label={confusion.values}
          options={[
            { id: 'counts', label: confusion.counts },
            { id: 'percent', label: confusion.percents },
          ]}
          value={mode}
          onChange={setMode}
        />
      }
    >
      <ConfusionMatrix
        matrix={result.confusion}
        classNames={names}
        mode={mode}
        texts={{
          truth: confusion.actual,
          predicted: confusion.predicted,
          count: confusion.counts,
          share: confusion.percents,
          label: confusion.title,
          tableLabel: t.analysis.charts.asTable,
          loading: t.analysis.charts.loading,
          failed: t.analysis.charts.drawFailed,
        }}
        formatCount={t.common.format.count}
        formatShare={t.common.format.percent}
      />
      {worst.images > 0 && (
        <p className={styles.note}>
          {confusion.worst({ actual, predicted, images: worst.images })}
        </p>
      )}
    </Section>
  );
}

function PerClassSection({ result, names }: ResultProps) {
  const t = useMessages();
  const { perClass } = t.analysis;
  const metrics = classMetrics(result.confusion);
  return (
    <Section title={perClass.title}>
      <PerClassTable
        classes={metrics.map((metric, label) => ({
          ...metric,
          name: names[label] ?? '',
        }))}
        summary={{ ...meanMetrics(metrics), name: perClass.average }}
        texts={{
          caption: perClass.title,
          className: perClass.class,
          precision: perClass.precision,
          recall: perClass.recall,
          f1: perClass.f1,
          support: perClass.support,
          undefinedMeasure: perClass.none,
        }}
        formatMeasure={(value) => t.common.format.percent(value)}
        formatCount={t.common.format.count}
      />
      <dl className={styles.terms}>
        <dt>{perClass.precision}</dt>
        <dd>{perClass.precisionHelp}</dd>
        <dt>{perClass.recall}</dt>
        <dd>{perClass.recallHelp}</dd>
        <dt>{perClass.f1}</dt>
        <dd>{perClass.f1Help}</dd>
      </dl>
    </Section>
  );
}

/** The largest entry off the diagonal. */
function worstConfusion(matrix: readonly (readonly number[])[]) {
  let worst = { actual: 0, predicted: 0, images: 0 };
  matrix.forEach((row, actual) => {
    row.forEach((images, predicted) => {
      if (actual !== predicted && images > worst.images) worst = { actual, predicted, images };
    });
  });
  return worst;
}
