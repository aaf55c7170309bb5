/** What the photo network tells apart, and how labels of photo collections and Fashion-MNIST map to it. */
import { FASHION_CLASSES } from '../dataset';

/** Everyday categories of clothes by their English names, in the order of the network's outputs. */
export const PHOTO_CATEGORIES = [
  'T-shirt',
  'Long sleeve',
  'Shirt',
  'Outerwear',
  'Dress',
  'Trousers',
  'Shorts',
  'Skirt',
  'Shoes',
  'Hat',
  'Bag',
  'None of these',
] as const;
/** One of {@link PHOTO_CATEGORIES}. */
export type PhotoCategory = (typeof PHOTO_CATEGORIES)[number];

/** Labels of the Clothing dataset (Grigorev and contributors 2020, CC0); what is absent is left out. */
const BY_SOURCE_LABEL: Readonly<Record<string, PhotoCategory>> = {
  'T-Shirt': 'T-shirt',
  Top: 'T-shirt',
  Polo: 'T-shirt',
  Undershirt: 'T-shirt',
  Longsleeve: 'Long sleeve',
  Hoodie: 'Long sleeve',
  Shirt: 'Shirt',
  Blouse: 'Shirt',
  Outwear: 'Outerwear',
  Blazer: 'Outerwear',
  Dress: 'Dress',
  Pants: 'Trousers',
  Shorts: 'Shorts',
  Skirt: 'Skirt',
  Shoes: 'Shoes',
  Hat: 'Hat',
};

/** Of Fashion-MNIST's classes, in label order. */
const BY_FASHION_LABEL: readonly PhotoCategory[] = [
  ...(['T-shirt', 'Trousers', 'Long sleeve', 'Dress', 'Outerwear'] as const),
  ...(['Shoes', 'Shirt', 'Shoes', 'Bag', 'Shoes'] as const),
];

/** What the network answers where it sees nothing to wear. */
export const NONE_OF_THESE = 'None of these' satisfies PhotoCategory;

/** Which of a network's classes means none of the others; null where it has none. */
export function noneOfTheseIn(classes: readonly string[]): number | null {
  const label = classes.indexOf(NONE_OF_THESE);
  return label < 0 ? null : label;
}

/** The category of a label of the Clothing dataset; null for one that has none. */
export function categoryOfSourceLabel(label: string): PhotoCategory | null {
  return BY_SOURCE_LABEL[label] ?? null;
}

/** The category of a label of Fashion-MNIST, 0 to 9. Throws RangeError for another. */
export function categoryOfFashionLabel(label: number): PhotoCategory {
  const category = BY_FASHION_LABEL[label];
  if (!category) throw new RangeError(`no Fashion-MNIST label: ${label}`);
  return category;
}

/**
 * Where among the classes of a network is what a class of another network is called.
 * @param name of the class, as that network's record has it
 * @returns the class of that name, else the only one of the same category (Outerwear and Coat); null
 *   where there is none, or several: the shoes are three of Fashion-MNIST's classes
 */
export function positionByMeaning(name: string, classes: readonly string[]): number | null {
  const found = positionsByMeaning(name, classes);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** As {@link positionByMeaning}, but where several classes are of the same category, all of them. */
export function positionsByMeaning(name: string, classes: readonly string[]): number[] {
  const same = classes.indexOf(name);
  if (same >= 0) return [same];
  const category = categoryOfClass(name);
  return classes.flatMap((other, position) =>
    category !== null && categoryOfClass(other) === category ? [position] : [],
  );
}

function categoryOfClass(name: string): PhotoCategory | null {
  const own = PHOTO_CATEGORIES.find((category) => category === name);
  return own ?? BY_FASHION_LABEL[(FASHION_CLASSES as readonly string[]).indexOf(name)] ?? null;
}

/** Position of a category among the network's outputs. */
export function outputOf(category: PhotoCategory): number {
  return PHOTO_CATEGORIES.indexOf(category);
}
