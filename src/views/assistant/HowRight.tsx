import { useEffect } from 'react';
import { wilson } from '../../domain/trends/interval';
import { accuracyFrom, photoAccuracy } from '../../domain/trends/photo-accuracy';
import type { PhotoConfusion } from '../../domain/trends/photo-confusion';
import { datasetName } from '../../i18n/dataset-names';
import type { Messages } from '../../i18n/messages';
import { chosenNetwork, type NetworkOption, useNetworks } from '../../stores/networks';
import {
  askPhotoConfusion,
  confusionFailure,
  knownConfusion,
  usePhotoConfusions,
} from '../../stores/photo-confusion';
import { useMessages } from '../../stores/preferences';
import { usualThreshold } from '../../stores/threshold';
import { Button } from '../../ui/Button';
import { Disclosure } from '../../ui/charts/Disclosure';
import { Notice } from '../../ui/Notice';
import { AccuracyTable } from './AccuracyTable';
import styles from './HowRight.module.css';
import { MeasuredBy } from './MeasuredBy';
import { OnTestImages } from './OnTestImages';

/** What the network that answers was trained on, and how right it is; fetched once this is opened. */
export function HowRight() {
  const { howRight } = useMessages().assistant;
  const network = useNetworks(chosenNetwork);
  if (!network) return null;
  return (
    <div className={styles.place}>
      <Disclosure label={howRight.title}>{() => <Facts network={network} />}</Disclosure>
    </div>
  );
}

function Facts({ network }: { network: NetworkOption }) {
  const messages = useMessages();
  useEffect(() => void askPhotoConfusion(network), [network]);
  return (
    <div className={styles.facts}>
      <p>{trainedOn(network, messages)}</p>
      <Measurement network={network} />
    </div>
  );
}

function Measurement({ network }: { network: NetworkOption }) {
  const { assistant, common, failureText } = useMessages();
  const texts = assistant.howRight;
  const measured = usePhotoConfusions((state) => knownConfusion(state, network));
  const failure = usePhotoConfusions((state) => confusionFailure(state, network));
  if (measured) return <Measured network={network} measured={measured} />;
  if (measured === null) return <NotOnPhotos network={network} />;
  if (!failure) return <p role="status">{texts.loading}</p>;
  return (
    <Notice
      tone="error"
      title={texts.failed}
      actions={
        <Button onPress={() => void askPhotoConfusion(network)}>{common.actions.tryAgain}</Button>
      }
    >
      {failureText(failure).happened} {failureText(failure).next}
    </Notice>
  );
}

function NotOnPhotos({ network }: { network: NetworkOption }) {
  const { howRight } = useMessages().assistant;
  const isOwn = network.kind === 'current' || network.kind === 'stored';
  return (
    <>
      <p>{howRight.notMeasured}</p>
      {isOwn && <OnTestImages run={network.record} />}
    </>
  );
}

interface MeasuredProps {
  network: NetworkOption;
  measured: PhotoConfusion;
}

function Measured({ network, measured }: MeasuredProps) {
  const { howRight } = useMessages().assistant;
  const accuracy = photoAccuracy(measured);
  const { right, pictures: photos } = accuracy;
  const { people } = measured;
  const threshold = usualThreshold(network);
  const sure = accuracyFrom(measured, threshold);
  return (
    <>
      <p>
        <strong>{howRight.overall({ right, photos, people, share: right / photos })}</strong>{' '}
        {howRight.overallInterval(wilson(right, photos))}
      </p>
      {sure.answered > 0 && (
        <p>
          {howRight.usual({
            threshold,
            answered: sure.answered / photos,
            right: sure.right / sure.answered,
          })}
        </p>
      )}
      <AccuracyTable accuracy={accuracy} words={howRight} />
      <p className={styles.note}>
        {howRight.measuredOn} <MeasuredBy method={measured.method} />
      </p>
      <p className={styles.note}>{howRight.limits}</p>
    </>
  );
}

function trainedOn(network: NetworkOption, { assistant, common }: Messages): string {
  const texts = assistant.howRight.trainedOn;
  if (network.kind === 'photo') return texts.photo(network.record.training);
  const { kind, record } = network;
  const { dataset } = record;
  const images = dataset.trainingImages;
  if (kind === 'shipped' || kind === 'forPhotos') return texts[kind]({ images });
  return texts.own({ name: datasetName(dataset, common), images });
}
