import type { DataFault } from '../../domain/own-data';
import type { FailureText } from '../en/failure-text';

/** Says why a file does not become a data set. */
export function dataRefused(file: string, fault: DataFault): FailureText {
  return { happened: `${file}: ${fault.code}`, next: '' };
}
