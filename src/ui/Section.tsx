import { type ReactNode, useId } from 'react';
import { classes } from './classes';
import styles from './Section.module.css';

/** Props of {@link Section}. */
export interface SectionProps {
  title: string;
  children: ReactNode;
  /** A line under the title. */
  help?: string | undefined;
  /** Controls at the title's end of the line. */
  actions?: ReactNode;
  /** On a card of its own, or directly on the page. */
  look?: 'card' | 'plain' | undefined;
  headingLevel?: 2 | 3 | undefined;
  isTitleHidden?: boolean | undefined;
}

/** A titled part of a screen; a landmark that screen readers list. */
export function Section(props: SectionProps) {
  const { title, children, help, actions, look = 'card', headingLevel = 2 } = props;
  const id = useId();
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section aria-labelledby={id} className={classes(styles.section, styles[look])}>
      <div className={classes(styles.header, props.isTitleHidden && styles.hidden)}>
        <div>
          <Heading id={id}>{title}</Heading>
          {help && <p className={styles.help}>{help}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
