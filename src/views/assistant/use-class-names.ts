import { useMemo } from 'react';
import { FASHION_CLASSES } from '../../domain/dataset';
import { classNames } from '../../i18n/dataset-names';
import { chosenNetwork, type NetworkOption, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';

/** Names of the classes of the chosen network, in the language in use: for what that one says. */
export function useClassNames(): string[] {
  return useNamesOf(useNetworks(chosenNetwork));
}

/** The same of a certain network. */
export function useNamesOf(network: NetworkOption | null): string[] {
  const { common } = useMessages();
  const dataset = network?.record.dataset;
  return useMemo(
    () => classNames(dataset ?? { classes: [...FASHION_CLASSES] }, common),
    [dataset, common],
  );
}
