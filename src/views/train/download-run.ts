import { formatRunRecord, type RunRecord } from '../../domain/run';

/** Gives the run record to the person as a JSON file. */
export function downloadRun(record: RunRecord): void {
  const url = URL.createObjectURL(
    new Blob([formatRunRecord(record)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `atelier-${record.settings.model}-${record.id}.json`;
  link.click();
  // The download has its own hold on the blob once it began.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
