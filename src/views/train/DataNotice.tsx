import { loadDataset, useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
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
          <Button onPress={() => void loadDataset(requested)}>{t.common.actions.tryAgain}</Button>
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
