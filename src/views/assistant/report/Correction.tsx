import type { CategoryRules } from '../../../domain/trends/categories';
import type { CorrectionProblem } from '../../../domain/trends/mixing';
import type { PhotoConfusion } from '../../../domain/trends/photo-confusion';
import { decideCategories } from '../../../stores/category-rules';
import { useMessages } from '../../../stores/preferences';
import type { ReportAnswer } from '../../../stores/report';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { useClassNames } from '../use-class-names';
import styles from './Report.module.css';

/** An interval over a third of the scale says next to nothing. */
const WIDE = 1 / 3;

/** What corrected shares rest on, or why there are none and what would give them. */
export function Correction({ answer }: { answer: ReportAnswer }) {
  const { shares, problem: texts } = useMessages().report;
  const { confusion } = answer;
  const { problem } = answer.report;
  if (problem?.code === 'classes' && confusion) {
    return <OtherClasses problem={problem} confusion={confusion} />;
  }
  if (problem || !confusion) {
    return (
      <Notice tone="info" title={texts.title}>
        {texts.notMeasured}
      </Notice>
    );
  }
  const photos = confusion.answers.length;
  const { corrected } = answer.report.overall;
  const isAnyWide = corrected.some((share) => share && share.high - share.low > WIDE);
  return (
    <p className={styles.note}>
      {shares.corrections({ photos, people: confusion.people })} {isAnyWide && shares.wide}
    </p>
  );
}

interface OtherClassesProps {
  problem: Extract<CorrectionProblem, { code: 'classes' }>;
  confusion: PhotoConfusion;
}

/** The categories do not fit those of the measured photos; one press makes them fit. */
function OtherClasses({ problem, confusion }: OtherClassesProps) {
  const { problem: texts, labels } = useMessages().report;
  const names = useClassNames();
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
      {unseen.length > 0 && <p>{texts.unseen({ names: namesOf(unseen) })}</p>}
      {joined.map((classes) => (
        <p key={classes.join()}>{texts.joined({ names: namesOf(classes) })}</p>
      ))}
      <p className={styles.onScreen}>
        {texts.remedy({ together: namesOf(joined.flat()), leftOut: namesOf(unseen) })}
      </p>
    </Notice>
  );
}

/** Counts together what the measured photos call by one label, and leaves out what is on none of them. */
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
