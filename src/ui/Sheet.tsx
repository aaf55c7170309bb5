import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button } from './Button';
import styles from './Sheet.module.css';

/** Props of {@link Sheet}. */
export interface SheetProps {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons before the close button. */
  actions?: ReactNode;
  /** `sheet` slides in at the edge and fills phones; `window` is a small one in the middle. */
  look?: 'sheet' | 'window' | undefined;
}

/**
 * A modal dialog over the page, while it is rendered. It is the platform's own `<dialog>`: focus stays
 * inside, Esc closes, the page behind is inert, and no style tag is injected to lock scrolling.
 */
export function Sheet(props: SheetProps) {
  const { title, closeLabel, onClose, children, actions, look = 'sheet' } = props;
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // Layout effect: closing before the element goes gives the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    heading.current?.focus();
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
          <h2 ref={heading} id={id} tabIndex={-1}>
            {title}
          </h2>
          {actions}
          <Button variant="quiet" icon="close" aria-label={closeLabel} onPress={onClose} />
        </div>
        {children}
      </div>
    </dialog>
  );
}
