import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useMessages } from '../../../stores/preferences';
import { Button } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import styles from './own-data.module.css';

/** A button that opens the system's file picker, on a field that takes dropped files. */
export function OpenFiles({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { ownData } = useMessages();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; keys have the button
    <div
      className={classes(styles.drop, isOver && styles.isOver)}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <p>{ownData.drop}</p>
      {/* Any file: what it is, is told by its content. */}
      <FileTrigger allowsMultiple onSelect={take}>
        <Button variant="primary">{ownData.open}</Button>
      </FileTrigger>
    </div>
  );
}
