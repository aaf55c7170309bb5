import { type Dataset, FASHION_CLASSES, isBuiltInDatasetId } from '../domain/dataset';
import type { CommonMessages } from './en/common';

/** Name of a data set: translated for the built-in ones, as given for a person's own. */
export function datasetName(
  { id, name }: Pick<Dataset, 'id' | 'name'>,
  { datasets }: Pick<CommonMessages, 'datasets'>,
): string {
  return isBuiltInDatasetId(id) ? datasets[id].name : (name ?? id);
}

/** Names of the ten labels: translated where they are those of Fashion-MNIST, else as given. */
export function classNames(
  { classes }: Pick<Dataset, 'classes'>,
  common: Pick<CommonMessages, 'classes'>,
): string[] {
  const isFashion = classes.every((name, label) => name === FASHION_CLASSES[label]);
  return isFashion ? common.classes : classes;
}
