import { type FormEvent, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { FASHION_CLASSES } from '../../../domain/dataset';
import { nameFromFile, namesTellParts } from '../../../domain/own-data-files';
import { DEFAULT_TEST_FRACTION } from '../../../domain/own-data-limits';
import type { ImportChoices } from '../../../stores/own-data';
import { useMessages } from '../../../stores/preferences';
import { Button } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import field from '../../../ui/field.module.css';
import { NumberField } from '../../../ui/NumberField';
import { SliderField } from '../../../ui/SliderField';
import { ToggleGroup } from '../../../ui/ToggleGroup';
import styles from './own-data.module.css';

/** Props of {@link ImportForm}. */
export interface ImportFormProps {
  files: File[];
  onRead: (choices: ImportChoices) => void;
  onCancel: () => void;
}

/** Names of the ten labels, by what they mean. */
const MEANINGS = {
  fashion: [...FASHION_CLASSES] as string[],
  digits: [...'0123456789'],
};
type Meaning = keyof typeof MEANINGS;

/** Longer names fit nowhere. */
const NAME_LENGTH = 60;
const LARGEST_SEED = 4_294_967_295;

/** What to decide before files are read. */
export function ImportForm({ files, onRead, onCancel }: ImportFormProps) {
  const { form } = useMessages().ownData;
  const names = files.map(({ name }) => name);
  const suggestion = nameFromFile(names[0] ?? '').slice(0, NAME_LENGTH);
  const [name, setName] = useState(suggestion);
  const [meaning, setMeaning] = useState<Meaning>('fashion');
  const [testFraction, setTestFraction] = useState(DEFAULT_TEST_FRACTION);
  const [seed, setSeed] = useState(42);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const choices = { files, classes: MEANINGS[meaning], testFraction, seed };
    onRead({ ...choices, name: name.trim() || suggestion });
  };
  return (
    <form className={styles.form} aria-label={form.label} onSubmit={submit}>
      <p className={styles.files}>{form.files({ names, bytes })}</p>
      <TextField
        className={classes(field.field)}
        value={name}
        onChange={setName}
        maxLength={NAME_LENGTH}
      >
        <Label className={classes(field.label)}>{form.name}</Label>
        <Input className={classes(field.box, styles.name)} />
      </TextField>
      <ToggleGroup
        label={form.meaning}
        isLabelShown
        options={[
          { id: 'fashion', label: form.meanings.fashion },
          { id: 'digits', label: form.meanings.digits },
        ]}
        value={meaning}
        onChange={setMeaning}
      />
      {namesTellParts(names) ? (
        <p className={styles.note}>{form.partsByName}</p>
      ) : (
        <SplitFields {...{ testFraction, setTestFraction, seed, setSeed }} />
      )}
      <div className={styles.buttons}>
        <Button variant="primary" type="submit" autoFocus>
          {form.read}
        </Button>
        <Button onPress={onCancel}>{form.cancel}</Button>
      </div>
    </form>
  );
}

interface SplitFieldsProps {
  testFraction: number;
  setTestFraction: (fraction: number) => void;
  seed: number;
  setSeed: (seed: number) => void;
}

/** How large the test part is and which chance draws it. */
function SplitFields({ testFraction, setTestFraction, seed, setSeed }: SplitFieldsProps) {
  const { ownData, settings } = useMessages();
  const { form } = ownData;
  return (
    <>
      <SliderField
        label={form.testShare}
        value={testFraction}
        onChange={setTestFraction}
        minimum={0.1}
        maximum={0.5}
        step={0.01}
        formatValue={form.percent}
        help={form.testShareHelp}
      />
      <NumberField
        label={form.seed}
        value={seed}
        onChange={setSeed}
        minimum={0}
        maximum={LARGEST_SEED}
        help={form.seedHelp}
        stepLabels={settings.stepLabels}
      />
    </>
  );
}
