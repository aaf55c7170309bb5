import { useBackend } from '../../stores/backend';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { useTrainingMemory } from '../../stores/training-memory';

/** Why a run cannot be started, in words; null when it can, if only after some waiting. */
export function useBlocked(): string | null {
  const t = useMessages();
  const { blocked } = t.train;
  const tooLarge = useTrainingMemory(({ failure }) => failure);
  const isWithoutImages = useDataset(({ status }) => status === 'failed');
  const isWithoutBackend = useBackend(
    ({ choice, active, checks, checking }) =>
      choice === 'auto' && checking === null && checks.length > 0 && active === null,
  );
  if (isWithoutImages) return blocked.noImages;
  if (isWithoutBackend) return blocked.noBackend;
  if (!tooLarge) return null;
  const { happened, next } = t.failureText(tooLarge);
  return `${happened} ${next}`;
}

/** What a run started now would wait for, in words; null when it would begin at once. */
export function useWaiting(): string | null {
  const { blocked } = useMessages().train;
  const isLoading = useDataset(({ status }) => status === 'loading');
  const isChecking = useBackend(({ checking }) => checking !== null);
  if (isLoading) return blocked.loadingImages;
  return isChecking ? blocked.checkingBackends : null;
}
