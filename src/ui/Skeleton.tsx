import styles from './Skeleton.module.css';

/** Props of {@link Skeleton}; sizes are CSS lengths. */
export interface SkeletonProps {
  width?: string | undefined;
  height: string;
}

/** The place of something that is still loading, so that nothing jumps when it comes. */
export function Skeleton({ width = '100%', height }: SkeletonProps) {
  return <div className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}
