import { useEffect, useState } from 'react';
import { announce } from '../../../stores/announcer';
import {
  cancelImport,
  dismissOutcome,
  ensureOwnDataListed,
  type ImportChoices,
  importFiles,
  useOwnData,
} from '../../../stores/own-data';
import { useMessages } from '../../../stores/preferences';
import { Notice } from '../../../ui/Notice';
import { Sheet } from '../../../ui/Sheet';
import { Formats } from './Formats';
import { ImportForm } from './ImportForm';
import { ImportProgress } from './ImportProgress';
import { OpenedNotice } from './OpenedNotice';
import { OpenFiles } from './OpenFiles';
import { OwnDataList } from './OwnDataList';
import styles from './own-data.module.css';

/** Everything about own data sets, over the screen: opening files, and what was opened before. */
export function OwnDataSheet({ onClose }: { onClose: () => void }) {
  const { common, ownData } = useMessages();
  const importing = useOwnData((state) => state.importing);
  const [files, setFiles] = useState<File[]>([]);
  const [isCancelled, setIsCancelled] = useState(false);
  useEffect(() => void ensureOwnDataListed(), []);
  const choose = (chosen: File[]) => {
    dismissOutcome();
    setIsCancelled(false);
    setFiles(chosen);
  };
  const read = (choices: ImportChoices) => {
    void importFiles(choices).then(() => {
      // Refused files stay, to be read again in another way; what was read is done with.
      if (useOwnData.getState().opened) setFiles([]);
    });
  };
  const cancel = () => {
    void cancelImport();
    setIsCancelled(true);
    announce(ownData.progress.cancelled);
  };
  return (
    <Sheet title={ownData.title} closeLabel={common.actions.close} onClose={onClose}>
      <div className={styles.content}>
        <p>{ownData.intro}</p>
        {importing ? (
          <ImportProgress importing={importing} onCancel={cancel} />
        ) : (
          <>
            <Outcome isCancelled={isCancelled} onClose={onClose} />
            {files.length > 0 ? (
              <ImportForm
                key={files.map(({ name, size }) => `${name} ${size}`).join()}
                files={files}
                onRead={read}
                onCancel={() => choose([])}
              />
            ) : (
              <OpenFiles onFiles={choose} />
            )}
            <Formats />
          </>
        )}
        <OwnDataList />
      </div>
    </Sheet>
  );
}

/** How the last import ended. */
function Outcome({ isCancelled, onClose }: { isCancelled: boolean; onClose: () => void }) {
  const { common, failureText, ownData } = useMessages();
  const { failure, opened } = useOwnData();
  const text = failure && failureText(failure);
  return (
    <>
      {text && (
        <Notice
          tone={opened ? 'warning' : 'error'}
          title={failure.code === 'data-refused' ? ownData.failed : text.happened}
          onDismiss={dismissOutcome}
          dismissLabel={common.actions.dismiss}
        >
          {failure.code === 'data-refused' && <p>{text.happened}</p>}
          <p>{text.next}</p>
        </Notice>
      )}
      {opened && <OpenedNotice {...opened} onClose={onClose} />}
      {isCancelled && !opened && !failure && (
        <Notice tone="info" title={ownData.progress.cancelled} />
      )}
    </>
  );
}
