import { FASHION_CLASSES } from '../../../domain/dataset';
import { reportCsv } from '../../../domain/trends/report-csv';
import type { ReportAnswer } from '../../../stores/report';
import { saveFile } from '../../../ui/save-file';
import { networkInFile } from '../download-results';

/** Gives the report's figures to the person as a CSV file, in English like the names of its columns. */
export function downloadReport({ report, categories, network, threshold }: ReportAnswer): void {
  const names = network?.record.dataset.classes ?? FASHION_CLASSES;
  const nameOf = (label: number) => names[label] ?? '';
  const csv = reportCsv(report, {
    categories: categories.list.map(({ key, classes }) => ({
      name: key,
      classes: classes.map(nameOf),
    })),
    leftOut: names.filter((_, label) => categories.ofClass[label] === null),
    threshold,
    network: network ? networkInFile(network) : '',
  });
  saveFile('report.csv', csv, 'text/csv;charset=utf-8');
}
