import { useRef } from 'react';
import { className } from '../../i18n/dataset-names';
import { correctPhoto } from '../../stores/assistant';
import { type PhotoItem, pictureOf } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/SelectField';
import styles from './Correction.module.css';
import { useClassNames } from './use-class-names';

/** The choice that says nothing. */
const NOTHING = 'none';

/** What a person says an answered photo shows, and a way to take that back. */
export function Correction({ photo }: { photo: PhotoItem }) {
  const { assistant, common } = useMessages();
  const { correction } = assistant;
  const names = useClassNames();
  const { id, correctedClass, correctedName } = photo;
  const picker = useRef<HTMLButtonElement>(null);
  if (!pictureOf(photo)) return null;
  const said =
    names[correctedClass ?? -1] ??
    (correctedName === null ? null : className(correctedName, common));
  return (
    <div className={styles.correction}>
      {said !== null && (
        <p className={styles.said}>
          <strong>{correction.youSaid({ name: said })}</strong>
          <Button
            size="small"
            variant="quiet"
            icon="reset"
            onPress={() => {
              correctPhoto(id, null);
              picker.current?.focus();
            }}
          >
            {correction.undo}
          </Button>
        </p>
      )}
      <SelectField
        buttonRef={picker}
        label={correction.label}
        options={[
          { id: NOTHING, label: correction.nothing },
          ...names.map((label, at) => ({ id: String(at), label })),
        ]}
        value={correctedClass === null ? NOTHING : String(correctedClass)}
        onChange={(choice) => correctPhoto(id, choice === NOTHING ? null : Number(choice))}
      />
    </div>
  );
}
