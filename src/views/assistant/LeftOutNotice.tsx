import { MAX_PHOTOS, MAX_UNPACKED_BYTES } from '../../domain/intake/limits';
import { dismissLeftOut } from '../../stores/assistant-intake';
import { useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Notice } from '../../ui/Notice';

/** What was given and is not in the list, and why. */
export function LeftOutNotice() {
  const { assistant, common } = useMessages();
  const { leftOut } = assistant;
  const { beyond, beyondBytes, ignored } = useAssistant((state) => state.leftOut);
  const files = beyond + beyondBytes;
  if (files + ignored === 0) return null;
  return (
    <Notice
      tone={files > 0 ? 'warning' : 'info'}
      title={files > 0 ? leftOut.beyond({ files }) : leftOut.ignored({ files: ignored })}
      onDismiss={dismissLeftOut}
      dismissLabel={common.actions.dismiss}
    >
      {beyond > 0 && <p>{leftOut.limit({ limit: MAX_PHOTOS })}</p>}
      {beyondBytes > 0 && <p>{leftOut.unpackLimit({ bytes: MAX_UNPACKED_BYTES })}</p>}
      {files > 0 && ignored > 0 && <p>{leftOut.ignored({ files: ignored })}</p>}
    </Notice>
  );
}
