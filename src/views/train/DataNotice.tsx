import { loadDataset, useDataset } from '../../stores/dataset';
import { chooseDataset } from '../../stores/own-data';
import { useMessages } from '../../stores/preferences';
import { navigate } from '../../stores/route';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { ProgressBar } from '../../ui/ProgressBar';

/** Progress of loading the images, or why it failed. */
export function DataNotice() {
  const t = useMessages();
  const { status, progress, requested, failure } = useDataset();
  if (status === 'failed' && failure) {
    const { happened, next } = t.failureText(failure);
    return (
      <Notice
        tone="error"
        title={happened}
        actions={
          failure.code === 'own-dataset-missing' ? (
            <MissingActions />
          ) : (
            <Button onPress={() => void loadDataset(requested)}>{t.common.actions.tryAgain}</Button>
          )
        }
      >
        {next}
      </Notice>
    );
  }
  if (status !== 'loading') return null;
  const share = progress && progress.images / progress.totalImages;
  const { count } = t.common.format;
  const detail = progress
    ? `${count(progress.images)} / ${count(progress.totalImages)}`
    : undefined;
  return <ProgressBar label={t.train.state.loading} share={share} valueText={detail} />;
}

/** Trying again would not bring back a data set that is not in this browser. */
function MissingActions() {
  const { ownData } = useMessages();
  return (
    <>
      <Button onPress={() => navigate('browse', 'own-data')}>{ownData.openMore}</Button>
      <Button onPress={() => chooseDataset('fashion-mnist')}>{ownData.useBuiltIn}</Button>
    </>
  );
}
