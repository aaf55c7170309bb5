import { chooseNetwork, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { useNetworkChoices } from '../../stores/use-network-choices';
import { SelectField } from '../../ui/SelectField';
import styles from './AssistantView.module.css';

/** Which network answers. */
export function NetworkPicker() {
  const { networks, failureText } = useMessages();
  const { choices, chosen } = useNetworkChoices();
  const failure = useNetworks((state) => state.failure);
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
      help={choices.find(({ id }) => id === chosen.id)?.description}
    />
  );
}
