import { balanceOf } from '../../../domain/own-data-balance';
import { classNames } from '../../../i18n/dataset-names';
import type { OwnDataset } from '../../../stores/own-data';
import { useMessages } from '../../../stores/preferences';
import { Icon } from '../../../ui/icons';
import styles from './own-data.module.css';

/** Says that classes are missing or of very different size; nothing where all is well. */
export function BalanceNote({ dataset: { info, classCounts } }: { dataset: OwnDataset }) {
  const { common, ownData } = useMessages();
  const warning = classCounts && balanceOf(classCounts);
  if (!warning) return null;
  const names = classNames(info, common);
  const nameOf = (label: number) => names[label] ?? String(label);
  return (
    <p className={styles.warning}>
      <Icon name="warning" size={16} />
      <span>
        {warning.code === 'missing'
          ? ownData.balance.missing({ names: warning.labels.map(nameOf) })
          : ownData.balance.uneven({
              times: warning.times,
              largest: nameOf(warning.largest),
              smallest: nameOf(warning.smallest),
            })}
      </span>
    </p>
  );
}
