import { datasetName } from '../i18n/dataset-names';
import type { Messages } from '../i18n/messages';
import { type BackendState, useBackend } from '../stores/backend';
import { type DatasetState, useDataset } from '../stores/dataset';
import { useMessages } from '../stores/preferences';
import { classes } from '../ui/classes';
import styles from './StatusBar.module.css';

/** The line at the foot: which images are loaded, and what computes. */
export function StatusBar() {
  const messages = useMessages();
  const { status } = messages.shell;
  const dataset = useDataset();
  return (
    <footer className={styles.bar}>
      <dl>
        <div className={classes(dataset.dataset && styles.selfEvident)}>
          <dt>{status.dataset}</dt>
          <dd>{datasetText(dataset, messages)}</dd>
        </div>
        <div>
          <dt>{status.backend}</dt>
          <dd>{backendText(useBackend(), messages)}</dd>
        </div>
      </dl>
    </footer>
  );
}

function datasetText({ status, dataset, progress }: DatasetState, messages: Messages): string {
  const texts = messages.shell.status;
  if (dataset) {
    return texts.datasetReady({
      name: datasetName(dataset, messages.common),
      images: dataset.train.count + dataset.test.count,
    });
  }
  if (status === 'failed') return texts.datasetFailed;
  if (status === 'idle') return texts.datasetIdle;
  const share = progress ? progress.images / progress.totalImages : 0;
  return texts.datasetLoading({ percent: messages.common.format.percent(share, 0) });
}

function backendText({ choice, active, checking }: BackendState, messages: Messages): string {
  const texts = messages.shell.status;
  if (checking) return texts.backendChecking({ name: messages.backendNames[checking] });
  if (!active) return texts.backendIdle;
  const name = messages.backendNames[active];
  return choice === 'auto' ? texts.backendAuto({ name }) : name;
}
