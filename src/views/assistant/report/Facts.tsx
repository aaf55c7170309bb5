import { span } from '../../../domain/trends/periods';
import { classNames } from '../../../i18n/dataset-names';
import type { Messages } from '../../../i18n/messages';
import { daysText } from '../../../i18n/period-text';
import { useMessages } from '../../../stores/preferences';
import type { ReportAnswer } from '../../../stores/report';
import { useNetworkChoices } from '../../../stores/use-network-choices';
import styles from './Report.module.css';

/** What the report is about, and by which categories it counts: also for who reads it on paper. */
export function Facts({ answer }: { answer: ReportAnswer }) {
  const messages = useMessages();
  const { choices } = useNetworkChoices('photos');
  const network = choices.find(({ id }) => id === answer.network?.id);
  const texts = [
    photoFacts(answer, messages).join(' · '),
    ...(network
      ? [messages.report.network({ name: network.label, description: network.description })]
      : []),
    ...(answer.threshold > 0 ? [messages.report.threshold(answer)] : []),
    ...categoryFacts(answer, messages),
  ];
  return (
    <div className={styles.facts}>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>{messages.report.privacy}</p>
    </div>
  );
}

function photoFacts({ photos }: ReportAnswer, { report, common }: Messages): string[] {
  const [first, last] = span(photos.flatMap(({ day }) => day ?? []));
  const undated = photos.filter(({ day }) => day === null).length;
  const named = photos.filter((photo) => photo.named !== null).length;
  return [
    first && last ? report.days({ days: daysText(first, last, common.locale) }) : report.noDays,
    ...(first && undated > 0 ? [report.undated({ photos: undated })] : []),
    ...(named > 0 ? [report.named({ photos: named })] : []),
  ];
}

/** Groups that a person made, and what is left out. */
function categoryFacts({ categories, network }: ReportAnswer, messages: Messages): string[] {
  const { rules } = messages.report;
  if (!network) return [];
  const names = classNames(network.record.dataset, messages.common);
  const nameOf = (label: number) => names[label] ?? '';
  const leftOut = categories.ofClass.flatMap((category, label) =>
    category === null ? [nameOf(label)] : [],
  );
  return [
    ...categories.list
      .filter(({ name, classes }) => classes.length > 1 || nameOf(classes[0] ?? -1) !== name)
      .map(({ name, classes }) => rules.group({ name, classes: classes.map(nameOf) })),
    ...(leftOut.length > 0 ? [rules.without({ classes: leftOut })] : []),
  ];
}
