import { FASHION_CLASSES } from '../../domain/dataset';
import { type ResultRow, resultsCsv } from '../../domain/results-csv';
import { type Messages, messagesFor } from '../../i18n/messages';
import { type PhotoItem, useAssistant } from '../../stores/assistant-state';
import { chosenNetwork, useNetworks } from '../../stores/networks';
import { presentVerdict } from './verdict-words';

/** Gives the answers to the person as a CSV file, in English like the names of its columns. */
export function downloadResults(): void {
  const classes = chosenNetwork(useNetworks.getState())?.record.dataset.classes ?? FASHION_CLASSES;
  const english = messagesFor('en');
  const rows = useAssistant.getState().photos.map((photo) => rowOf(photo, english));
  const blob = new Blob([resultsCsv(classes, rows)], { type: 'text/csv;charset=utf-8' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = 'results.csv';
  link.click();
  // The download has its own hold on the blob once it began.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function rowOf({ file, result, failure }: PhotoItem, english: Messages): ResultRow {
  if (result) {
    const { reason } = presentVerdict(result.probabilities, result);
    const verdict = reason ?? 'sure';
    return { file: file.name, probabilities: result.probabilities, problem: '', verdict };
  }
  const { assistant, failureText } = english;
  const unanswered = { file: file.name, probabilities: null, verdict: null };
  if (!failure) return { ...unanswered, problem: 'Not answered yet.' };
  const { happened } =
    failure.code === 'photo-refused' ? assistant.fault(failure.fault) : failureText(failure);
  return { ...unanswered, problem: happened };
}
