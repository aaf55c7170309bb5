import { useEffect } from 'react';
import type { OwnDatasetId } from '../../../domain/dataset';
import { announce } from '../../../stores/announcer';
import { useOwnData } from '../../../stores/own-data';
import { useMessages } from '../../../stores/preferences';
import { navigate, useRoute } from '../../../stores/route';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { BalanceNote } from './BalanceNote';

/** Props of {@link OpenedNotice}. */
export interface OpenedNoticeProps {
  id: OwnDatasetId;
  /** The same images were there before. */
  isKnown: boolean;
  onClose: () => void;
}

/** Says what was opened, and where to go with it. */
export function OpenedNotice({ id, isKnown, onClose }: OpenedNoticeProps) {
  const { opened: texts } = useMessages().ownData;
  const opened = useOwnData((state) => state.list?.find(({ info }) => info.id === id));
  const name = opened?.info.name ?? '';
  const title = isKnown ? texts.known({ name }) : texts.title({ name });
  useEffect(() => announce(title), [title]);
  if (!opened) return null;
  return (
    <Notice
      tone="success"
      title={title}
      actions={
        <>
          <Button variant="primary" autoFocus onPress={onClose}>
            {texts.browse}
          </Button>
          <Button onPress={() => navigate('train', useRoute.getState().visited.train)}>
            {texts.train}
          </Button>
        </>
      }
    >
      <p>{texts.body(opened.info.counts)}</p>
      {isKnown && <p>{texts.knownBody}</p>}
      <BalanceNote dataset={opened} />
    </Notice>
  );
}
