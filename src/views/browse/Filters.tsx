import { classNames } from '../../i18n/dataset-names';
import { useMessages } from '../../stores/preferences';
import { ToggleGroup } from '../../ui/ToggleGroup';
import { useMediaQuery } from '../../ui/use-media-query';
import { ClassList } from './ClassList';
import { DataPicker } from './DataPicker';
import layout from './layout.module.css';
import type { Browse } from './use-browse';

const SPLITS = ['all', 'train', 'test'] as const;

/** Which part and which class to show, with the counts of each. */
export function Filters({ browse }: { browse: Browse }) {
  const { browse: texts, common } = useMessages();
  const isNarrow = useMediaQuery('(width < 45rem)');
  return (
    <div className={layout.side}>
      <h1 className={layout.title}>{texts.title}</h1>
      <DataPicker />
      <ToggleGroup
        label={texts.filters.split}
        isStretched
        options={SPLITS.map((id) => ({ id, label: common.splits[id] }))}
        value={browse.query.split}
        onChange={browse.setSplit}
      />
      <ClassList
        names={classNames(browse.dataset, common)}
        counts={browse.counts}
        label={browse.query.label}
        onChange={browse.setLabel}
        orientation={isNarrow ? 'horizontal' : 'vertical'}
      />
    </div>
  );
}
