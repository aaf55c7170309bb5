import { type RefObject, useMemo, useState } from 'react';
import { copiesFor, type ExampleCopies, USUAL_COPIES } from '../../domain/photo/own-examples';
import { answersFailureText } from '../../i18n/photo-failure-text';
import { useAssistant } from '../../stores/assistant-state';
import {
  cancelExamples,
  dismissExamples,
  type Examples,
  examplesOf,
  keepExamples,
  type OwnExamplesState,
  useOwnExamples,
} from '../../stores/own-examples';
import { useMessages } from '../../stores/preferences';
import { navigate, useRoute } from '../../stores/route';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { ProgressBar } from '../../ui/ProgressBar';
import { Section } from '../../ui/Section';
import { SelectField } from '../../ui/SelectField';
import { useFocusAfter, useFocusWhenNew } from '../../ui/use-focus';
import styles from './OwnExamples.module.css';

/** Corrected photos to train on; there once one is corrected. */
export function OwnExamples() {
  const { ownExamples: texts } = useMessages().assistant;
  const photos = useAssistant((state) => state.photos);
  const examples = useMemo(() => examplesOf(photos), [photos]);
  const progress = useOwnExamples((state) => state.progress);
  const keepButton = useFocusAfter<HTMLButtonElement>(progress !== null);
  if (examples.list.length + examples.without === 0) return null;
  return (
    <Section title={texts.title} help={texts.help}>
      <div className={styles.parts}>
        <p>
          <strong>{texts.count({ examples: examples.list.length })}</strong>
          {examples.without > 0 && <> {texts.without({ photos: examples.without })}</>}
        </p>
        {progress ? (
          <Keeping {...progress} />
        ) : (
          <Choice examples={examples} keepButton={keepButton} />
        )}
        <Outcome />
      </div>
    </Section>
  );
}

interface ChoiceProps {
  examples: Examples;
  /** Receives the button that keeps them. */
  keepButton: RefObject<HTMLButtonElement | null>;
}

function Choice({ examples: { list }, keepButton }: ChoiceProps) {
  const { assistant, common } = useMessages();
  const texts = assistant.ownExamples;
  const [wanted, setWanted] = useState<ExampleCopies>(USUAL_COPIES);
  const allowed = copiesFor(list.length);
  const copies = allowed.includes(wanted) ? wanted : 1;
  const nameOf = (base: string, examples: number) => texts.name({ base, examples });
  return (
    <div className={styles.choice}>
      <div className={styles.copies}>
        <SelectField
          label={texts.copies}
          help={texts.copiesHelp}
          options={allowed.map((times) => ({
            id: String(times),
            label: texts.times({ copies: times }),
          }))}
          value={String(copies)}
          onChange={(id) => setWanted(Number(id) as ExampleCopies)}
        />
      </div>
      <div>
        <Button
          ref={keepButton}
          isDisabled={list.length === 0}
          onPress={() => void keepExamples(copies, common.datasets, nameOf)}
        >
          {texts.keep}
        </Button>
      </div>
    </div>
  );
}

function Keeping({ done, total, isStoring }: NonNullable<OwnExamplesState['progress']>) {
  const { assistant } = useMessages();
  const { ownExamples: texts, progress } = assistant;
  const isCut = done === total;
  const cancelButton = useFocusWhenNew<HTMLButtonElement>();
  return (
    <div className={styles.choice}>
      <div className={styles.copies}>
        <ProgressBar
          label={isCut ? texts.storing : texts.cutting}
          share={isCut ? null : done / total}
          valueText={isCut ? undefined : progress.of({ done, total })}
        />
      </div>
      <div>
        <Button ref={cancelButton} isDisabled={isStoring} onPress={() => void cancelExamples()}>
          {progress.cancel}
        </Button>
      </div>
    </div>
  );
}

function Outcome() {
  const messages = useMessages();
  const { assistant, common } = messages;
  const texts = assistant.ownExamples;
  const { kept, missing, failure } = useOwnExamples();
  const why = failure && answersFailureText(failure, messages);
  return (
    <>
      {why && (
        <Notice
          tone="error"
          title={texts.failed}
          onDismiss={dismissExamples}
          dismissLabel={common.actions.dismiss}
        >
          {why.happened} {why.next}
        </Notice>
      )}
      {kept && (
        <Notice
          tone="success"
          title={texts.kept({ name: kept })}
          onDismiss={dismissExamples}
          dismissLabel={common.actions.dismiss}
          actions={
            <Button onPress={() => navigate('train', useRoute.getState().visited.train)}>
              {texts.train}
            </Button>
          }
        >
          {texts.keptBody}
          {missing.length > 0 && <> {texts.missing({ files: missing })}</>}
        </Notice>
      )}
    </>
  );
}
