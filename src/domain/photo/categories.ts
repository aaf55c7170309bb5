/** What the photo network tells apart, and how labels of photo collections and Fashion-MNIST map to it. */

/** Everyday categories of clothes, in the order of the network's outputs; the last: nothing of these. */
export const PHOTO_CATEGORIES = [
  'tShirt',
  'longSleeve',
  'shirt',
  'outerwear',
  'dress',
  'trousers',
  'shorts',
  'skirt',
  'shoes',
  'hat',
  'bag',
  'none',
] as const;
/** One of {@link PHOTO_CATEGORIES}. */
export type PhotoCategory = (typeof PHOTO_CATEGORIES)[number];

/** Labels of the Clothing dataset (Grigorev and contributors 2020, CC0); what is absent is left out. */
const BY_SOURCE_LABEL: Readonly<Record<string, PhotoCategory>> = {
  'T-Shirt': 'tShirt',
  Top: 'tShirt',
  Polo: 'tShirt',
  Undershirt: 'tShirt',
  Longsleeve: 'longSleeve',
  Hoodie: 'longSleeve',
  Shirt: 'shirt',
  Blouse: 'shirt',
  Outwear: 'outerwear',
  Blazer: 'outerwear',
  Dress: 'dress',
  Pants: 'trousers',
  Shorts: 'shorts',
  Skirt: 'skirt',
  Shoes: 'shoes',
  Hat: 'hat',
};

/** Of Fashion-MNIST's classes, in label order. */
const BY_FASHION_LABEL: readonly PhotoCategory[] = [
  ...(['tShirt', 'trousers', 'longSleeve', 'dress', 'outerwear'] as const),
  ...(['shoes', 'shirt', 'shoes', 'bag', 'shoes'] as const),
];

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

/** Position of a category among the network's outputs. */
export function outputOf(category: PhotoCategory): number {
  return PHOTO_CATEGORIES.indexOf(category);
}
