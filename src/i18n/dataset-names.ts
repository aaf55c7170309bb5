import { type Dataset, FASHION_CLASSES, isBuiltInDatasetId } from '../domain/dataset';
import { PHOTO_CATEGORIES } from '../domain/photo/categories';
import type { CommonMessages } from './en/common';
import { LANGUAGES, messagesFor } from './messages';

/** Name of a data set: translated for the built-in ones, as given for a person's own. */
export function datasetName(
  { id, name }: Pick<Dataset, 'id' | 'name'>,
  { datasets }: Pick<CommonMessages, 'datasets'>,
): string {
  return isBuiltInDatasetId(id) ? datasets[id].name : (name ?? id);
}

/** Name of one label, by itself: translated where Fashion-MNIST or the photo network has it, else as given. */
export function className(
  name: string,
  { classes, photoCategories }: Pick<CommonMessages, 'classes' | 'photoCategories'>,
): string {
  const photo = photoCategories[(PHOTO_CATEGORIES as readonly string[]).indexOf(name)];
  return photo ?? classes[(FASHION_CLASSES as readonly string[]).indexOf(name)] ?? name;
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

/** What Atelier called labels before, and many people still do: rules that are kept may say so. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = { Dress: ['드레스'] };

/**
 * What one label is called in any language, its own name first: in each by up to two names, as Fashion-MNIST and the
 * photo network have it; then by names that are shown no longer.
 */
export function namesInAllLanguages(name: string): string[] {
  const fashion = (FASHION_CLASSES as readonly string[]).indexOf(name);
  const photo = (PHOTO_CATEGORIES as readonly string[]).indexOf(name);
  const translated = LANGUAGES.flatMap((language) => {
    const { classes, photoCategories } = messagesFor(language).common;
    return [classes[fashion] ?? name, photoCategories[photo] ?? name];
  });
  const former = Object.hasOwn(ALSO_CALLED, name) ? (ALSO_CALLED[name] ?? []) : [];
  return [...new Set([name, ...translated, ...former])];
}
