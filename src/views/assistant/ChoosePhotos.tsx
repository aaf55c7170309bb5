import { type Ref, type RefObject, useRef } from 'react';
import { FileTrigger } from 'react-aria-components';
import { takeIn } from '../../stores/assistant-intake';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { pickedFiles } from './dropped-files';

/** Props of {@link ChoosePhotos}. */
export interface ChoosePhotosProps {
  /** Receives the button for files. */
  buttonRef: RefObject<HTMLButtonElement | null>;
}

/** Opens the device's own dialogs: for files, where phones also offer the camera, and for a folder. */
export function ChoosePhotos({ buttonRef }: ChoosePhotosProps) {
  const { assistant } = useMessages();
  return (
    <>
      <ChooseButton ref={buttonRef} />
      <FileTrigger
        acceptDirectory
        onSelect={(files) => {
          void takeIn(pickedFiles(files ?? []));
        }}
      >
        <Button icon="folder">{assistant.chooseFolder}</Button>
      </FileTrigger>
    </>
  );
}

/** Opens the device's dialog for files. */
export function ChooseButton({ ref }: { ref?: Ref<HTMLButtonElement> }) {
  const { assistant } = useMessages();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        ref={ref ?? null}
        variant="primary"
        icon="picture"
        onPress={() => input.current?.click()}
      >
        {assistant.choose}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept="image/*,.zip,application/zip"
        hidden
        aria-label={assistant.choose}
        onChange={({ target }) => {
          void takeIn(pickedFiles(target.files ?? []));
          // So that choosing the same file again is a change.
          target.value = '';
        }}
      />
    </>
  );
}
