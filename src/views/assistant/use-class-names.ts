import { useMemo } from 'react';
import { FASHION_CLASSES } from '../../domain/dataset';
import { classNames } from '../../i18n/dataset-names';
import { chosenNetwork, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';

/** Names of the ten answers of the chosen network, in the language in use. */
export function useClassNames(): string[] {
  const { common } = useMessages();
  const dataset = useNetworks((state) => chosenNetwork(state)?.record.dataset);
  return useMemo(
    () => classNames(dataset ?? { classes: [...FASHION_CLASSES] }, common),
    [dataset, common],
  );
}
