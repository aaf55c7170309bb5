/**
 * Pictures of nothing to wear, to learn from beside photos: a network that has only ever seen garments
 * calls everything one. What people hold into a camera otherwise is drawn roughly; pictures of other
 * things are shown where there are some.
 */
import {
  anyColor,
  type Canvas,
  type Color,
  fillEllipse,
  fillPolygon,
  mixed,
  type Point,
  paint,
  paintedAt,
  pixelOf,
  type Random,
} from './canvas';
import { drawFace } from './drawn-face';
import { drawFurniture, drawRoom } from './drawn-furniture';
import { drawBackground } from './drawn-views';
import type { SquarePhoto } from './training-view';

/** A picture of something else than clothes; what is transparent shows what is behind. */
export interface OtherPicture {
  side: number;
  /** side x side x 4 bytes: red, green, blue, and how much it covers. */
  data: Uint8Array;
}

/** What pictures of nothing are made of. */
export interface NothingSources {
  /** Of clothes: what surrounds them is taken. */
  photos: readonly SquarePhoto[];
  others: readonly OtherPicture[];
}

type Draw = (sources: NothingSources, canvas: Canvas, random: Random) => void;

/** How often each kind is drawn, in parts of the sum. */
const PARTS: readonly (readonly [part: number, draw: Draw])[] = [
  [18, ofOne(({ photos }) => photos, drawPieces)],
  [10, ofOne(({ photos }) => photos, drawCorner)],
  [8, (_, canvas, random) => drawBackground(canvas, random)],
  [8, (_, canvas, random) => drawMany(5, drawShape, canvas, random)],
  [6, (_, canvas, random) => drawMany(30, drawLetter, canvas, random)],
  [12, (_, canvas, random) => drawThing(drawFurniture, canvas, random)],
  [6, (_, canvas, random) => drawRoom(canvas, random)],
  [12, (_, canvas, random) => drawThing(drawFace, canvas, random)],
  [20, ofOne(({ others }) => others, drawOther)],
];
const ALL_PARTS = PARTS.reduce((sum, [part]) => sum + part, 0);

/** Nothing to wear; a background alone where its kind needs a photo or picture and there is none. */
export function drawNothing(sources: NothingSources, canvas: Canvas, random: Random): void {
  let chance = random() * ALL_PARTS;
  const drawn = PARTS.find(([part]) => {
    chance -= part;
    return chance < 0;
  });
  drawn?.[1](sources, canvas, random);
}

/** What a garment could lie on: a background, or pieces or a corner of a photo. */
export function drawSurroundings(
  photos: readonly SquarePhoto[],
  canvas: Canvas,
  random: Random,
): void {
  const kind = random();
  const photo = photos[Math.floor(random() * photos.length)];
  if (photo && kind < 0.3) drawPieces(photo, canvas, random);
  else if (photo && kind < 0.7) drawCorner(photo, canvas, random);
  else drawBackground(canvas, random);
}

/** Draws from one of some pictures, or a background where there are none. */
function ofOne<T>(
  itemsOf: (sources: NothingSources) => readonly T[],
  draw: (item: T, canvas: Canvas, random: Random) => void,
): Draw {
  return (sources, canvas, random) => {
    const items = itemsOf(sources);
    const item = items[Math.floor(random() * items.length)];
    if (item) draw(item, canvas, random);
    else drawBackground(canvas, random);
  };
}

/** A background with up to so many things on it. */
function drawMany(
  most: number,
  draw: (canvas: Canvas, random: Random) => void,
  canvas: Canvas,
  random: Random,
): void {
  drawBackground(canvas, random);
  const count = 1 + Math.floor(random() * most);
  for (let thing = 0; thing < count; thing++) draw(canvas, random);
}

/** A thing in front of one plain colour, mostly pale, or of a background. */
function drawThing(
  draw: (canvas: Canvas, random: Random) => void,
  canvas: Canvas,
  random: Random,
): void {
  drawBehind(canvas, random);
  draw(canvas, random);
}

