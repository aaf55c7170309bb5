import { useMessages } from '../stores/preferences';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import styles from './ScreenCrashed.module.css';

/** Props of {@link ScreenCrashed}. */
export interface ScreenCrashedProps {
  error: unknown;
  onRetry: () => void;
}

/** Instead of a screen that broke: what happened, and what to do. */
export function ScreenCrashed({ error, onRetry }: ScreenCrashedProps) {
  const { shell, common } = useMessages();
  return (
    <div className={styles.place}>
      <Notice
        tone="error"
        title={shell.crashed.title}
        actions={
          <>
            <Button variant="primary" onPress={onRetry}>
              {common.actions.tryAgain}
            </Button>
            <Button onPress={() => location.reload()}>{common.actions.reload}</Button>
          </>
        }
      >
        <p>{isFetchError(error) ? shell.crashed.notFetched : shell.crashed.body}</p>
        <p>{shell.crashed.advice}</p>
        <details>
          <summary>{common.actions.details}</summary>
          <code>{String(error)}</code>
        </details>
      </Notice>
    </div>
  );
}

/** Browsers word it differently; none gives a code. */
function isFetchError(error: unknown): boolean {
  return /dynamically imported module|importing a module script/i.test(String(error));
}
