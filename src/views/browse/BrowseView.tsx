import { useDeferredValue, useEffect } from 'react';
import { loadDataset, useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { BrowseScreen } from './BrowseScreen';
import styles from './BrowseView.module.css';
import { LoadingImages } from './LoadingImages';
import { useLoadSeconds } from './use-load-seconds';

/** The Browse screen: every image of the data set, to look at and to look into. */
export default function BrowseView() {
  const status = useDataset((state) => state.status);
  // Deferred: the whole screen then renders in small slices, not in one task that blocks the page.
  const dataset = useDeferredValue(useDataset((state) => state.dataset));
  const requested = useDataset((state) => state.requested);
  const seconds = useLoadSeconds();
  useEffect(() => {
    if (status === 'idle') void loadDataset(requested);
  }, [status, requested]);
  if (dataset) return <BrowseScreen dataset={dataset} loadSeconds={seconds} />;
  return status === 'failed' ? <LoadFailed /> : <LoadingImages seconds={seconds ?? 0} />;
}

function LoadFailed() {
  const { browse, common, failureText } = useMessages();
  const { failure, requested } = useDataset();
  const text = failure && failureText(failure);
  return (
    <div className={styles.failed}>
      <h1>{browse.title}</h1>
      <Notice
        tone="error"
        title={browse.loading.failed}
        actions={
          <Button variant="primary" onPress={() => void loadDataset(requested)}>
            {common.actions.tryAgain}
          </Button>
        }
      >
        {text && <p>{text.happened}</p>}
        {text && <p>{text.next}</p>}
      </Notice>
    </div>
  );
}
