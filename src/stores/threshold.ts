/** How sure an answer must be: as a person set it, or as is usual for the network that answers. */
import { DEFAULT_THRESHOLD } from '../domain/photo/verdict';
import { chosenNetwork, type NetworkOption, useNetworks } from './networks';
import { usePreferences } from './preferences';

/** Outside of components. */
export function presentThreshold(): number {
  const { threshold } = usePreferences.getState();
  return threshold ?? usualThreshold(chosenNetwork(useNetworks.getState()));
}

/** In components, which follow it. */
export function useThreshold(): number {
  const threshold = usePreferences((state) => state.threshold);
  const network = useNetworks(chosenNetwork);
  return threshold ?? usualThreshold(network);
}

/** Each network's is chosen on photos: the surest 80 % of those that it was validated on are answered. */
export function usualThreshold(network: NetworkOption | null): number {
  return network?.kind === 'photo' ? network.record.usualThreshold : DEFAULT_THRESHOLD;
}
