import type { Dataset } from '../../domain/dataset';
import type { OwnDatasetInfo } from '../../domain/own-data';
import type {
  ImportedDataset,
  ImportProgress,
  ImportRequest,
  OwnDatasetContent,
} from '../../protocol/inference';

/** Reads IDX or CSV files as a data set; null when cancelled. Throws AtelierError `data-refused`. */
export async function importDataset(
  _request: ImportRequest,
  _onProgress: (progress: ImportProgress) => void,
): Promise<ImportedDataset | null> {
  throw new Error('not built yet');
}

/** Ends an import under way. */
export function cancelImport(_importId: string): void {}

/** An own data set from its stored content. Throws AtelierError `file-damaged`. */
export async function readOwnDataset(
  _info: OwnDatasetInfo,
  _content: OwnDatasetContent,
): Promise<Dataset> {
  throw new Error('not built yet');
}
