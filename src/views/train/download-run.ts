import { formatRunRecord, type RunRecord } from '../../domain/run';
import { saveFile } from '../../ui/save-file';

/** Gives the run record to the person as a JSON file. */
export function downloadRun(record: RunRecord): void {
  const name = `atelier-${record.settings.model}-${record.id}.json`;
  saveFile(name, formatRunRecord(record), 'application/json');
}
