import { Button } from './Button';
import styles from './ConfirmWindow.module.css';
import { Sheet } from './Sheet';

/** Texts of a {@link ConfirmWindow}. */
export interface ConfirmTexts {
  title: string;
  /** What would be lost, and how to keep it. */
  body: string;
  confirm: string;
  cancel: string;
}

/** Props of {@link ConfirmWindow}. */
export interface ConfirmWindowProps {
  texts: ConfirmTexts;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks, while it is rendered, before something is done that cannot be taken back. */
export function ConfirmWindow({ texts, onConfirm, onCancel }: ConfirmWindowProps) {
  const { title, body, confirm, cancel } = texts;
  return (
    <Sheet look="window" title={title} closeLabel={cancel} onClose={onCancel}>
      <p>{body}</p>
      <div className={styles.answers}>
        <Button onPress={onCancel}>{cancel}</Button>
        <Button variant="danger" onPress={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Sheet>
  );
}
