import type { RunRecord } from '../../domain/run';
import { wilson } from '../../domain/trends/interval';
import { testAccuracy } from '../../domain/trends/photo-accuracy';
import { datasetName } from '../../i18n/dataset-names';
import { useMessages } from '../../stores/preferences';
import { AccuracyTable } from './AccuracyTable';
import styles from './HowRight.module.css';

/** How right a person's own run is on the test images of its data set; nothing where it was not tested. */
export function OnTestImages({ run }: { run: RunRecord }) {
  const { assistant, common } = useMessages();
  const { overallInterval, onTestImages: texts } = assistant.howRight;
  if (!run.result) return null;
  const accuracy = testAccuracy(run.result.confusion);
  const { right, pictures: images } = accuracy;
  if (images === 0) return null;
  return (
    <>
      <p>{texts.about({ name: datasetName(run.dataset, common) })}</p>
      <p>
        <strong>{texts.overall({ right, images, share: right / images })}</strong>{' '}
        {overallInterval(wilson(right, images))}
      </p>
      <AccuracyTable accuracy={accuracy} words={texts} />
      <p className={styles.note}>{texts.limits}</p>
    </>
  );
}
