import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './Button';
import styles from './Sheet.module.css';

/** Props of {@link Sheet}. */
export interface SheetProps {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  /** `sheet` slides in at the edge and fills phones; `window` is a small one in the middle. */
  look?: 'sheet' | 'window' | undefined;
}

/**
 * A modal dialog over the page, while it is rendered. It is the platform's own `<dialog>`: focus stays
 * inside, Esc closes, the page behind is inert, and no style tag is injected to lock scrolling.
 */
export function Sheet({ title, closeLabel, onClose, children, look = 'sheet' }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop; Esc does the same by keys
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={styles[look]}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className={styles.content}>
        <div className={styles.header}>
          <h2 id={id}>{title}</h2>
          <Button variant="quiet" icon="close" aria-label={closeLabel} onPress={onClose} />
        </div>
        {children}
      </div>
    </dialog>
  );
}
