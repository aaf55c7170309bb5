import { BACKEND_IDS, type BackendCheck, type BackendId, NO_SIMD } from '../../domain/backend';
import type { Messages } from '../../i18n/messages';
import { type BackendState, checkBackends, useBackend } from '../../stores/backend';
import { useMessages } from '../../stores/preferences';
import { isActive, useRun } from '../../stores/run-state';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Section } from '../../ui/Section';
import styles from './ResultSection.module.css';

/** What each backend did in the self-check, and which is used and why. */
export function BackendSection() {
  const t = useMessages();
  const texts = t.analysis.backends;
  const backend = useBackend();
  const isRunning = useRun((run) => isActive(run.status));
  const reason = reasonText(t, backend);
  return (
    <Section
      title={texts.title}
      help={texts.intro}
      actions={
        <Button
          size="small"
          isDisabled={isRunning || backend.checking !== null}
          onPress={() => void checkBackends()}
        >
          {texts.checkAgain}
        </Button>
      }
    >
      <DataTable
        caption={texts.backend}
        columns={[
          { key: 'backend', header: texts.backend },
          { key: 'result', header: texts.result },
          { key: 'error', header: texts.error, align: 'end' },
          { key: 'time', header: texts.time, align: 'end' },
        ]}
        rows={BACKEND_IDS.map((id) => backendRow(t, id, backend))}
      />
      <p className={styles.note}>{reason}</p>
    </Section>
  );
}

function backendRow(t: Messages, id: BackendId, { checks, checking, active }: BackendState) {
  const texts = t.analysis.backends;
  const check = checks.find(({ backend }) => backend === id);
  const name = t.backendNames[id];
  const isCorrect = check?.status === 'correct';
  const hasError = check?.status === 'correct' || check?.status === 'wrong';
  return {
    key: id,
    isHighlighted: id === active,
    cells: {
      backend: id === active ? `${name} (${texts.chosen})` : name,
      result: check ? resultText(t, check) : pendingText(t, id, checking),
      error: hasError ? check.error.toExponential(1) : '–',
      time: isCorrect ? texts.stepTime({ milliseconds: check.stepMs }) : '–',
    },
  };
}

function pendingText(t: Messages, id: BackendId, checking: BackendId | null): string {
  const texts = t.analysis.backends;
  if (checking === id) return texts.checking({ name: t.backendNames[id] });
  return checking ? texts.waiting : texts.notChecked;
}

function resultText(t: Messages, check: BackendCheck): string {
  const texts = t.analysis.backends;
  switch (check.status) {
    case 'correct':
      return texts.statuses.correct;
    case 'wrong':
      return texts.wrong({ error: t.common.format.percent(check.error) });
    case 'unavailable':
      if (check.detail === NO_SIMD) return texts.noSimd;
      return check.detail === null
        ? texts.statuses.unavailable
        : texts.unavailable({ detail: check.detail });
    case 'unreachable':
      return texts.unavailable({ detail: check.detail });
    case 'timeout':
      return texts.timeout({ seconds: check.seconds });
    case 'skipped':
      return texts.skipped[check.reason];
    default:
      return check satisfies never;
  }
}

/** Why the active backend is the one. */
function reasonText(t: Messages, { active, choice, checks }: BackendState): string {
  const texts = t.analysis.backends;
  if (!active) return '';
  const name = t.backendNames[active];
  if (choice !== 'auto') return texts.becauseAsked({ name });
  const correct = checks.filter((check) => check.status === 'correct');
  const chosen = correct.find(({ backend }) => backend === active);
  const isOnly = correct.length === 1 && checks.every(({ status }) => status !== 'skipped');
  if (!chosen || isOnly) return texts.becauseOnly({ name });
  return texts.becauseFastest({ name, milliseconds: chosen.stepMs });
}
