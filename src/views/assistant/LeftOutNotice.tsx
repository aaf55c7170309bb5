import { MAX_PHOTOS } from '../../domain/intake/limits';
import { dismissLeftOut } from '../../stores/assistant-intake';
import { useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Notice } from '../../ui/Notice';

/** What was given and is not in the list, and why. */
export function LeftOutNotice() {
  const { assistant, common } = useMessages();
  const { leftOut } = assistant;
  const { beyond, ignored } = useAssistant((state) => state.leftOut);
  if (beyond === 0 && ignored === 0) return null;
  return (
    <Notice
      tone={beyond > 0 ? 'warning' : 'info'}
      title={beyond > 0 ? leftOut.beyond({ files: beyond }) : leftOut.ignored({ files: ignored })}
      onDismiss={dismissLeftOut}
      dismissLabel={common.actions.dismiss}
    >
      {beyond > 0 && <p>{leftOut.limit({ limit: MAX_PHOTOS })}</p>}
      {beyond > 0 && ignored > 0 && <p>{leftOut.ignored({ files: ignored })}</p>}
    </Notice>
  );
}
