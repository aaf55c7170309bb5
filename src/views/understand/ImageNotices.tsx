import { loadDataset, useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { ProgressBar } from '../../ui/ProgressBar';
import { type ImageInQuestion, showImage } from './use-image';

/** Why there is no image to look at yet, and what can be done about it. */
export function ImageNotices({ image }: { image: ImageInQuestion }) {
  const { understand } = useMessages();
  switch (image.kind) {
    case 'dataset':
    case 'photo':
      return null;
    case 'gone':
      return (
        <Notice
          tone="info"
          title={understand.image.gone}
          actions={
            <Button variant="primary" onPress={() => showImage({ split: 'test', index: 0 })}>
              {understand.image.useDataset}
            </Button>
          }
        >
          <p>{understand.image.goneBody}</p>
        </Notice>
      );
    case 'loading':
      return <Loading />;
    case 'failed':
      return <Failed />;
    default:
      return image satisfies never;
  }
}

function Loading() {
  const { understand, common } = useMessages();
  const texts = understand.loading;
  const progress = useDataset((state) => state.progress);
  if (!progress) return <ProgressBar label={texts.images} share={null} detail={texts.starting} />;
  const { images, totalImages: total } = progress;
  const share = images / Math.max(1, total);
  return (
    <ProgressBar
      label={texts.images}
      share={share}
      valueText={common.format.percent(share, 0)}
      detail={texts.detail({ images, total })}
    />
  );
}

function Failed() {
  const { understand, common, failureText } = useMessages();
  const { failure, requested } = useDataset();
  const text = failure && failureText(failure);
  return (
    <Notice
      tone="error"
      title={understand.loading.imagesFailed}
      actions={
        <Button variant="primary" onPress={() => void loadDataset(requested)}>
          {common.actions.tryAgain}
        </Button>
      }
    >
      {text && <p>{text.happened}</p>}
      {text && <p>{text.next}</p>}
    </Notice>
  );
}
