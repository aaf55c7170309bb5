import { memo, useDeferredValue } from 'react';
import type { Dataset } from '../../domain/dataset';
import { loadDataset, useDataset } from '../../stores/dataset';
import { chooseDataset } from '../../stores/own-data';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { BrowseScreen } from './BrowseScreen';
import styles from './BrowseView.module.css';
import { DataPicker } from './DataPicker';
import { LoadingImages } from './LoadingImages';
import { OwnDataSheet } from './own-data/OwnDataSheet';
import { setOwnDataOpen, useDataAddress, useOwnDataSheet } from './use-data-address';
import { useLoadSeconds } from './use-load-seconds';

/** The Browse screen: every image of the data set, to look at and to look into. */
export default function BrowseView() {
  // Deferred: the whole screen then renders in small slices, not in one task that blocks the page.
  const { status, dataset } = useDeferredValue(useDataset());
  const seconds = useDeferredValue(useLoadSeconds());
  const [isSheetOpen, setSheetOpen] = useOwnDataSheet();
  useDataAddress();
  return (
    <>
      <Screen
        dataset={dataset}
        hasFailed={status === 'failed'}
        seconds={seconds}
        isCovered={isSheetOpen}
      />
      {isSheetOpen && <OwnDataSheet onClose={() => setSheetOpen(false)} />}
    </>
  );
}

interface ScreenProps {
  dataset: Dataset | null;
  hasFailed: boolean;
  seconds: number | null;
  isCovered: boolean;
}

/** The images, or what is there instead of them; not rendered again for what lies over it. */
const Screen = memo(function Screen({ dataset, hasFailed, seconds, isCovered }: ScreenProps) {
  if (dataset) {
    const props = { dataset, loadSeconds: seconds, isCovered };
    return <BrowseScreen key={dataset.id} {...props} />;
  }
  return hasFailed ? <LoadFailed /> : <LoadingImages seconds={seconds ?? 0} />;
});

function LoadFailed() {
  const { browse, common, failureText } = useMessages();
  const { failure, requested } = useDataset();
  const text = failure && failureText(failure);
  const tryAgain = (
    <Button variant="primary" onPress={() => void loadDataset(requested)}>
      {common.actions.tryAgain}
    </Button>
  );
  return (
    <div className={styles.failed}>
      <h1>{browse.title}</h1>
      <DataPicker />
      <Notice
        tone="error"
        title={browse.loading.failed}
        actions={failure?.code === 'own-dataset-missing' ? <MissingActions /> : tryAgain}
      >
        {text && <p>{text.happened}</p>}
        {text && <p>{text.next}</p>}
      </Notice>
    </div>
  );
}

/** Trying again would not bring back a data set that is not in this browser. */
function MissingActions() {
  const { ownData } = useMessages();
  return (
    <>
      <Button variant="primary" onPress={() => setOwnDataOpen(true)}>
        {ownData.openMore}
      </Button>
      <Button onPress={() => chooseDataset('fashion-mnist')}>{ownData.useBuiltIn}</Button>
    </>
  );
}
