import { type ReactNode, useState } from 'react';
import styles from './Disclosure.module.css';

const { details, summary } = styles;

/** Properties of {@link Disclosure}. */
export interface DisclosureProps {
  label: string;
  /** Called only while open: a closed table costs nothing. */
  children: () => ReactNode;
}

/** A part that the reader opens: the browser's own, which every keyboard and screen reader knows. */
export function Disclosure({ label, children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={summary}>{label}</summary>
      {isOpen && children()}
    </details>
  );
}
