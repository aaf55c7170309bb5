import { useEffect, useState } from 'react';
import { useDataset } from '../../stores/dataset';

/**
 * Seconds that loading the images has taken: so far while it lasts, in all once it has ended; null
 * where this screen did not see it begin.
 */
export function useLoadSeconds(): number | null {
  const status = useDataset((state) => state.status);
  const progress = useDataset((state) => state.progress);
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    if (status === 'loading') setStartedAt(performance.now());
  }, [status]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every progress is a tick of the clock
  useEffect(() => {
    if (startedAt !== null && (status === 'loading' || status === 'ready')) {
      setSeconds((performance.now() - startedAt) / 1000);
    }
  }, [status, progress, startedAt]);
  return seconds;
}
