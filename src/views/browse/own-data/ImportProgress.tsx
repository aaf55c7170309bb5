import type { Importing } from '../../../stores/own-data';
import { useMessages } from '../../../stores/preferences';
import { Button } from '../../../ui/Button';
import { ProgressBar } from '../../../ui/ProgressBar';
import styles from './own-data.module.css';

/** Props of {@link ImportProgress}. */
export interface ImportProgressProps {
  importing: Importing;
  onCancel: () => void;
}

/** Before so much is read, the time left is a guess. */
const TELLING_SHARE = 0.1;

/** How far reading has come, how long it will take, and a way out. */
export function ImportProgress({ importing, onCancel }: ImportProgressProps) {
  const { common, ownData } = useMessages();
  const { progress: texts } = ownData;
  const { name, progress, startedAt } = importing;
  const share = progress && Math.min(1, progress.bytes / Math.max(1, progress.totalBytes));
  const elapsed = (performance.now() - startedAt) / 1000;
  const details: string[] = [];
  if (progress && share !== null) {
    const { bytes, totalBytes: total, images } = progress;
    details.push(texts.bytes({ bytes, total }), texts.images({ images }));
    if (share === 1) details.push(texts.finishing);
    else if (share > TELLING_SHARE) {
      details.push(texts.left({ seconds: Math.ceil((elapsed * (1 - share)) / share) }));
    }
  }
  return (
    <div className={styles.progress}>
      <ProgressBar
        label={texts.label({ name })}
        share={share}
        valueText={share === null ? undefined : common.format.percent(share, 0)}
        detail={details.join(' · ')}
      />
      <Button autoFocus onPress={onCancel}>
        {texts.cancel}
      </Button>
    </div>
  );
}
