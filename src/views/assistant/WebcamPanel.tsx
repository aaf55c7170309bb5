import { type RefObject, useEffect, useRef } from 'react';
import type { SteadyAnswer } from '../../domain/photo/steady';
import { answersFailureText } from '../../i18n/photo-failure-text';
import { addAndSelect } from '../../stores/assistant';
import { chosenNetwork, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { type Facing, freezeWebcam, startWebcam, stopWebcam, useWebcam } from '../../stores/webcam';
import { answerFrames, takeStill } from '../../stores/webcam-frames';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/Notice';
import { StepStrip } from '../../ui/photo/StepStrip';
import { Section } from '../../ui/Section';
import { SelectField } from '../../ui/SelectField';
import { useFocusWhenNew } from '../../ui/use-focus';
import { AnswerHeading } from './AnswerHeading';
import { Probabilities } from './Probabilities';
import { ScopeNote } from './ScopeCheck';
import { stripTexts } from './strip-texts';
import { useAnnouncedAnswer } from './use-announced-answer';
import { useClassNames } from './use-class-names';
import { spokenAnswer, useVerdict } from './verdict-words';
import styles from './WebcamPanel.module.css';

/** The webcam while it is on, with its answers; what went wrong, when it is not. */
export function WebcamPanel() {
  const { assistant, common, failureText } = useMessages();
  const { status, failure, wasHidden } = useWebcam();
  if (status !== 'off') return <LiveWebcam />;
  const dismiss = { onDismiss: () => stopWebcam(), dismissLabel: common.actions.dismiss };
  if (wasHidden) return <Notice tone="info" title={assistant.webcam.hidden} {...dismiss} />;
  if (!failure) return null;
  const { happened, next } = failureText(failure);
  return (
    <Notice tone="error" title={assistant.webcam.failed} {...dismiss}>
      <p>{happened}</p>
      <p>{next}</p>
    </Notice>
  );
}

function LiveWebcam() {
  const messages = useMessages();
  const { webcam } = messages.assistant;
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
          texts={stripTexts(messages, answer.prepared.steps)}
        />
      )}
    </Section>
  );
}

function Buttons({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const { webcam } = useMessages().assistant;
  const isOn = useWebcam(({ status }) => status === 'on');
  const isFrozen = useWebcam((state) => state.isFrozen);
  // The button that started the webcam cannot be pressed now.
  const stopButton = useFocusWhenNew<HTMLButtonElement>();
  const take = () => {
    if (video.current) void takeStill(video.current).then(addAndSelect);
  };
  return (
    <div className={styles.buttons}>
      <Button variant="primary" icon="camera" isDisabled={!isOn} onPress={take}>
        {webcam.take}
      </Button>
      <Button
        icon={isFrozen ? 'play' : 'pause'}
        isDisabled={!isOn}
        onPress={() => freezeWebcam(!isFrozen)}
      >
        {isFrozen ? webcam.unfreeze : webcam.freeze}
      </Button>
      <Button ref={stopButton} icon="stop" onPress={() => stopWebcam()}>
        {webcam.stop}
      </Button>
    </div>
  );
}

function LiveAnswer() {
  const messages = useMessages();
  const { webcam } = messages.assistant;
  const { status, failure } = useWebcam();
  const failed = failure && answersFailureText(failure, messages);
  const steady = useSteady();
  return (
    <div className={styles.answer}>
      {failed && (
        <Notice tone="warning" title={webcam.answerFailed}>
          {failed.happened} {failed.next}
        </Notice>
      )}
      {steady ? (
        <>
          <AnswerHeading probabilities={steady.probabilities} facts={steady} isLive />
          <ScopeNote facts={steady} />
          <Probabilities probabilities={steady.probabilities} />
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

/** The answer, unless another network gave it than the one that is chosen now. */
function useSteady(): SteadyAnswer | null {
  const steady = useWebcam((state) => state.steady);
  const networkId = useNetworks((state) => chosenNetwork(state)?.id);
  return steady?.networkId === networkId ? steady : null;
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
  const { perSecond, isFrozen } = useWebcam();
  const rate = perSecond !== null && webcam.rate({ perSecond });
  return <p className={styles.rate}>{isFrozen ? webcam.frozen : rate}</p>;
}

/** Only where there is a choice: by side where the browser knows it, and by name. */
function CameraPicker() {
  const { webcam } = useMessages().assistant;
  const { cameras, cameraId, facing } = useWebcam();
  if (cameras.length < 2 || cameraId === null) return null;
  const otherSide: Facing = facing === 'front' ? 'rear' : 'front';
  return (
    <>
      {facing !== null && (
        <Button size="small" onPress={() => void startWebcam({ facing: otherSide })}>
          {webcam.otherSide[otherSide]}
        </Button>
      )}
      <div className={styles.picker}>
        <SelectField
          label={webcam.camera}
          isLabelHidden
          options={cameras.map(({ id, label }, index) => ({
            id,
            label: label || webcam.unnamed({ number: index + 1 }),
          }))}
          value={cameraId}
          onChange={(id) => void startWebcam({ id })}
        />
      </div>
    </>
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
  const isFrozen = useWebcam((state) => state.isFrozen);
  useEffect(() => {
    const element = video.current;
    if (!element || !stream) return;
    if (isFrozen) element.pause();
    // Refused when the camera is stopped at the same moment, and then not wanted either.
    else element.play().catch(() => {});
  }, [video, stream, isFrozen]);
}

function useLiveAnnouncements(): void {
  const messages = useMessages();
  const names = useClassNames();
  const steady = useSteady();
  const verdict = useVerdict(steady?.probabilities ?? null, steady);
  const spoken =
    steady && verdict && spokenAnswer(messages, names, verdict, steady.probabilities, true);
  useAnnouncedAnswer(spoken?.key ?? null, spoken?.text ?? null);
}
