import { Skeleton } from '../ui/Skeleton';
import { VisuallyHidden } from '../ui/VisuallyHidden';
import type { ScreenLayout } from './routes';
import styles from './ScreenSkeleton.module.css';

/** Props of {@link ScreenSkeleton}. */
export interface ScreenSkeletonProps {
  layout: ScreenLayout;
  label: string;
}

/** The outline of a screen while its code loads: a side bar and the work beside it. */
export function ScreenSkeleton({ layout, label }: ScreenSkeletonProps) {
  return (
    <div className={styles[layout]}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <div className={styles.side}>
        <Skeleton width="60%" height="1.75rem" />
        <Skeleton height="2.5rem" />
        <Skeleton height="16rem" />
      </div>
      <div className={styles.work}>
        <Skeleton height="2.5rem" />
        <Skeleton height="24rem" />
      </div>
    </div>
  );
}
