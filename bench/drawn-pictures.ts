/** Pictures of drawn shapes and of text, out of scope for every network: a seed decides what is drawn. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { mix, randomStream } from '../src/domain/random';
import type { App } from './browser';
import type { OtherPicture } from './other-pictures';

/** Something on a picture, about a place and turned. */
interface Mark {
  /** Filled, or drawn as a line where that has a width. */
  shape: { path: string; lineWidth: number } | null;
  text: { line: string; font: string } | null;
  color: string;
  /** Pixels. */
  x: number;
  y: number;
  /** Radians. */
  angle: number;
}

interface Drawing {
  background: string;
  marks: Mark[];
}

type Random = () => number;

/** Of each kind. */
const COUNT = 60;
/** Pixels. */
const SIDE = 480;
const SEED = 42;
const SYLLABLES = ['ba', 'den', 'fo', 'gri', 'hul', 'ka', 'lem', 'no', 'pri', 'sto', 'tan', 'vel'];
const FONTS = ['sans-serif', 'serif', 'monospace'];
const KINDS: readonly { kind: string; drawingOf(random: Random): Drawing }[] = [
  { kind: 'drawn shapes', drawingOf: shapes },
  { kind: 'text', drawingOf: writing },
];

/** Draws them into a folder as PNG files. Letters are of the fonts that the browser finds. */
export async function drawPictures(app: App, folder: string): Promise<OtherPicture[]> {
  const page = await app.newPage('about:blank');
  const pictures: OtherPicture[] = [];
  for (const [at, { kind, drawingOf }] of KINDS.entries()) {
    for (let index = 0; index < COUNT; index++) {
      const file = join(folder, `${kind.replace(' ', '-')}-${index + 1}.png`);
      writeFileSync(file, await draw(page, drawingOf(randomStream(mix(SEED, at, index)))));
      pictures.push({ file, kind, isDrawn: true });
    }
  }
  await page.context().close();
  return pictures;
}

/** One shape alone in every third picture, else up to eight. */
function shapes(random: Random): Drawing {
  const isAlone = random() < 1 / 3;
  const count = isAlone ? 1 : 2 + below(7, random);
  return {
    background: paper(random),
    marks: Array.from({ length: count }, () => {
      const radius = SIDE * (isAlone ? 0.2 + 0.25 * random() : 0.06 + 0.2 * random());
      const isLine = random() < 0.4;
      return {
        shape: { path: anyPath(radius, random), lineWidth: isLine ? 2 + 10 * random() : 0 },
        text: null,
        color: color(random),
        x: isAlone ? SIDE / 2 : SIDE * random(),
        y: isAlone ? SIDE / 2 : SIDE * random(),
        angle: 2 * Math.PI * random(),
      };
    }),
  };
}

/** Lines of made-up words, from a headline to a full page; every third is turned a little. */
function writing(random: Random): Drawing {
  const size = 16 + 80 * random() ** 2;
  const font = `${size.toFixed(0)}px ${FONTS[below(FONTS.length, random)]}`;
  const ink = random() < 0.7 ? 'rgb(20 20 20)' : color(random);
  const angle = random() < 1 / 3 ? (random() - 0.5) / 2 : 0;
  const step = size * 1.4;
  const lines = 1 + below(Math.floor((SIDE * 0.9) / step), random);
  return {
    background: random() < 0.7 ? 'rgb(250 249 245)' : paper(random),
    marks: Array.from({ length: lines }, (_, line) => ({
      shape: null,
      text: { line: words((SIDE * 0.85) / (size * 0.6), random), font },
      color: ink,
      x: SIDE * 0.08,
      y: SIDE / 2 + (line + 0.75 - lines / 2) * step,
      angle,
    })),
  };
}

/** About so many letters of words; at least one word. */
function words(letters: number, random: Random): string {
  let line = '';
  do {
    const syllables = Array.from({ length: 1 + below(4, random) }, () =>
      below(SYLLABLES.length, random),
    );
    line += ` ${syllables.map((at) => SYLLABLES[at]).join('')}`;
  } while (line.length < letters);
  return line.trim();
}

/** An ellipse, a polygon, a star, a blob with corners, or a scribble; about 0, as an SVG path. */
function anyPath(radius: number, random: Random): string {
  const kind = below(5, random);
  const corners = 3 + below(5, random);
  if (kind === 0) return ellipse(radius, radius * (0.4 + 0.6 * random()));
  if (kind === 1) return closed(Array.from({ length: corners }, () => radius));
  const inner = radius * (0.3 + 0.4 * random());
  if (kind === 2)
    return closed(Array.from({ length: corners * 2 }, (_, at) => (at % 2 ? inner : radius)));
  if (kind === 3)
    return closed(Array.from({ length: corners + 3 }, () => radius * (0.4 + random())));
  const place = () =>
    `${(radius * (2 * random() - 1)).toFixed(1)} ${(radius * (2 * random() - 1)).toFixed(1)}`;
  return `M${place()}Q${Array.from({ length: 2 * corners }, place).join(' ')}`;
}

function ellipse(across: number, down: number): string {
  const half = `A${across} ${down} 0 1 0 `;
  return `M${-across} 0${half}${across} 0${half}${-across} 0Z`;
}

/** Corners at even angles. */
function closed(radii: readonly number[]): string {
  const corners = radii.map((radius, at) => {
    const angle = (2 * Math.PI * at) / radii.length;
    return `${(radius * Math.cos(angle)).toFixed(1)} ${(radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${corners.join('L')}Z`;
}

function below(count: number, random: Random): number {
  return Math.floor(count * random());
}

function color(random: Random): string {
  return `rgb(${below(256, random)} ${below(256, random)} ${below(256, random)})`;
}

/** Mostly pale. */
function paper(random: Random): string {
  if (random() < 0.3) return color(random);
  const grey = 215 + below(41, random);
  return `rgb(${grey} ${grey} ${grey - below(20, random)})`;
}

async function draw(page: Page, drawing: Drawing): Promise<Buffer> {
  const base64 = await page.evaluate(
    ({ side, background, marks }) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = side;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = background;
      context.fillRect(0, 0, side, side);
      for (const { shape, text, color, x, y, angle } of marks) {
        context.fillStyle = context.strokeStyle = color;
        context.setTransform(1, 0, 0, 1, x, y);
        context.rotate(angle);
        if (text) {
          context.font = text.font;
          context.fillText(text.line, 0, 0);
        }
        if (!shape) continue;
        context.lineWidth = shape.lineWidth;
        if (shape.lineWidth > 0) context.stroke(new Path2D(shape.path));
        else context.fill(new Path2D(shape.path));
      }
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    { side: SIDE, ...drawing },
  );
  return Buffer.from(base64, 'base64');
}
