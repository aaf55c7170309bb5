import { useEffect, useState } from 'react';
import { takeIn, takeInFound } from '../../stores/assistant-intake';
import { droppedFiles, droppedName, pickedFiles } from './dropped-files';

/**
 * Takes photos that are dropped anywhere on the page, or pasted; gives whether files are held over it
 * now.
 */
export function useDrop(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Else the browser would leave the page and show the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Null when the pointer leaves the window; else it only went on to another element.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      void takeInFound(droppedName(event.dataTransfer), droppedFiles(event.dataTransfer));
    };
    window.addEventListener('dragenter', over, { signal });
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => listening.abort();
  }, []);
  return isOver;
}

function paste(event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  void takeIn(pickedFiles(files));
}