function drawBehind(canvas: Canvas, random: Random): void {
  const isPlain = random() < 0.5;
  const grey = random() < 0.7 ? 225 + 30 * random() : 255 * random();
  if (isPlain) paint(canvas, () => [grey, grey, grey]);
  else drawBackground(canvas, random);
}

/** Pieces of a photo in another order: its colours and textures without its garment. */
function drawPieces(photo: SquarePhoto, canvas: Canvas, random: Random): void {
  const count = 3 + Math.floor(random() * 4);
  const pieces = Array.from({ length: count * count }, () => Math.floor(random() * count * count));
  const piece = canvas.side / count;
  const step = photo.side / canvas.side;
  paint(canvas, (column, row) => {
    const [across, down] = [Math.floor(column / piece), Math.floor(row / piece)];
    const source = pieces[down * count + across] ?? 0;
    const x = (column - across * piece + (source % count) * piece) * step;
    const y = (row - down * piece + Math.floor(source / count) * piece) * step;
    return pixelOf(photo, x, y);
  });
}

/** A small part of a photo's corner, grown large: mostly floor, wall or sheet. */
function drawCorner(photo: SquarePhoto, canvas: Canvas, random: Random): void {
  const size = photo.side * (0.08 + 0.1 * random());
  const left = random() < 0.5 ? 0 : photo.side - size;
  const top = random() < 0.5 ? 0 : photo.side - size;
  const step = size / canvas.side;
  paint(canvas, (column, row) => pixelOf(photo, left + column * step, top + row * step));
}

/** A picture somewhere, mirrored or not, in its own or turned brightness. */
function drawOther(picture: OtherPicture, canvas: Canvas, random: Random): void {
  drawBehind(canvas, random);
  const { side } = canvas;
  const [width, height] = [side * (0.5 + 0.6 * random()), side * (0.5 + 0.6 * random())];
  const [left, top] = [random() * (side - width), random() * (side - height)];
  const isMirrored = random() < 0.5;
  const gain = 0.7 + 0.6 * random();
  paint(canvas, (column, row, at) => {
    const x = Math.floor(((column - left + 0.5) / width) * picture.side);
    const y = Math.floor(((row - top + 0.5) / height) * picture.side);
    if (x < 0 || y < 0 || x >= picture.side || y >= picture.side) return null;
    const from = (y * picture.side + (isMirrored ? picture.side - 1 - x : x)) * 4;
    const [red = 0, green = 0, blue = 0, cover = 0] = picture.data.subarray(from, from + 4);
    const own: Color = [red * gain, green * gain, blue * gain];
    return mixed(paintedAt(canvas, at), own, cover / 255);
  });
}

const SQUARE: readonly Point[] = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];
const TRIANGLE: readonly Point[] = [
  [0, 1],
  [-1, -1],
  [1, -1],
];

/** A filled ellipse, rectangle or triangle. */
function drawShape(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const color = anyColor(random);
  const [x, y]: Point = [random() * side, random() * side];
  const radii: Point = [side * (0.1 + 0.4 * random()), side * (0.1 + 0.4 * random())];
  const angle = random() * Math.PI;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const turned = ([u, v]: Point): Point => {
    const [across, down] = [u * radii[0], v * radii[1]];
    return [x + cosine * across - sine * down, y + sine * across + cosine * down];
  };
  const kind = Math.floor(random() * 3);
  if (kind === 0) fillEllipse(canvas, [x, y], radii, angle, () => color);
  else fillPolygon(canvas, (kind === 1 ? SQUARE : TRIANGLE).map(turned), () => color);
}

/** A few short strokes close together, as of a letter. */
function drawLetter(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const color: Color = random() < 0.7 ? [15, 15, 15] : anyColor(random);
  const size = side * (0.05 + 0.08 * random());
  const [left, top] = [random() * (side - size), random() * (side - size)];
  for (let stroke = 0; stroke < 3; stroke++) {
    const isUpright = random() < 0.5;
    const offset = Math.round(random() * size);
    for (let along = 0; along < size; along++) {
      const column = Math.floor(left + (isUpright ? offset : along));
      const row = Math.floor(top + (isUpright ? along : offset));
      if (column < side && row < side)
        canvas.data.set(color, canvas.from + (row * side + column) * 3);
    }
  }
}
