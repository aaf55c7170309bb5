import { useBackend } from '../../stores/backend';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';

/** Why a run cannot be started now, in words; null when it can. */
export function useBlocked(): string | null {
  const { blocked } = useMessages().train;
  const data = useDataset((dataset) => dataset.status);
  const isChecking = useBackend(({ checking }) => checking !== null);
  const hasNone = useBackend(
    ({ choice, active, checks }) => choice === 'auto' && checks.length > 0 && active === null,
  );
  if (data === 'failed') return blocked.noImages;
  if (data !== 'ready') return blocked.loadingImages;
  if (isChecking) return blocked.checkingBackends;
  return hasNone ? blocked.noBackend : null;
}
