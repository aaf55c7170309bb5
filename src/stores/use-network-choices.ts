import type { RunRecord } from '../domain/run';
import { photoAccuracy } from '../domain/trends/photo-accuracy';
import type { PhotoConfusion } from '../domain/trends/photo-confusion';
import type { Messages } from '../i18n/messages';
import { chosenNetwork, type NetworkOption, useNetworks } from './networks';
import { knownConfusion, usePhotoConfusions } from './photo-confusion';
import { useMessages } from './preferences';

/** A network as a picker lists it. */
export interface NetworkChoice {
  id: string;
  label: string;
  description: string;
}

/**
 * The networks there are in words, and which of them answers; null while none is known.
 * @param measuredOn whether descriptions say how right they are about test images or, where that has been
 *   fetched, about photos; what was trained on photos says the latter anyhow
 */
export function useNetworkChoices(measuredOn: 'images' | 'photos' = 'images'): {
  choices: NetworkChoice[];
  chosen: NetworkOption | null;
} {
  const messages = useMessages();
  const chosen = useNetworks(chosenNetwork);
  const options = useNetworks((state) => state.options);
  const measured = usePhotoConfusions((state) => state.measured);
  const choices = options.map((option) => {
    const onPhotos = measuredOn === 'photos' ? knownConfusion({ measured }, option) : null;
    return choiceOf(option, onPhotos ?? null, messages);
  });
  return { choices, chosen };
}

/** What a network is called wherever it is spoken of, also after it has ceased to be the present run. */
export function networkName(
  option: NetworkOption,
  { networks, settings, common }: Messages,
): string {
  const { kind, record } = option;
  switch (kind) {
    case 'photo':
      return networks.photo.name;
    case 'shipped':
    case 'forPhotos':
      return networks[kind];
    case 'current':
    case 'stored': {
      const when = new Date(record.createdAt).toLocaleString(common.locale, {
        dateStyle: 'medium',
        timeStyle: 'short',
      });
      return networks.stored({ model: settings.models[record.settings.model].name, when });
    }
    default:
      return kind satisfies never;
  }
}

function choiceOf(
  option: NetworkOption,
  onPhotos: PhotoConfusion | null,
  messages: Messages,
): NetworkChoice {
  const { networks, settings } = messages;
  if (option.kind === 'photo') {
    const { training, validation } = option.record;
    const description = networks.photo.measured({ training: training.photos, ...validation });
    return { id: option.id, label: networkName(option, messages), description };
  }
  const { id, kind, record } = option;
  const label = kind === 'current' ? networks.current : networkName(option, messages);
  const model = settings.models[record.settings.model].name;
  const onImages = imagesText(record, model, messages);
  const description = onPhotos ? photosText(onPhotos, onImages, messages) : onImages;
  return { id, label, description };
}

function imagesText({ result, history }: RunRecord, model: string, { networks }: Messages): string {
  if (result) return networks.tested({ model, accuracy: result.accuracy });
  const last = history.at(-1);
  const accuracy = last?.validationAccuracy ?? null;
  return last && accuracy !== null
    ? networks.validated({ model, accuracy, epochs: last.epoch })
    : networks.unmeasured({ model });
}

function photosText(measured: PhotoConfusion, onImages: string, { networks }: Messages): string {
  const { pictures: photos, right } = photoAccuracy(measured);
  const { people } = measured;
  return networks.onPhotos({ photos, people, accuracy: right / photos, onImages });
}
