import type { Messages } from '../i18n/messages';
import { chosenNetwork, type NetworkOption, useNetworks } from './networks';
import { useMessages } from './preferences';

/** A network as a picker lists it. */
export interface NetworkChoice {
  id: string;
  label: string;
  description: string;
}

/** The networks there are in words, and which of them answers; null while none is known. */
export function useNetworkChoices(): { choices: NetworkChoice[]; chosen: NetworkOption | null } {
  const messages = useMessages();
  const chosen = useNetworks(chosenNetwork);
  const options = useNetworks((state) => state.options);
  return { choices: options.map((option) => choiceOf(option, messages)), chosen };
}

function choiceOf(option: NetworkOption, messages: Messages): NetworkChoice {
  const { networks, settings, common } = messages;
  if (option.kind === 'photo') {
    const { training, validation } = option.record;
    const description = networks.photo.measured({ training: training.photos, ...validation });
    return { id: option.id, label: networks.photo.name, description };
  }
  const { id, kind, record } = option;
  const model = settings.models[record.settings.model].name;
  const when = new Date(record.createdAt).toLocaleString(common.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const label = kind === 'stored' ? networks.stored({ model, when }) : networks[kind];
  const last = record.history.at(-1);
  const accuracy = last?.validationAccuracy ?? null;
  let description = networks.unmeasured({ model });
  if (record.result) description = networks.tested({ model, accuracy: record.result.accuracy });
  else if (last && accuracy !== null) {
    description = networks.validated({ model, accuracy, epochs: last.epoch });
  }
  return { id, label, description };
}
