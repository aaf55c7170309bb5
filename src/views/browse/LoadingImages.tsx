import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { ProgressBar } from '../../ui/ProgressBar';
import { Skeleton } from '../../ui/Skeleton';
import styles from './LoadingImages.module.css';
import layout from './layout.module.css';

/** Instead of the images while they load: how many are there, on the outline of the screen. */
export function LoadingImages({ seconds }: { seconds: number }) {
  const { browse, common } = useMessages();
  const progress = useDataset((state) => state.progress);
  const share = progress ? progress.images / Math.max(1, progress.totalImages) : null;
  return (
    <div className={layout.screen}>
      <div className={layout.side}>
        <h1>{browse.title}</h1>
        <Skeleton height="2.5rem" />
        <Skeleton height="60%" />
      </div>
      <div className={layout.work}>
        <div className={styles.progress}>
          <ProgressBar
            label={browse.loading.label}
            share={share}
            valueText={share === null ? undefined : common.format.percent(share, 0)}
            detail={
              progress
                ? browse.loading.detail({
                    images: progress.images,
                    total: progress.totalImages,
                    seconds,
                  })
                : browse.loading.starting
            }
          />
        </div>
        <div className={styles.field} aria-hidden="true" />
      </div>
    </div>
  );
}
