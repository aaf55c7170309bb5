import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { classes } from '../../ui/classes';
import { ProgressBar } from '../../ui/ProgressBar';
import { Skeleton } from '../../ui/Skeleton';
import { useMediaQuery } from '../../ui/use-media-query';
import { AboutImages } from './AboutImages';
import { DataPicker } from './DataPicker';
import styles from './LoadingImages.module.css';
import layout from './layout.module.css';
import { PANEL_QUERY } from './panel-query';

/**
 * Instead of the images while they load: how many are there, on the outline of the screen, and
 * something to read.
 */
export function LoadingImages({ seconds }: { seconds: number }) {
  const { browse } = useMessages();
  const hasPanel = useMediaQuery(PANEL_QUERY);
  return (
    <div className={classes(layout.screen, hasPanel && layout.withPanel)}>
      <div className={layout.side}>
        <h1 className={layout.title}>{browse.title}</h1>
        <DataPicker />
        <Skeleton height="2.5rem" />
        <div className={styles.list}>
          <Skeleton height="100%" />
        </div>
      </div>
      <div className={layout.work}>
        <div className={styles.progress}>
          <LoadProgress seconds={seconds} />
        </div>
        <div className={styles.field} aria-hidden="true" />
      </div>
      {hasPanel && (
        <div className={layout.panel}>
          <AboutImages />
        </div>
      )}
    </div>
  );
}

function LoadProgress({ seconds }: { seconds: number }) {
  const { browse, common } = useMessages();
  const progress = useDataset((state) => state.progress);
  if (!progress) {
    return (
      <ProgressBar label={browse.loading.label} share={null} detail={browse.loading.starting} />
    );
  }
  const { images, totalImages: total } = progress;
  const share = images / Math.max(1, total);
  return (
    <ProgressBar
      label={browse.loading.label}
      share={share}
      valueText={common.format.percent(share, 0)}
      detail={browse.loading.detail({ images, total, seconds })}
    />
  );
}
