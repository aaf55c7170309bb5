/** Pictures of text in the fonts that the browser finds, as photos of pages, signs and screens show. */
import type { OtherPicture } from '../../src/domain/photo/drawn-nothing';
import { mix, randomStream } from '../../src/domain/random';

type Random = () => number;

const FONTS = ['sans-serif', 'serif', 'monospace', 'cursive', 'system-ui'];
const WEIGHTS = ['300', '400', '700', '900'];
/** Latin letters more often than others, some in capitals; digits; Hangul. */
const ALPHABETS = [
  ...['abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrstuvwxyz'],
  ...['ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789.,-/', '가나다라마바사아자차카타파하고노도로모보소'],
];

/** As many pictures as asked for; the same for the same seed and fonts. */
export function drawTexts(count: number, side: number, seed: number): OtherPicture[] {
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas in this worker');
  return Array.from({ length: count }, (_, at) => {
    drawText(context, side, randomStream(mix(seed, at)));
    const { data } = context.getImageData(0, 0, side, side);
    return { side, data: Uint8Array.from(data) };
  });
}

/** Paper or not, then lines of one size, mostly dark on pale, in one or two columns. */
function drawText(context: OffscreenCanvasRenderingContext2D, side: number, random: Random): void {
  context.resetTransform();
  context.clearRect(0, 0, side, side);
  const isDark = random() < 0.25;
  const [paper, ink] = [tone(isDark ? 20 : 235, random), tone(isDark ? 235 : 20, random)];
  if (random() < 0.7) {
    context.fillStyle = paper;
    context.fillRect(0, 0, side, side);
  }
  context.translate(side / 2, side / 2);
  context.rotate((random() < 0.5 ? 0.1 : 0.6) * (random() - 0.5));
  context.fillStyle = ink;
  const size = side * (0.04 + 0.3 * random() ** 2);
  const [weight, font] = [anyOf(WEIGHTS, random), anyOf(FONTS, random)];
  context.font = `${weight} ${size.toFixed(1)}px ${font}`;
  const alphabet = anyOf(ALPHABETS, random);
  const step = size * (1.1 + 0.6 * random());
  const lines = 1 + Math.floor(random() * ((0.95 * side) / step));
  const columns = random() < 0.2 ? 2 : 1;
  for (let line = 0; line < lines; line++) {
    const y = (line + 0.75 - lines / 2) * step;
    for (let column = 0; column < columns; column++) {
      const width = (0.9 * side) / columns;
      const x = -0.45 * side + column * width;
      context.fillText(words((width * 0.9) / size, alphabet, random), x, y, width * 0.95);
    }
  }
}

/** About as many letters as fit a line so many letters' heights long, the last line's end left free. */
function words(heights: number, alphabet: string, random: Random): string {
  const length = Math.max(1, Math.round(heights * 1.8 * (0.5 + 0.5 * random())));
  return Array.from({ length }, (_, at) =>
    at > 0 && random() < 0.16 ? ' ' : anyOf([...alphabet], random),
  ).join('');
}

function anyOf(items: readonly string[], random: Random): string {
  return items[Math.floor(random() * items.length)] as string;
}

/** A colour about so bright. */
function tone(brightness: number, random: Random): string {
  const channel = () => Math.round(brightness + 70 * (random() - 0.5));
  return `rgb(${channel()} ${channel()} ${channel()})`;
}
