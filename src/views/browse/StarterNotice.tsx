import { useState } from 'react';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { Notice } from '../../ui/Notice';

/** Says that the starter sample stands in for the set that was asked for, and how to get that. */
export function StarterNotice() {
  const { browse, common } = useMessages();
  const dataset = useDataset((state) => state.dataset);
  const requested = useDataset((state) => state.requested);
  const [isDismissed, setDismissed] = useState(false);
  if (!dataset || dataset.id === requested || isDismissed) return null;
  return (
    <Notice
      tone="info"
      title={browse.starter.title}
      onDismiss={() => setDismissed(true)}
      dismissLabel={common.actions.dismiss}
    >
      <p>
        {browse.starter.body({ images: dataset.train.count + dataset.test.count })}{' '}
        <code>{browse.starter.command}</code>
      </p>
    </Notice>
  );
}
