import { type RefObject, useEffect } from 'react';
import { answersFailureText } from '../../i18n/photo-failure-text';
import { openAssistant, retryAnswers } from '../../stores/assistant';
import { useAssistant } from '../../stores/assistant-state';
import { listNetworks, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { guardWebcam, startWebcam, useWebcam } from '../../stores/webcam';
import { Button } from '../../ui/Button';
import { Disclosure } from '../../ui/charts/Disclosure';
import { Notice } from '../../ui/Notice';
import { Tooltip } from '../../ui/Tooltip';
import { useFocusAfter } from '../../ui/use-focus';
import { useMediaQuery } from '../../ui/use-media-query';
import styles from './AssistantView.module.css';
import { ChoosePhotos } from './ChoosePhotos';
import { downloadResults } from './download-results';
import { EmptyState } from './EmptyState';
import { HowRight } from './HowRight';
import { LeftOutNotice } from './LeftOutNotice';
import { NetworkPicker } from './NetworkPicker';
import { Photos } from './Photos';
import { Report } from './report/Report';
import { ReportButton } from './report/ReportButton';
import { ScopeFailed, ScopeSwitch } from './ScopeCheck';
import { StateLine } from './StateLine';
import { ThresholdField } from './ThresholdField';
import { useDrop } from './use-drop';
import { WebcamPanel } from './WebcamPanel';

/** As in AssistantView.module.css. */
const NARROW_QUERY = '(max-width: 60rem)';

/** The Assistant screen: photos in, what they show out. */
export default function AssistantView() {
  const { assistant } = useMessages();
  useEffect(() => openAssistant(), []);
  useEffect(() => guardWebcam(), []);
  const isOver = useDrop();
  const hasPhotos = useAssistant((state) => state.photos.length > 0);
  const isWebcamOn = useWebcam((state) => state.status !== 'off');
  const chooseButton = useFocusAfter<HTMLButtonElement>(hasPhotos);
  return (
    <div className={styles.view}>
      <Top chooseButton={chooseButton} />
      <AnswersFailed />
      <NetworksFailed />
      <ScopeFailed />
      <LeftOutNotice />
      <WebcamPanel />
      {hasPhotos ? <Photos /> : !isWebcamOn && <EmptyState />}
      <Report />
      {isOver && (
        <div className={styles.drop}>
          <p>{assistant.drop.now}</p>
        </div>
      )}
    </div>
  );
}

/** What stands over the photos; on narrow screens the button to begin with comes before the choices. */
function Top({ chooseButton }: { chooseButton: RefObject<HTMLButtonElement | null> }) {
  const isNarrow = useMediaQuery(NARROW_QUERY);
  // By their keys they are the same wherever they stand: what is open in them stays so when a screen is turned.
  const choices = <Choices key="choices" isNarrow={isNarrow} />;
  const toolbar = <Toolbar key="toolbar" chooseButton={chooseButton} />;
  return (
    <header className={styles.header}>
      <Heading />
      {isNarrow ? [toolbar, choices] : [choices, toolbar]}
    </header>
  );
}

function Heading() {
  const { assistant } = useMessages();
  return (
    <div className={styles.heading}>
      <h1>{assistant.title}</h1>
      <p className={styles.privacy}>{assistant.privacy}</p>
    </div>
  );
}

/** Who answers, and how; folded on narrow screens once there is an answer that they would push out of view. */
function Choices({ isNarrow }: { isNarrow: boolean }) {
  const { assistant } = useMessages();
  const hasPhotos = useAssistant((state) => state.photos.length > 0);
  const isWebcamOn = useWebcam((state) => state.status !== 'off');
  const choices = (
    <div className={styles.choices}>
      <NetworkPicker />
      <HowRight />
      <ThresholdField />
      <ScopeSwitch />
    </div>
  );
  if (!isNarrow || !(hasPhotos || isWebcamOn)) return choices;
  return <Disclosure label={assistant.choices}>{() => choices}</Disclosure>;
}

/** That another network may answer than would, since not all could be had. */
function NetworksFailed() {
  const { networks, common, failureText } = useMessages();
  const failure = useNetworks((state) => state.failure);
  const hasSome = useNetworks(({ options }) => options.length > 0);
  // Without storage there are no stored networks to miss; Train says so.
  if (!failure || !hasSome || failure.code === 'storage-unavailable') return null;
  const { happened, next } = failureText(failure);
  return (
    <Notice
      tone="warning"
      title={networks.someMissing}
      actions={<Button onPress={() => void listNetworks()}>{common.actions.tryAgain}</Button>}
    >
      {happened} {next}
    </Notice>
  );
}

function Toolbar({ chooseButton }: { chooseButton: RefObject<HTMLButtonElement | null> }) {
  const { assistant } = useMessages();
  const hasPhotos = useAssistant((state) => state.photos.length > 0);
  const isWebcamOn = useWebcam((state) => state.status !== 'off');
  const webcamButton = useFocusAfter<HTMLButtonElement>(isWebcamOn);
  return (
    <div className={styles.toolbar}>
      <ChoosePhotos buttonRef={chooseButton} />
      <Button
        ref={webcamButton}
        icon="camera"
        isDisabled={isWebcamOn}
        onPress={() => void startWebcam()}
      >
        {assistant.useWebcam}
      </Button>
      <div className={styles.state}>
        {/* Buttons there go when they are pressed: keys go on with what may be wanted next. */}
        <StateLine onEnd={() => chooseButton.current?.focus()} />
      </div>
      <Tooltip text={assistant.downloadHint}>
        <Button icon="download" isDisabled={!hasPhotos} onPress={downloadResults}>
          {assistant.download}
        </Button>
      </Tooltip>
      <ReportButton />
    </div>
  );
}

/** Why no photo is answered, when it is no photo's fault. */
function AnswersFailed() {
  const messages = useMessages();
  const { assistant, common } = messages;
  const failure = useAssistant((state) => state.failure);
  if (!failure) return null;
  const { happened, next } = answersFailureText(failure, messages);
  return (
    <Notice
      tone="error"
      title={assistant.failed}
      actions={<Button onPress={retryAnswers}>{common.actions.tryAgain}</Button>}
    >
      {happened} {next}
    </Notice>
  );
}
