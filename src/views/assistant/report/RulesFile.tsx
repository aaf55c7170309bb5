import { type RefObject, useRef } from 'react';
import { FileTrigger } from 'react-aria-components';
import { formatRulesFile } from '../../../domain/trends/rules-file';
import {
  dismissOpening,
  openRules,
  resetCategories,
  undoOpening,
  useCategoryRules,
} from '../../../stores/category-rules';
import { useMessages } from '../../../stores/preferences';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { saveFile } from '../../../ui/save-file';
import styles from './ReportSettings.module.css';

/** What can be done with all rules at once: save, open, undo; and what became of a file. */
export function RulesFile() {
  const { rules: texts } = useMessages().report;
  const rules = useCategoryRules((state) => state.rules);
  const openButton = useRef<HTMLButtonElement>(null);
  const hasNone = Object.keys(rules).length === 0;
  const save = () => saveFile('category-rules.json', formatRulesFile(rules), 'application/json');
  return (
    <>
      <div className={styles.file}>
        <Button size="small" icon="download" isDisabled={hasNone} onPress={save}>
          {texts.file.save}
        </Button>
        <OpenButton ref={openButton} />
        <Button
          variant="quiet"
          size="small"
          icon="reset"
          isDisabled={hasNone}
          onPress={resetCategories}
        >
          {texts.reset}
        </Button>
      </div>
      {/* The notice goes with the button that was pressed in it: keys go on where it came from. */}
      <Opening onEnd={() => openButton.current?.focus()} />
    </>
  );
}

/** Takes any file: whether it holds rules, is told by its content. */
function OpenButton({ ref }: { ref: RefObject<HTMLButtonElement | null> }) {
  const { file } = useMessages().report.rules;
  return (
    <FileTrigger
      onSelect={(files) => {
        const chosen = files?.[0];
        if (chosen) void openRules(chosen);
      }}
    >
      <Button ref={ref} size="small" icon="folder">
        {file.open}
      </Button>
    </FileTrigger>
  );
}

/** Whose rules apply now, with the way back; or why a file was refused. */
function Opening({ onEnd }: { onEnd: () => void }) {
  const { report, common } = useMessages();
  const texts = report.rules.file;
  const opening = useCategoryRules((state) => state.opening);
  const rules = useCategoryRules((state) => Object.keys(state.rules).length);
  if (!opening) return null;
  const ending = (end: () => void) => () => {
    end();
    onEnd();
  };
  const shared = {
    onDismiss: ending(dismissOpening),
    dismissLabel: common.actions.dismiss,
  };
  if (opening.code === 'refused') {
    const { happened, next } = texts.fault(opening.fault);
    return (
      <Notice tone="error" title={texts.refused({ file: opening.file })} {...shared}>
        {happened} {next} {texts.refusedBody}
      </Notice>
    );
  }
  return (
    <Notice
      tone="success"
      title={texts.opened({ file: opening.file, rules })}
      actions={<Button onPress={ending(undoOpening)}>{texts.bringBack}</Button>}
      {...shared}
    >
      {texts.openedBody}
    </Notice>
  );
}
