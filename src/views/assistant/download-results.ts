import { FASHION_CLASSES } from '../../domain/dataset';
import { type ResultRow, resultsCsv } from '../../domain/results-csv';
import { type Messages, messagesFor } from '../../i18n/messages';
import { type PhotoItem, useAssistant } from '../../stores/assistant-state';
import { chosenNetwork, type NetworkOption, useNetworks } from '../../stores/networks';
import { networkName } from '../../stores/use-network-choices';
import { saveFile } from '../../ui/save-file';
import { presentVerdict } from './verdict-words';

/** Gives the answers to the person as a CSV file, in English like the names of its columns. */
export function downloadResults(): void {
  // Answers of other networks than this one are not read, see PhotoItem.
  const network = chosenNetwork(useNetworks.getState());
  const classes = network?.record.dataset.classes ?? FASHION_CLASSES;
  const english = messagesFor('en');
  const name = network ? networkInFile(network) : '';
  const { photos } = useAssistant.getState();
  const paths = new Map(photos.map(({ id, path }) => [id, path]));
  const rows = photos.map((photo) => ({
    ...rowOf(photo, paths, name, english),
    correction: saidOf(photo, classes),
  }));
  saveFile('results.csv', resultsCsv(classes, rows), 'text/csv;charset=utf-8');
}

/** What a network is called in files. Two runs may be called the same; the id is that of the run's own record. */
export function networkInFile(network: NetworkOption): string {
  return `${networkName(network, messagesFor('en'))} (${network.record.id})`;
}

function rowOf(
  photo: PhotoItem,
  paths: ReadonlyMap<string, string>,
  network: string,
  english: Messages,
): Omit<ResultRow, 'correction'> {
  const { path, result, taken, duplicateOf } = photo;
  const verdict = result && presentVerdict(result.probabilities, result);
  return {
    file: path,
    probabilities: result?.probabilities ?? null,
    problem: result ? '' : problemOf(photo, english),
    taken,
    duplicateOf: paths.get(duplicateOf ?? '') ?? '',
    verdict: verdict && (verdict.reason ?? 'sure'),
    outside: verdict?.outside ?? null,
    network: result ? network : '',
  };
}

/** In the words of the classes where one means what a person said, else in theirs. */
function saidOf({ correctedClass, correctedName }: PhotoItem, classes: readonly string[]): string {
  return classes[correctedClass ?? -1] ?? correctedName ?? '';
}

function problemOf({ status, failure }: PhotoItem, { assistant, failureText }: Messages): string {
  if (status === 'duplicate') return 'Duplicate.';
  if (!failure) return 'Not answered yet.';
  return failure.code === 'photo-refused'
    ? assistant.fault(failure.fault).happened
    : failureText(failure).happened;
}
