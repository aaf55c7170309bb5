import { chooseNetwork } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { useRun } from '../../stores/run-state';
import { useNetworkChoices } from '../../stores/use-network-choices';
import { SelectField } from '../../ui/SelectField';

/** Which network is looked into. */
export function NetworkPicker() {
  const { networks, understand } = useMessages();
  const { choices, chosen } = useNetworkChoices();
  const isTraining = useRun(({ status }) => status === 'running');
  const choice = choices.find(({ id }) => id === chosen?.id);
  if (!chosen || !choice) return null;
  const isLive = isTraining && chosen.kind === 'current';
  return (
    <SelectField
      label={networks.label}
      options={choices}
      value={chosen.id}
      onChange={chooseNetwork}
      help={isLive ? understand.networkLive : choice.description}
    />
  );
}
