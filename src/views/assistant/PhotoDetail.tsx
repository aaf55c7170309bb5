import {
  type OpenPhoto,
  type PhotoItem,
  type PhotoResult,
  selectedPhoto,
  useAssistant,
} from '../../stores/assistant-state';
import { inspectPhoto } from '../../stores/inspected';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { StepStrip } from '../../ui/photo/StepStrip';
import { Section } from '../../ui/Section';
import { Adjustments } from './Adjustments';
import { AnswerHeading } from './AnswerHeading';
import { NearestImages } from './NearestImages';
import styles from './PhotoDetail.module.css';
import { Probabilities } from './Probabilities';
import { photoFailureText } from './photo-failure-text';
import { useAnnouncedAnswer } from './use-announced-answer';
import { useClassNames } from './use-class-names';
import { spokenAnswer, useVerdict } from './verdict-words';
import { WhereItLooked } from './WhereItLooked';

/** The selected photo: its answer, how it came about, and what can be corrected. */
export function PhotoDetail() {
  const messages = useMessages();
  const { assistant } = messages;
  const photo = useAssistant(selectedPhoto);
  const open = useAssistant((state) => state.open);
  useAnnouncements(photo);
  if (!photo) return null;
  const { file, failure, result } = photo;
  const refused = failure && photoFailureText(failure, messages);
  return (
    <section aria-label={file.name} className={styles.detail}>
      <h2 className={styles.name} dir="auto">
        {file.name}
      </h2>
      {refused && (
        <Notice tone="warning" title={assistant.refusedTitle}>
          <p>{refused.happened}</p>
          <p>{refused.next}</p>
        </Notice>
      )}
      {!refused && !result && <p className={styles.working}>{assistant.working}</p>}
      {result && (
        <Answered photo={photo} result={result} open={open?.id === photo.id ? open : null} />
      )}
    </section>
  );
}

interface AnsweredProps {
  photo: PhotoItem;
  result: PhotoResult;
  open: OpenPhoto | null;
}

function Answered(props: AnsweredProps) {
  const { photo, open } = props;
  return (
    <div className={styles.parts}>
      <Answer {...props} />
      <div className={styles.adjust}>
        {open?.prepared && (
          <Adjustments photo={photo} prepared={open.prepared} preparedWith={open.adjustments} />
        )}
      </div>
      <div className={styles.strip}>
        <Steps {...props} />
        <WhereItLooked result={props.result} prepared={open?.prepared ?? null} />
        <NearestImages pixels={props.result.pixels} />
      </div>
    </div>
  );
}

function Answer({ photo, result, open }: AnsweredProps) {
  const messages = useMessages();
  const { assistant } = messages;
  const failed = open?.failure && photoFailureText(open.failure, messages);
  return (
    <div className={styles.answer}>
      <AnswerHeading probabilities={result.probabilities} facts={result} />
      <p className={styles.caution}>{assistant.caution}</p>
      <div>
        <Button onPress={() => inspectPhoto({ pixels: result.pixels, name: photo.file.name })}>
          {assistant.lookInside}
        </Button>
      </div>
      {failed && (
        <Notice tone="warning" title={assistant.adjustFailed}>
          {failed.happened} {failed.next}
        </Notice>
      )}
      <Section title={assistant.probabilities.title} headingLevel={3} look="plain">
        <Probabilities probabilities={result.probabilities} />
      </Section>
    </div>
  );
}

function Steps({ result, open }: AnsweredProps) {
  const { strip } = useMessages().assistant;
  return (
    <Section title={strip.title} help={strip.help} headingLevel={3} look="plain">
      {!result.found && <p className={styles.notFound}>{strip.notFound}</p>}
      {open?.prepared && (
        <StepStrip
          label={strip.title}
          steps={open.prepared.steps}
          mask={open.prepared.mask}
          texts={strip.steps}
        />
      )}
    </Section>
  );
}

/** Says the answer of the selected photo, and says it again when adjusting changes it. */
function useAnnouncements(photo: PhotoItem | null): void {
  const messages = useMessages();
  const names = useClassNames();
  const result = photo?.result ?? null;
  const verdict = useVerdict(result?.probabilities ?? null, result);
  const spoken = result && verdict && spokenAnswer(messages, names, verdict, result.probabilities);
  useAnnouncedAnswer(spoken ? `${photo?.id} ${spoken.key}` : null, spoken?.text ?? null);
}
