import { useMemo } from 'react';
import { outlinePath } from '../../domain/photo/outline';
import type { Mask } from '../../domain/photo/photo';
import styles from './MaskOutline.module.css';

/** Props of {@link MaskOutline}. */
export interface MaskOutlineProps {
  mask: Mask;
  /** As the picture below lies in its place: all of it in the middle, or stretched. */
  fit: 'contain' | 'fill';
}

/** The edge of what was taken as garment, over a picture that fills the same place. */
export function MaskOutline({ mask, fit }: MaskOutlineProps) {
  const path = useMemo(() => outlinePath(mask), [mask]);
  return (
    <svg
      className={styles.outline}
      viewBox={`0 0 ${mask.width} ${mask.height}`}
      preserveAspectRatio={fit === 'contain' ? 'xMidYMid meet' : 'none'}
      aria-hidden="true"
    >
      {/* Light on dark, so that it shows on every garment. */}
      <path d={path} className={styles.below} />
      <path d={path} className={styles.above} />
    </svg>
  );
}
