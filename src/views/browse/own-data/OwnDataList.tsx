import { useState } from 'react';
import type { SplitOrigin } from '../../../domain/own-data';
import type { Messages } from '../../../i18n/messages';
import { announce } from '../../../stores/announcer';
import { useDataset } from '../../../stores/dataset';
import {
  chooseDataset,
  isTrainedOn,
  type OwnDataset,
  removeOwnData,
  useOwnData,
} from '../../../stores/own-data';
import { useMessages } from '../../../stores/preferences';
import { useRun } from '../../../stores/run-state';
import { Button } from '../../../ui/Button';
import { Section } from '../../../ui/Section';
import { BalanceNote } from './BalanceNote';
import styles from './own-data.module.css';

/** Bytes of an image with its label. */
const IMAGE_BYTES = 785;

/** The data sets that are in this browser. */
export function OwnDataList() {
  const { list: texts } = useMessages().ownData;
  const list = useOwnData((state) => state.list);
  return (
    <Section look="plain" title={texts.title}>
      {list === null && <p className={styles.note}>{texts.looking}</p>}
      {list?.length === 0 && <p className={styles.note}>{texts.empty}</p>}
      <ul className={styles.list}>
        {list?.map((dataset) => (
          <li key={dataset.info.id}>
            <Entry dataset={dataset} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Entry({ dataset }: { dataset: OwnDataset }) {
  const { list: texts } = useMessages().ownData;
  const { info, isStored } = dataset;
  const { name, counts, split, files } = info;
  const isChosen = useDataset((state) => state.requested === info.id);
  const [isAsking, setIsAsking] = useState(false);
  const bytes = (counts.train + counts.test) * IMAGE_BYTES;
  return (
    <article className={styles.entry} aria-label={name}>
      <h3>{name}</h3>
      <p>{texts.counts({ ...counts, bytes })}</p>
      <p>{splitText(split, texts)}</p>
      <p>{texts.files({ names: files, date: new Date(info.createdAt) })}</p>
      {!isStored && <p className={styles.warning}>{texts.notStored}</p>}
      <BalanceNote dataset={dataset} />
      {isAsking ? (
        <Confirmation dataset={dataset} onKeep={() => setIsAsking(false)} />
      ) : (
        <div className={styles.buttons}>
          <Button
            size="small"
            isDisabled={isChosen}
            {...(isChosen ? {} : { 'aria-label': texts.chooseNamed({ name }) })}
            onPress={() => chooseDataset(info.id)}
          >
            {isChosen ? texts.chosen : texts.choose}
          </Button>
          <RemoveButton dataset={dataset} onPress={() => setIsAsking(true)} />
        </div>
      )}
    </article>
  );
}

function RemoveButton({ dataset, onPress }: { dataset: OwnDataset; onPress: () => void }) {
  const { list: texts } = useMessages().ownData;
  const { id, name } = dataset.info;
  const isInUse = useRun((run) => isTrainedOn(id, run));
  return (
    <>
      <Button
        size="small"
        isDisabled={isInUse}
        aria-label={texts.removeNamed({ name })}
        onPress={onPress}
      >
        {texts.remove}
      </Button>
      {isInUse && <span className={styles.note}>{texts.inUse}</span>}
    </>
  );
}

/** Removing cannot be undone, so it asks first. */
function Confirmation({ dataset, onKeep }: { dataset: OwnDataset; onKeep: () => void }) {
  const { list: texts } = useMessages().ownData;
  const { id, name } = dataset.info;
  const remove = () => {
    void removeOwnData(id);
    announce(texts.removed({ name }));
  };
  return (
    <div
      className={styles.confirmation}
      role="alertdialog"
      aria-label={texts.removeNamed({ name })}
    >
      <p>
        <strong>{texts.confirm.question({ name })}</strong> {texts.confirm.body}
      </p>
      <div className={styles.buttons}>
        <Button size="small" autoFocus onPress={onKeep}>
          {texts.confirm.keep}
        </Button>
        <Button size="small" variant="danger" onPress={remove}>
          {texts.confirm.remove}
        </Button>
      </div>
    </div>
  );
}

function splitText(split: SplitOrigin, texts: Messages['ownData']['list']): string {
  switch (split.kind) {
    case 'made':
      return texts.made({ share: split.testFraction, seed: split.seed });
    case 'base':
      return texts.fromBase({ base: split.base });
    case 'files':
      return texts.fromFiles;
    default:
      return split satisfies never;
  }
}
