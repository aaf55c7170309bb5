/** Furniture and rooms out of boxes, seen from a little above: what stands behind people in photos. */
import {
  anyColor,
  type Canvas,
  type Color,
  fillPolygon,
  mixed,
  type Point,
  paint,
  type Random,
  scaled,
} from './canvas';

/** A box by its first corner and its sizes: along the floor, up, and into depth. */
type Box = readonly [x: number, y: number, z: number, width: number, height: number, depth: number];
type Corner = readonly [x: number, y: number, z: number];

/** From where it is seen. */
interface Camera {
  /** Turn about the upright axis, in radians from 0 to a quarter turn. */
  yaw: number;
  /** Down from the horizon, in radians. */
  pitch: number;
  /** Pixels a unit. */
  scale: number;
  /** What it looks at, and where on the canvas that comes to lie. */
  target: Corner;
  middle: Point;
}

/** The three sides that such a camera sees, by their corners (bits: x, y, z), and their light. */
const SIDES: readonly { corners: readonly number[]; light: number }[] = [
  { corners: [0b010, 0b110, 0b111, 0b011], light: 1 },
  { corners: [0b000, 0b100, 0b110, 0b010], light: 0.8 },
  { corners: [0b000, 0b001, 0b011, 0b010], light: 0.6 },
];

const KINDS: readonly ((random: Random) => Box[])[] = [
  tableBoxes,
  chairBoxes,
  sofaBoxes,
  bedBoxes,
  cabinetBoxes,
  shelfBoxes,
];

/** One piece of furniture over what is there already. */
export function drawFurniture(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const middle: Point = [side * (0.45 + 0.1 * random()), side * (0.45 + 0.1 * random())];
  drawPiece(canvas, middle, side * (0.55 + 0.4 * random()), random);
}

/** A room: walls, a floor, mostly a window or a door, and up to three pieces of furniture. */
export function drawRoom(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const horizon = side * (0.45 + 0.3 * random());
  const [left, right] = [side * (random() * 0.35 - 0.1), side * (1.1 - random() * 0.35)];
  const wall = mixed(anyColor(random), [230, 228, 222], random());
  const floor = mixed(anyColor(random), [150, 110, 75], random());
  const boards = 2 + Math.floor(8 * random());
  paint(canvas, (column, row) => {
    const depth = (row - horizon) / side;
    // Side walls run from the corners of the far wall towards the camera.
    const aside = Math.max(left - column, column - right, 0) * 0.8;
    if (depth * side > aside) {
      const across = ((column - side / 2) / (1 + 3 * depth) / side) * boards;
      return scaled(floor, (across - Math.floor(across) < 0.06 ? 0.75 : 0.95) + 0.3 * depth);
    }
    return scaled(wall, aside > 0 ? 0.8 : 1);
  });
  if (random() < 0.8) drawOpening(canvas, [left, right], horizon, random);
  const pieces = Math.floor(4 * random());
  for (let piece = 0; piece < pieces; piece++) {
    const place: Point = [side * random(), horizon + side * 0.15 * random()];
    drawPiece(canvas, place, side * (0.2 + 0.3 * random()), random);
  }
}

/** A bright window with bars, or a door, in the far wall. */
function drawOpening(canvas: Canvas, [left, right]: Point, horizon: number, random: Random): void {
  const isDoor = random() < 0.4;
  const width = (right - left) * (0.2 + 0.25 * random());
  const start = left + (right - left - width) * random();
  const top = horizon * (0.1 + 0.2 * random());
  const bottom = isDoor ? horizon : horizon * (0.6 + 0.2 * random());
  const frame = mixed(anyColor(random), [245, 245, 240], 0.7);
  const inside: Color = isDoor
    ? scaled(frame, 0.85)
    : mixed([185, 215, 245], [255, 255, 255], random());
  const rim = (right - left) * 0.02 + 1;
  fillPolygon(canvas, rectangle(start, top, start + width, bottom), () => frame);
  const panes = isDoor ? 1 : 1 + Math.floor(3 * random());
  for (let pane = 0; pane < panes; pane++) {
    const from = start + (width * pane) / panes + rim;
    const to = start + (width * (pane + 1)) / panes - rim;
    fillPolygon(canvas, rectangle(from, top + rim, to, bottom - rim), () => inside);
  }
}

function rectangle(left: number, top: number, right: number, bottom: number): Point[] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

function drawPiece(canvas: Canvas, middle: Point, size: number, random: Random): void {
  const boxes = (KINDS[Math.floor(random() * KINDS.length)] as (random: Random) => Box[])(random);
  const [yaw, pitch] = [0.2 + 1.1 * random(), 0.2 + 0.5 * random()];
  const width = Math.max(...boxes.map(([x, , , w]) => x + w));
  const height = Math.max(...boxes.map(([, y, , , h]) => y + h));
  const depth = Math.max(...boxes.map(([, , z, , , d]) => z + d));
  const target: Corner = [width / 2, height / 2, depth / 2];
  const camera: Camera = {
    yaw,
    pitch,
    scale: size / Math.max(width, height, depth),
    target,
    middle,
  };
  const color = mixed(anyColor(random), [140, 95, 60], random() < 0.5 ? 0.7 : 0);
  const soft = anyColor(random);
  // From far to near, by their middles.
  const distance = ([x, y, z, w, h, d]: Box) => depthOf(camera, [x + w / 2, y + h / 2, z + d / 2]);
  const order = boxes.map((box, at) => ({ box, color: at === 0 ? soft : color }));
  order.sort((one, other) => distance(other.box) - distance(one.box));
  for (const { box, color: own } of order) drawBox(canvas, box, camera, own);
}

