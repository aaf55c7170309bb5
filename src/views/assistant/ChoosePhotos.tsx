import { useRef } from 'react';
import { addPhotos } from '../../stores/assistant';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';

/** Opens the device's own dialog for files; phones also offer the camera there. */
export function ChoosePhotos() {
  const { assistant } = useMessages();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="primary" icon="picture" onPress={() => input.current?.click()}>
        {assistant.choose}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept="image/*"
        hidden
        aria-label={assistant.choose}
        onChange={({ target }) => {
          addPhotos([...(target.files ?? [])]);
          // So that choosing the same file again is a change.
          target.value = '';
        }}
      />
    </>
  );
}
