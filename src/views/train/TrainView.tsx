import { useDeferredValue, useEffect } from 'react';
import { checkBackends, useBackend } from '../../stores/backend';
import { loadDataset, useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { findResumable } from '../../stores/run';
import { isActive, useRun } from '../../stores/run-state';
import { useSettings } from '../../stores/settings';
import { askTrainingMemory } from '../../stores/training-memory';
import { warmUpLineChart } from '../../ui/charts/line-chart';
import { classes } from '../../ui/classes';
import { Section } from '../../ui/Section';
import { BackendSection } from './BackendSection';
import { CurvesSection } from './CurvesSection';
import { DataNotice } from './DataNotice';
import { ModelSection } from './ModelSection';
import { ResultSection } from './ResultSection';
import { RunNotices } from './RunNotices';
import { SettingsForm } from './SettingsForm';
import styles from './TrainView.module.css';
import { TransportBar } from './TransportBar';
import { useAnnouncements } from './use-announcements';
import { useSettingsAddress } from './use-settings-address';

/** When the screen stands; what is drawn before it is asked for must not hold it up. */
const WARM_UP_MS = 200;

/** The screen on which networks are trained. */
export default function TrainView() {
  const t = useMessages();
  // Charts and controls appear piecemeal: the click on Train is answered first.
  const isIdle = useDeferredValue(useRun((run) => run.status === 'idle'));
  return (
    <div className={classes(styles.view, !isIdle && styles.withRun)}>
      <Background />
      <h1 className={styles.title}>{t.train.title}</h1>
      <div className={styles.transport}>
        <TransportBar />
      </div>
      <div className={styles.settings}>
        <SettingsForm />
      </div>
      <div className={styles.main}>
        <DataNotice />
        <RunNotices />
        {isIdle ? <EmptyState /> : <CurvesSection />}
        <ResultSection />
        <ModelSection />
        <BackendSection />
      </div>
    </div>
  );
}

/** What goes on beside the picture: apart, because it follows the run, and the whole form would with it. */
function Background() {
  useSettingsAddress();
  useAnnouncements();
  useLoading();
  return null;
}

function EmptyState() {
  const { empty } = useMessages().train;
  return (
    <Section title={empty.title}>
      <p>{empty.body}</p>
      <p className={styles.chance}>{empty.chance}</p>
    </Section>
  );
}

/** Loads the chosen images, looks for an interrupted run, finds out what this device computes with. */
function useLoading(): void {
  const isReady = useDataset(({ status }) => status === 'ready');
  const settings = useSettings();
  const active = useBackend((backend) => backend.active);
  const isBusy = useRun(({ status }) => isActive(status));
  const isUnknown = useBackend(({ choice, checks }) => choice === 'auto' && checks.length === 0);
  useEffect(() => {
    void loadDataset(settings.dataset);
  }, [settings.dataset]);
  useEffect(() => {
    void findResumable();
  }, []);
  useEffect(() => {
    // After the images, because both would compete for the processor and spoil the timing.
    if (isReady && isUnknown) void checkBackends();
  }, [isReady, isUnknown]);
  useEffect(() => {
    // Settings are fixed while a run lasts, and its memory is there.
    if (active && !isBusy) void askTrainingMemory(settings, active);
  }, [settings, active, isBusy]);
  useEffect(() => {
    // After the first paint, while the images are on their way.
    const timer = setTimeout(() => warmUpLineChart().catch(isToldByTheChart), WARM_UP_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** A chart that cannot load its drawing code says so in its place, and tries again when it draws. */
function isToldByTheChart(): void {}
