import type { Failure } from '../../../domain/failure';
import type { CategoryRules } from '../../../domain/trends/categories';
import { type CorrectionProblem, FEW_UNSEEN } from '../../../domain/trends/mixing';
import type { PhotoConfusion } from '../../../domain/trends/photo-confusion';
import type { Share } from '../../../domain/trends/tally';
import { decideCategories } from '../../../stores/category-rules';
import type { NetworkOption } from '../../../stores/networks';
import { setScopeCheck, useMessages, usePreferences } from '../../../stores/preferences';
import { type ReportAnswer, retryReport } from '../../../stores/report';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { MeasuredBy } from '../MeasuredBy';
import { useNamesOf } from '../use-class-names';
import styles from './Report.module.css';

/** An interval over a third of the scale says next to nothing. */
const WIDE = 1 / 3;

/** What corrected shares rest on, or why there are none and what would give them. */
export function Correction({ answer }: { answer: ReportAnswer }) {
  const { problem: texts } = useMessages().report;
  const { confusion, confusionFailure, network } = answer;
  const { problem } = answer.report;
  if (confusionFailure) return <NotLoaded failure={confusionFailure} />;
  if (problem?.code === 'classes' && confusion) {
    return <OtherClasses problem={problem} confusion={confusion} network={network} />;
  }
  if (problem?.code === 'notChecked') return <NotChecked />;
  if (problem || !confusion) {
    return (
      <Notice tone="info" title={texts.title}>
        {problem?.code === 'mistakesNamed' ? texts.mistakesNamed : texts.notMeasured}
      </Notice>
    );
  }
  return <Corrected answer={answer} confusion={confusion} />;
}

/** What was measured is there and could not be loaded; the figures need nothing else. */
function NotLoaded({ failure }: { failure: Failure }) {
  const { report, common, failureText } = useMessages();
  const { title, notLoaded } = report.problem;
  return (
    <Notice
      tone="warning"
      title={title}
      actions={<Button onPress={retryReport}>{common.actions.tryAgain}</Button>}
    >
      {notLoaded} {failureText(failure).happened}
    </Notice>
  );
}

/** Other answers are sure than when the confusion was measured; asking the photo network makes them alike. */
function NotChecked() {
  const { report, assistant } = useMessages();
  const checksScope = usePreferences((state) => state.checksScope);
  const { title, notChecked } = report.problem;
  // Where it is asked and has failed, the screen says so above, and offers to try again.
  const ask = !checksScope && (
    <Button onPress={() => setScopeCheck(true)}>{assistant.scope.label}</Button>
  );
  return (
    <Notice tone="info" title={title} actions={ask}>
      {notChecked}
    </Notice>
  );
}

/** By which method, from what, and what that leaves open. */
function Corrected({ answer, confusion }: { answer: ReportAnswer; confusion: PhotoConfusion }) {
  const { shares } = useMessages().report;
  const names = useNamesOf(answer.network);
  const { answers, people, method } = confusion;
  const { overall, unmeasured } = answer.report;
  const isAnyWide = overall.corrected.some((share, category) =>
    isWide(share, overall.counted[category] ?? null),
  );
  return (
    <div className={styles.notes}>
      <p>{shares.corrections}</p>
      <p>
        {shares.measured({ photos: answers.length, people })} {shares.measuredOn}{' '}
        <MeasuredBy method={method} />
      </p>
      {unmeasured.length > 0 && (
        <p>{shares.unmeasured({ names: unmeasured.map((label) => names[label] ?? '') })}</p>
      )}
      {isAnyWide && <p>{shares.wide}</p>}
    </div>
  );
}

/** Whether it says next to nothing, and that not for want of photos: the network is to blame for most of it. */
function isWide(corrected: Share | null, counted: Share | null): boolean {
  const widthOf = (share: Share | null) => (share ? share.high - share.low : 0);
  const width = widthOf(corrected);
  return width > WIDE && width > 2 * widthOf(counted);
}

interface OtherClassesProps {
  problem: Extract<CorrectionProblem, { code: 'classes' }>;
  confusion: PhotoConfusion;
  network: NetworkOption | null;
}

/** The categories do not fit those of the measured photos; one press makes them fit. */
function OtherClasses({ problem, confusion, network }: OtherClassesProps) {
  const { problem: texts, labels } = useMessages().report;
  const names = useNamesOf(network);
  const namesOf = (classes: readonly number[]) => classes.map((label) => names[label] ?? '');
  const { unseen, joined } = problem;
  return (
    <Notice
      tone="info"
      title={texts.title}
      actions={
        <Button onPress={() => decideCategories(fittingRules(problem, confusion, labels))}>
          {texts.apply}
        </Button>
      }
    >
      {unseen.length > 0 && <p>{texts.unseen({ names: namesOf(unseen), most: FEW_UNSEEN })}</p>}
      {joined.map((classes) => (
        <p key={classes.join()}>{texts.joined({ names: namesOf(classes) })}</p>
      ))}
      <p className={styles.onScreen}>
        {texts.remedy({ together: namesOf(joined.flat()), leftOut: namesOf(unseen) })}
      </p>
    </Notice>
  );
}

/** Counts together what the measured photos call by one label, and leaves out what they cannot tell of. */
function fittingRules(
  { unseen, joined }: OtherClassesProps['problem'],
  { classes, labels }: PhotoConfusion,
  translated: Readonly<Record<string, string>>,
): CategoryRules {
  const keyOf = (label: number) => classes[label] ?? '';
  const groups = joined.flatMap((together) => {
    const keys = together.map(keyOf);
    const label = labels.find((one) => one.classes.every((name) => keys.includes(name)));
    const name = label ? (translated[label.name] ?? label.name) : '';
    return keys.map((key) => [key, name] as const);
  });
  return Object.fromEntries([...groups, ...unseen.map((label) => [keyOf(label), null] as const)]);
}
