import { useEffect, useLayoutEffect, useRef } from 'react';
import { BUILT_IN_DATASETS, type DatasetId } from '../../domain/dataset';
import type { Messages } from '../../i18n/messages';
import { useDataset } from '../../stores/dataset';
import {
  chooseDataset,
  ensureOwnDataListed,
  type OwnDataset,
  useOwnData,
} from '../../stores/own-data';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { SelectField, type SelectOption } from '../../ui/SelectField';
import { Tooltip } from '../../ui/Tooltip';
import styles from './DataPicker.module.css';
import { setOwnDataOpen } from './use-data-address';

/** Choosing may replace the screen around the picker; the next one then takes the focus over. */
let hadFocus = false;

/** Which data set is shown, and the way to opening others. */
export function DataPicker() {
  const messages = useMessages();
  const { ownData } = messages;
  const requested = useDataset((state) => state.requested);
  const list = useOwnData((state) => state.list);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => void ensureOwnDataListed(), []);
  useLayoutEffect(() => {
    const picker = ref.current;
    if (hadFocus) picker?.querySelector('button')?.focus();
    hadFocus = false;
    return () => {
      hadFocus = picker?.contains(document.activeElement) ?? false;
    };
  }, []);
  return (
    <div ref={ref} className={styles.picker}>
      <SelectField
        label={ownData.picker}
        isLabelHidden
        options={datasetOptions(list ?? [], requested, messages)}
        value={requested}
        onChange={chooseDataset}
      />
      <Tooltip text={ownData.openMore}>
        <Button icon="plus" aria-label={ownData.openMore} onPress={() => setOwnDataOpen(true)} />
      </Tooltip>
    </div>
  );
}

/** The built-in data sets, then the own ones; a chosen one that is not there is listed too. */
function datasetOptions(
  list: readonly OwnDataset[],
  chosen: DatasetId,
  { common, ownData }: Messages,
): SelectOption<DatasetId>[] {
  const builtIn = BUILT_IN_DATASETS.map((id) => {
    const { name: label, description } = common.datasets[id];
    return { id: id as DatasetId, label, description };
  });
  const own = list.map(({ info }) => ({
    id: info.id as DatasetId,
    label: info.name,
    description: ownData.description(info.counts),
  }));
  const options = [...builtIn, ...own];
  if (options.some(({ id }) => id === chosen)) return options;
  return [...options, { id: chosen, label: chosen, description: ownData.missing }];
}
