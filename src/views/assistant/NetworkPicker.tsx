import { useEffect } from 'react';
import type { Failure } from '../../domain/failure';
import {
  chooseNetwork,
  listNetworks,
  type NetworkOption,
  useNetworks,
} from '../../stores/networks';
import { askPhotoConfusion } from '../../stores/photo-confusion';
import { useMessages } from '../../stores/preferences';
import { useNetworkChoices } from '../../stores/use-network-choices';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/SelectField';
import styles from './AssistantView.module.css';

/** Which network answers, and how right it is about photos. */
export function NetworkPicker() {
  const { networks } = useMessages();
  const { choices, chosen } = useNetworkChoices('photos');
  const failure = useNetworks((state) => state.failure);
  useEffect(() => askShare(chosen), [chosen]);
  if (!chosen && failure) return <NoNetwork failure={failure} />;
  if (!chosen) return <p className={styles.hint}>{networks.loading}</p>;
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

/** Why there is none at all, and what to do: without one, no photo can be answered. */
function NoNetwork({ failure }: { failure: Failure }) {
  const { common, failureText } = useMessages();
  const { happened, next } = failureText(failure);
  return (
    <div className={styles.noNetwork}>
      <p className={styles.hint}>
        {happened} {next}
      </p>
      <Button size="small" onPress={() => void listNetworks()}>
        {common.actions.tryAgain}
      </Button>
    </div>
  );
}

/** The record of the network for photos has it; of the others it is fetched when it is to be shown. */
function askShare(network: NetworkOption | null): void {
  if (network && network.kind !== 'photo') void askPhotoConfusion(network);
}
