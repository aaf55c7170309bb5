import { type RefObject, useEffect, useRef } from 'react';
import { addAndSelect } from '../../stores/assistant';
import { useMessages } from '../../stores/preferences';
import { startWebcam, stopWebcam, useWebcam } from '../../stores/webcam';
import { answerFrames, takeStill } from '../../stores/webcam-frames';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/Notice';
import { StepStrip } from '../../ui/photo/StepStrip';
import { Section } from '../../ui/Section';
import { SelectField } from '../../ui/SelectField';
import { AnswerHeading } from './AnswerHeading';
import { Probabilities } from './Probabilities';
import { useAnnouncedAnswer } from './use-announced-answer';
import { useClassNames } from './use-class-names';
import { spokenAnswer, useVerdict } from './verdict-words';
import styles from './WebcamPanel.module.css';

/** The webcam while it is on, with its answers; what went wrong, when it is not. */
export function WebcamPanel() {
  const { assistant, common, failureText } = useMessages();
  const { status, failure, wasHidden } = useWebcam();
  if (status !== 'off') return <LiveWebcam />;
  if (wasHidden) return <Notice tone="info" title={assistant.webcam.hidden} />;
  if (!failure) return null;
  const { happened, next } = failureText(failure);
  return (
    <Notice
      tone="error"
      title={assistant.webcam.failed}
      onDismiss={() => stopWebcam()}
      dismissLabel={common.actions.dismiss}
    >
      <p>{happened}</p>
      <p>{next}</p>
    </Notice>
  );
}

function LiveWebcam() {
  const { webcam, strip } = useMessages().assistant;
  const answer = useWebcam((state) => state.answer);
  const video = useRef<HTMLVideoElement>(null);
  useFrames(video);
  useLiveAnnouncements();
  return (
    <Section title={webcam.title} actions={<CameraPicker />}>
      <div className={styles.live}>
        <div className={styles.camera}>
          <Preview video={video} />
          <Buttons video={video} />
        </div>
        <LiveAnswer />
      </div>
      {answer && (
        <StepStrip
          label={webcam.strip}
          steps={answer.prepared.steps}
          mask={answer.prepared.mask}
          texts={strip.steps}
        />
      )}
    </Section>
  );
}

function Buttons({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const { webcam } = useMessages().assistant;
  const isOn = useWebcam(({ status }) => status === 'on');
  const take = () => {
    if (video.current) void takeStill(video.current).then(addAndSelect);
  };
  return (
    <div className={styles.buttons}>
      <Button variant="primary" icon="camera" isDisabled={!isOn} onPress={take}>
        {webcam.take}
      </Button>
      <Button icon="stop" onPress={() => stopWebcam()}>
        {webcam.stop}
      </Button>
    </div>
  );
}

function LiveAnswer() {
  const { assistant, failureText } = useMessages();
  const { webcam } = assistant;
  const { status, failure, answer } = useWebcam();
  return (
    <div className={styles.answer}>
      {failure && (
        <Notice tone="warning" title={webcam.answerFailed}>
          {failureText(failure).happened} {failureText(failure).next}
        </Notice>
      )}
      {answer ? (
        <>
          <AnswerHeading probabilities={answer.probabilities} facts={answer.prepared} />
          <Probabilities probabilities={answer.probabilities} />
          <Rate />
        </>
      ) : (
        <p className={styles.waiting}>
          {status === 'starting' ? webcam.starting : webcam.noAnswer}
        </p>
      )}
    </div>
  );
}

function Preview({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const { webcam } = useMessages().assistant;
  const isMirrored = useWebcam((state) => state.isMirrored);
  return (
    <video
      ref={video}
      className={classes(styles.video, isMirrored && styles.mirrored)}
      aria-label={webcam.preview}
      autoPlay
      muted
      // Phones would otherwise open it over the whole screen.
      playsInline
    />
  );
}

function Rate() {
  const { webcam } = useMessages().assistant;
  const perSecond = useWebcam((state) => state.perSecond);
  return <p className={styles.rate}>{perSecond !== null && webcam.rate({ perSecond })}</p>;
}

/** Only where there is a choice. */
function CameraPicker() {
  const { webcam } = useMessages().assistant;
  const { cameras, cameraId } = useWebcam();
  if (cameras.length < 2 || cameraId === null) return null;
  return (
    <div className={styles.picker}>
      <SelectField
        label={webcam.camera}
        isLabelHidden
        options={cameras.map(({ id, label }, index) => ({
          id,
          label: label || webcam.unnamed({ number: index + 1 }),
        }))}
        value={cameraId}
        onChange={(id) => void startWebcam(id)}
      />
    </div>
  );
}

/** Shows the stream in the video, and has its frames answered. */
function useFrames(video: RefObject<HTMLVideoElement | null>): void {
  const stream = useWebcam((state) => state.stream);
  useEffect(() => {
    const element = video.current;
    if (!element || !stream) return;
    element.srcObject = stream;
    const stop = answerFrames(element);
    return () => {
      stop();
      element.srcObject = null;
    };
  }, [video, stream]);
}

function useLiveAnnouncements(): void {
  const messages = useMessages();
  const names = useClassNames();
  const answer = useWebcam((state) => state.answer);
  const verdict = useVerdict(answer?.probabilities ?? null, answer?.prepared ?? null);
  const spoken = answer && verdict && spokenAnswer(messages, names, verdict, answer.probabilities);
  useAnnouncedAnswer(spoken?.key ?? null, spoken?.text ?? null);
}
