/** A shoe of Fashion-MNIST, which shows all of them from the side, as it might look from above. */
import { IMAGE_SIDE } from '../dataset';
import type { GarmentOutline } from './view-placement';

type Random = () => number;

/** Fashion-MNIST's three kinds of shoes. */
const SHOES: readonly string[] = ['Sandal', 'Sneaker', 'Ankle boot'];

/** Whether a class is of shoes, by its name in Fashion-MNIST. */
export function isShoe(name: string | undefined): boolean {
  return name !== undefined && SHOES.includes(name);
}

/** Widest half of a shoe, as a share of its length. */
const HALF_WIDTH = { narrowest: 0.16, widest: 0.24 };

/**
 * Draws the shoe with its toe (left in Fashion-MNIST) at the top. Each column of the side view becomes a
 * row: its upper edge, what is seen first from above, lies in the middle, and the sole at both sides.
 * Behind the middle is the opening for the foot.
 * @param target 784 bytes; black around the shoe
 * @param rim what is darker would pass for background
 */
export function drawFromAbove(
  images: Uint8Array,
  from: number,
  { left, right }: GarmentOutline,
  rim: number,
  random: Random,
  target: Uint8Array,
): void {
  const { narrowest, widest } = HALF_WIDTH;
  const half = (narrowest + (widest - narrowest) * random()) * IMAGE_SIDE;
  const waist = 0.3 * random();
  const start = 0.35 + 0.2 * random();
  const inside = rim + (255 - rim) * random();
  const isOpen = random() < 0.8;
  target.fill(0);
  for (let row = 0; row < IMAGE_SIDE; row++) {
    const along = (row + 0.5) / IMAGE_SIDE;
    const column = Math.round(left + along * (right - left));
    const [top, bottom] = edgesOf(images, from + column, rim);
    const width = half * widthAt(along, waist);
    const opening = isOpen ? 0.7 * width * Math.sqrt(bump((along - start) / (0.93 - start))) : 0;
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const aside = Math.abs(x - (IMAGE_SIDE - 1) / 2);
      if (aside > width) continue;
      const source = Math.round(top + (aside / width) * (bottom - top));
      const value = images[from + source * IMAGE_SIDE + column] as number;
      target[row * IMAGE_SIDE + x] = aside < opening ? inside : Math.max(rim, value);
    }
  }
}

/** Rounded at toe and heel, slimmer at the waist; 0 to 1. */
function widthAt(along: number, waist: number): number {
  const oval = Math.sqrt(1 - Math.abs(2 * along - 1) ** 3);
  return oval * (1 - waist * bump((along - 0.4) / 0.5));
}

/** 0 at both ends of 0 to 1 and beyond, 1 in the middle. */
function bump(share: number): number {
  return share <= 0 || share >= 1 ? 0 : 4 * share * (1 - share);
}

/** First and last row of a column that is not darker than the rim; all of it where there is none. */
function edgesOf(images: Uint8Array, at: number, rim: number): [top: number, bottom: number] {
  let top = 0;
  while (top < IMAGE_SIDE && (images[at + top * IMAGE_SIDE] as number) < rim) top++;
  if (top === IMAGE_SIDE) return [0, IMAGE_SIDE - 1];
  let bottom = IMAGE_SIDE - 1;
  while ((images[at + bottom * IMAGE_SIDE] as number) < rim) bottom--;
  return [top, bottom];
}
