/** What the photo network tells apart, and how labels of photo collections and Fashion-MNIST map to it. */

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
