import { type Dataset, FASHION_CLASSES, isBuiltInDatasetId } from '../domain/dataset';
import { PHOTO_CATEGORIES } from '../domain/photo/categories';
import type { CommonMessages } from './en/common';

/** Name of a data set: translated for the built-in ones, as given for a person's own. */
export function datasetName(
  { id, name }: Pick<Dataset, 'id' | 'name'>,
  { datasets }: Pick<CommonMessages, 'datasets'>,
): string {
  return isBuiltInDatasetId(id) ? datasets[id].name : (name ?? id);
}

/** Names of the labels: translated where they are those of Fashion-MNIST or of photos, else as given. */
export function classNames(
  { classes }: Pick<Dataset, 'classes'>,
  common: Pick<CommonMessages, 'classes' | 'photoCategories'>,
): string[] {
  const are = (names: readonly string[]) => names.join('\n') === classes.join('\n');
  if (are(PHOTO_CATEGORIES)) return common.photoCategories;
  return are(FASHION_CLASSES) ? common.classes : classes;
}
