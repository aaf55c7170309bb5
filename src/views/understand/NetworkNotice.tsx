import { answersFailureText } from '../../i18n/photo-failure-text';
import { askAgain, useExplanation } from '../../stores/explanation';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';

/** Why the network gives no answer, with a way to ask again. */
export function NetworkNotice({ hasStale }: { hasStale: boolean }) {
  const messages = useMessages();
  const failure = useExplanation((state) => state.failure);
  if (!failure) return null;
  const { understand, common } = messages;
  // Nothing is trained here: what is advised about that would not help.
  const text = answersFailureText(failure, messages);
  return (
    <Notice
      tone="error"
      title={understand.failed}
      actions={
        <Button variant="primary" onPress={askAgain}>
          {common.actions.tryAgain}
        </Button>
      }
    >
      <p>{text.happened}</p>
      <p>{text.next}</p>
      {hasStale && <p>{understand.stale}</p>}
    </Notice>
  );
}
