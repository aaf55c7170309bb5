import { type ReactNode, useEffect } from 'react';
import { answersFailureText } from '../../../i18n/photo-failure-text';
import { isToAnswerAnew, useAssistant } from '../../../stores/assistant-state';
import { dismissRulesReset, useCategoryRules } from '../../../stores/category-rules';
import { useMessages } from '../../../stores/preferences';
import { type ReportAnswer, retryReport, useReport, watchReport } from '../../../stores/report';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { Tooltip } from '../../../ui/Tooltip';
import { Change } from './Change';
import { downloadReport } from './download-report';
import { Facts } from './Facts';
import { Method } from './Method';
import { OverTime } from './OverTime';
import styles from './Report.module.css';
import { ReportSettings } from './ReportSettings';
import { REPORT_ID } from './report-id';
import { ShareTable } from './ShareTable';

/** The report on all photos, while it is open. */
export function Report() {
  const isOpen = useReport((state) => state.isOpen);
  return isOpen ? <OpenReport /> : null;
}

function OpenReport() {
  const { report } = useMessages();
  useEffect(() => watchReport(), []);
  const answer = useReport((state) => state.answer);
  const title = answer ? report.title({ photos: answer.photos.length }) : report.emptyTitle;
  return (
    <section
      id={REPORT_ID}
      data-print
      tabIndex={-1}
      aria-label={report.open}
      className={styles.report}
    >
      <header className={styles.header}>
        <h2>{title}</h2>
        {answer && <Actions answer={answer} />}
      </header>
      <Failed />
      <RulesReset />
      <Progress />
      {answer ? <Parts answer={answer} /> : <Empty />}
    </section>
  );
}

function Parts({ answer }: { answer: ReportAnswer }) {
  return (
    <>
      <Facts answer={answer} />
      <ReportSettings answer={answer} />
      <ShareTable answer={answer} />
      <OverTime answer={answer} />
      <Change answer={answer} />
      <Method />
    </>
  );
}

function Actions({ answer }: { answer: ReportAnswer }) {
  const { report } = useMessages();
  return (
    <div className={styles.actions}>
      <Tooltip text={report.downloadHint}>
        <Button icon="download" onPress={() => downloadReport(answer)}>
          {report.download}
        </Button>
      </Tooltip>
      <Button icon="print" onPress={() => window.print()}>
        {report.print}
      </Button>
    </div>
  );
}

/** What to do where there is nothing to count; while the first report is on its way that is nothing. */
function Empty() {
  const { report } = useMessages();
  const isWorking = useReport((state) => state.isWorking);
  const failure = useReport((state) => state.failure);
  return isWorking || failure ? null : <p className={styles.note}>{report.empty}</p>;
}

/** Says that the figures are not of the present photos yet; its place stays, so that nothing jumps. */
function Progress() {
  const { report } = useMessages();
  const isWorking = useReport((state) => state.isWorking);
  const isAnswering = useAssistant(
    ({ batch, photos }) => batch !== null || photos.some(isToAnswerAnew),
  );
  let text: ReactNode = null;
  if (isWorking) text = isAnswering ? report.waiting : report.working;
  return (
    <p role="status" className={styles.progress}>
      {text}
    </p>
  );
}

function Failed() {
  const messages = useMessages();
  const { report, common } = messages;
  const failure = useReport((state) => state.failure);
  if (!failure) return null;
  const { happened, next } = answersFailureText(failure, messages);
  return (
    <Notice
      tone="error"
      title={report.failed}
      actions={<Button onPress={retryReport}>{common.actions.tryAgain}</Button>}
    >
      {happened} {next}
    </Notice>
  );
}

function RulesReset() {
  const { report, common } = useMessages();
  const wasReset = useCategoryRules((state) => state.wasReset);
  if (!wasReset) return null;
  return (
    <Notice
      tone="warning"
      title={report.rules.wereReset}
      onDismiss={dismissRulesReset}
      dismissLabel={common.actions.dismiss}
    >
      {report.rules.wereResetBody}
    </Notice>
  );
}
