import { useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { FASHION_CLASSES } from '../../../domain/dataset';
import { GROUP_NAME_LENGTH, ruleOf } from '../../../domain/trends/categories';
import { decideCategory, useCategoryRules } from '../../../stores/category-rules';
import { useMessages } from '../../../stores/preferences';
import type { ReportAnswer } from '../../../stores/report';
import { Checkbox } from '../../../ui/Checkbox';
import { classes } from '../../../ui/classes';
import field from '../../../ui/field.module.css';
import { useNamesOf } from '../use-class-names';
import styles from './ReportSettings.module.css';
import { RulesFile } from './RulesFile';

/** Where a person decides which classes are counted together and which are left out. */
export function CategoryEditor({ answer }: { answer: ReportAnswer }) {
  const { rules: texts } = useMessages().report;
  const rules = useCategoryRules((state) => state.rules);
  const names = useNamesOf(answer.network);
  const keys = answer.network?.record.dataset.classes ?? [...FASHION_CLASSES];
  return (
    <details className={styles.editor}>
      <summary>{texts.title}</summary>
      <p className={styles.help}>{texts.help}</p>
      <ul className={styles.classes}>
        {keys.map((key, label) => (
          <ClassRow key={key} id={key} name={names[label] ?? key} group={ruleOf(rules, key)} />
        ))}
      </ul>
      <RulesFile />
    </details>
  );
}

interface ClassRowProps {
  /** The class's name in the data set. */
  id: string;
  name: string;
  /** As {@link ruleOf} gives it. */
  group: string | null | undefined;
}

function ClassRow({ id, name, group }: ClassRowProps) {
  const { rules: texts } = useMessages().report;
  /** What is being typed; null while nothing is, and the rule is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const decide = () => {
    if (typed !== null) decideCategory(id, typed);
    setTyped(null);
  };
  return (
    <li className={styles.class}>
      <span>{name}</span>
      <TextField
        aria-label={texts.countAs({ name })}
        className={classes(field.field)}
        value={typed ?? group ?? ''}
        onChange={setTyped}
        onBlur={decide}
        onKeyDown={(event) => {
          if (event.key === 'Enter') decide();
        }}
        isDisabled={group === null}
        maxLength={GROUP_NAME_LENGTH}
      >
        <Input className={classes(field.box, styles.input)} placeholder={name} />
      </TextField>
      <Checkbox
        label={texts.leaveOut}
        fullLabel={texts.leaveOutName({ name })}
        isSelected={group === null}
        onChange={(isLeftOut) => decideCategory(id, isLeftOut ? null : undefined)}
      />
    </li>
  );
}
