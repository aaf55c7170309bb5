import type { Messages } from '../../i18n/messages';
import { photoFailureText } from '../../i18n/photo-failure-text';
import {
  type OpenPhoto,
  type PhotoItem,
  type PhotoPicture,
  pictureOf,
  selectedPhoto,
  useAssistant,
} from '../../stores/assistant-state';
import { inspectPhoto } from '../../stores/inspected';
import {
  chooseNetwork,
  chosenNetwork,
  type NetworkOption,
  useNetworks,
} from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { withoutClass } from '../../stores/scope-check';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { StepStrip } from '../../ui/photo/StepStrip';
import { Section } from '../../ui/Section';
import { Adjustments } from './Adjustments';
import { AnswerHeading } from './AnswerHeading';
import { Correction } from './Correction';
import { NearestImages } from './NearestImages';
import styles from './PhotoDetail.module.css';
import { Probabilities } from './Probabilities';
import { ScopeNote } from './ScopeCheck';
import { stripTexts } from './strip-texts';
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
  const { file, failure } = photo;
  const picture = pictureOf(photo);
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
      {!refused && !picture && <NoAnswerYet photo={photo} />}
      {!refused && picture && (
        <Answered photo={photo} picture={picture} open={open?.id === photo.id ? open : null} />
      )}
    </section>
  );
}

/** What a photo without an answer waits for: nobody looks at it while no photo at all can be answered. */
function NoAnswerYet({ photo }: { photo: PhotoItem }) {
  const { list, working } = useMessages().assistant;
  const isStopped = useAssistant(({ failure }) => failure !== null);
  const now = isStopped ? list.waiting : working;
  return <p className={styles.working}>{photo.status === 'duplicate' ? list.duplicate : now}</p>;
}

interface AnsweredProps {
  photo: PhotoItem;
  picture: PhotoPicture;
  open: OpenPhoto | null;
}

function Answered(props: AnsweredProps) {
  const { photo, open, picture } = props;
  const { result } = photo;
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
        {result?.pixels && (
          <WhereItLooked
            networkId={result.networkId}
            pixels={result.pixels}
            probabilities={result.probabilities}
            prepared={open?.prepared ?? null}
          />
        )}
        {picture.pixels && <NearestImages photo={photo} seen={picture.pixels} />}
      </div>
    </div>
  );
}

function Answer({ photo, open }: AnsweredProps) {
  const messages = useMessages();
  const { assistant } = messages;
  const { result } = photo;
  const pixels = result?.pixels;
  const failed = open?.failure && photoFailureText(open.failure, messages);
  return (
    <div className={styles.answer}>
      {result ? (
        <>
          <AnswerHeading probabilities={result.probabilities} facts={result} />
          <ScopeNote facts={result} />
        </>
      ) : (
        <NoAnswerYet photo={photo} />
      )}
      <Correction photo={photo} />
      <Caution />
      <div>
        <Button isDisabled={!pixels} onPress={() => pixels && lookInside(photo, pixels)}>
          {assistant.lookInside}
        </Button>
      </div>
      {failed && (
        <Notice tone="warning" title={assistant.adjustFailed}>
          {failed.happened} {failed.next}
        </Notice>
      )}
      {result && (
        <Section title={assistant.probabilities.title} headingLevel={3} look="plain">
          <Probabilities probabilities={result.probabilities} />
        </Section>
      )}
    </div>
  );
}

/** What the network cannot be trusted with. */
function Caution() {
  const { assistant } = useMessages();
  const network = useNetworks(chosenNetwork);
  return network && <p className={styles.caution}>{cautionOf(network, assistant)}</p>;
}

/** Networks that a person trained may know other things than clothes. */
function cautionOf(network: NetworkOption, texts: Messages['assistant']): string {
  if (network.kind === 'photo') {
    return texts.photoCaution({ categories: network.record.dataset.classes.length - 1 });
  }
  return withoutClass(network) ? texts.caution : texts.ownCaution;
}

function Steps({ picture, open }: AnsweredProps) {
  const messages = useMessages();
  const { strip } = messages.assistant;
  return (
    <Section title={strip.title} help={strip.help} headingLevel={3} look="plain">
      {!picture.found && <p className={styles.notFound}>{strip.notFound}</p>}
      {open?.prepared && (
        <StepStrip
          label={strip.title}
          steps={open.prepared.steps}
          mask={open.prepared.mask}
          texts={stripTexts(messages, open.prepared.steps)}
        />
      )}
    </Section>
  );
}

/** Says the answer of the selected photo when it comes, and says it again when adjusting changes it. */
function useAnnouncements(photo: PhotoItem | null): void {
  const messages = useMessages();
  const names = useClassNames();
  const result = photo?.result ?? null;
  const verdict = useVerdict(result?.probabilities ?? null, result);
  const spoken = result && verdict && spokenAnswer(messages, names, verdict, result.probabilities);
  useAnnouncedAnswer(spoken?.key ?? null, spoken?.text ?? null, photo?.id);
}

/** By the network that answered, whichever Understand would take otherwise. */
function lookInside({ file }: PhotoItem, pixels: Uint8Array): void {
  const network = chosenNetwork(useNetworks.getState());
  if (network) chooseNetwork(network.id);
  inspectPhoto({ pixels, name: file.name });
}
