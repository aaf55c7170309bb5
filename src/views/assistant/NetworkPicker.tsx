import { useEffect } from 'react';
import { chooseNetwork, type NetworkOption, useNetworks } from '../../stores/networks';
import { askPhotoConfusion } from '../../stores/photo-confusion';
import { useMessages } from '../../stores/preferences';
import { useNetworkChoices } from '../../stores/use-network-choices';
import { SelectField } from '../../ui/SelectField';
import styles from './AssistantView.module.css';

/** Which network answers, and how right it is about photos. */
export function NetworkPicker() {
  const { networks, failureText } = useMessages();
  const { choices, chosen } = useNetworkChoices('photos');
  const failure = useNetworks((state) => state.failure);
  useEffect(() => askShare(chosen), [chosen]);
  if (!chosen) {
    return (
      <p className={styles.hint}>{failure ? failureText(failure).happened : networks.loading}</p>
    );
  }
  return (
    <SelectField
      label={networks.label}
      options={choices}
      value={chosen.id}
      onChange={chooseNetwork}
      onOpen={() => useNetworks.getState().options.forEach(askShare)}
      help={choices.find(({ id }) => id === chosen.id)?.description}
    />
  );
}

/** The record of the network for photos has it; of the others it is fetched when it is to be shown. */
function askShare(network: NetworkOption | null): void {
  if (network && network.kind !== 'photo') void askPhotoConfusion(network);
}