function drawBox(canvas: Canvas, [x, y, z, w, h, d]: Box, camera: Camera, color: Color): void {
  for (const { corners, light } of SIDES) {
    const points = corners.map((bits) => {
      const corner: Corner = [
        x + (bits & 4 ? w : 0),
        y + (bits & 2 ? h : 0),
        z + (bits & 1 ? d : 0),
      ];
      return projected(camera, corner);
    });
    const shade = scaled(color, light);
    fillPolygon(canvas, points, () => shade);
  }
}

/** Without perspective: sizes do not depend on how far things are. */
function projected(camera: Camera, corner: Corner): Point {
  const { yaw, pitch, scale, target, middle } = camera;
  const [x, y, z] = corner.map((value, at) => value - (target[at] as number)) as [
    number,
    number,
    number,
  ];
  const across = x * Math.cos(yaw) - z * Math.sin(yaw);
  const into = x * Math.sin(yaw) + z * Math.cos(yaw);
  return [
    middle[0] + scale * across,
    middle[1] - scale * (y * Math.cos(pitch) + into * Math.sin(pitch)),
  ];
}

function depthOf({ yaw, pitch }: Camera, [x, y, z]: Corner): number {
  const into = x * Math.sin(yaw) + z * Math.cos(yaw);
  return into * Math.cos(pitch) - y * Math.sin(pitch);
}

/** Four legs below a board of this size, as thick as said. */
function legs(width: number, height: number, depth: number, thick: number): Box[] {
  return [0, width - thick].flatMap((x) =>
    [0, depth - thick].map((z): Box => [x, 0, z, thick, height, thick]),
  );
}

function tableBoxes(random: Random): Box[] {
  const [width, height, depth] = [0.7 + 0.3 * random(), 0.4 + 0.4 * random(), 0.4 + 0.5 * random()];
  const thick = 0.04 + 0.05 * random();
  return [[0, height, 0, width, 0.05, depth], ...legs(width, height, depth, thick)];
}

function chairBoxes(random: Random): Box[] {
  const [width, seat] = [0.45 + 0.1 * random(), 0.4 + 0.1 * random()];
  const back = 0.4 + 0.2 * random();
  return [
    [0, seat, 0, width, 0.06, width],
    ...legs(width, seat, width, 0.05),
    [0, seat + 0.06, width - 0.05, width, back, 0.05],
  ];
}

function sofaBoxes(random: Random): Box[] {
  const [width, depth] = [0.5 + 0.5 * random(), 0.4 + 0.1 * random()];
  const arm = 0.08 + 0.06 * random();
  const high = 0.25 + 0.1 * random();
  return [
    [arm, 0.05, 0, width - 2 * arm, 0.2, depth],
    [0, 0, 0, arm, high + 0.08, depth],
    [width - arm, 0, 0, arm, high + 0.08, depth],
    [0, 0, depth, width, high + 0.25, 0.12],
  ];
}

function bedBoxes(random: Random): Box[] {
  const [width, depth] = [0.4 + 0.4 * random(), 0.8 + 0.2 * random()];
  return [
    [0.02, 0.18, 0.02, width - 0.04, 0.12, depth - 0.04],
    [0, 0, 0, width, 0.18, depth],
    [0, 0, depth, width, 0.4 + 0.2 * random(), 0.05],
    [width * 0.2, 0.3, depth - 0.25, width * 0.6, 0.06, 0.2],
  ];
}

/** A body with doors or drawers that stand out a little. */
function cabinetBoxes(random: Random): Box[] {
  const [width, height, depth] = [0.4 + 0.5 * random(), 0.3 + 0.7 * random(), 0.3 + 0.2 * random()];
  const [across, down] = [1 + Math.floor(2 * random()), 1 + Math.floor(4 * random())];
  const [door, drawer] = [width / across, height / down];
  const fronts = Array.from(
    { length: across * down },
    (_, at): Box => [
      (at % across) * door + 0.02,
      Math.floor(at / across) * drawer + 0.02,
      -0.03,
      door - 0.04,
      drawer - 0.04,
      0.03,
    ],
  );
  return [[0, 0, 0, width, height, depth], ...fronts];
}

/** Two sides, a back, boards, and things on them. */
function shelfBoxes(random: Random): Box[] {
  const [width, height, depth] = [0.4 + 0.4 * random(), 0.8 + 0.2 * random(), 0.2];
  const boards = 3 + Math.floor(3 * random());
  const step = height / boards;
  const levels = Array.from({ length: boards }, (_, at) => at * step);
  return [
    [0, 0, depth, width, height, 0.02],
    [0, 0, 0, 0.03, height, depth],
    [width - 0.03, 0, 0, 0.03, height, depth],
    ...levels.map((level): Box => [0, level, 0, width, 0.03, depth]),
    ...levels.map(
      (level): Box => [0.05, level + 0.03, 0.05, width * 0.8 * random(), step * 0.6, 0.1],
    ),
  ];
}
