/** Faces, roughly: what a webcam sees first, and no garment. */
import {
  anyColor,
  type Canvas,
  type Color,
  fillEllipse,
  fillPolygon,
  mixed,
  type Point,
  type Random,
  scaled,
} from './canvas';

/** Skin from dark to pale. */
const DARK_SKIN: Color = [70, 45, 32];
const PALE_SKIN: Color = [245, 215, 195];

/** A head's place: its middle, its radii, and how light changes across it. */
interface Head {
  middle: Point;
  radii: Point;
  shadeAt(column: number): number;
}

/** A face that looks at the camera, nearly filling the canvas; what is behind it stays. */
export function drawFace(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const across = side * (0.24 + 0.16 * random());
  const radii: Point = [across, across * (1.2 + 0.25 * random())];
  const middle: Point = [side * (0.42 + 0.16 * random()), side * (0.45 + 0.12 * random())];
  const light = (random() - 0.5) * 0.8;
  const shadeAt = (column: number) => 0.9 + (light * (column - middle[0])) / across;
  const head: Head = { middle, radii, shadeAt };
  const skin = mixed(DARK_SKIN, PALE_SKIN, random());
  const hair: Color = random() < 0.8 ? scaled(skin, 0.15 + 0.3 * random()) : anyColor(random);
  drawNeck(canvas, head, skin, random);
  drawHead(canvas, head, skin, hair, random);
  drawEyes(canvas, head, hair, random);
  drawNoseAndMouth(canvas, head, skin, random);
}

/** A place in the head: from -1 to 1 across and down. */
function placeIn({ middle, radii }: Head, across: number, down: number): Point {
  return [middle[0] + across * radii[0], middle[1] + down * radii[1]];
}

function drawNeck(canvas: Canvas, head: Head, skin: Color, random: Random): void {
  const below = canvas.side * 1.2;
  const [left] = placeIn(head, -0.5, 0);
  const [right, top] = placeIn(head, 0.5, 0.5);
  const corners: Point[] = [
    [left, top],
    [right, top],
    [right, below],
    [left, below],
  ];
  fillPolygon(canvas, corners, (column) => scaled(skin, 0.75 * head.shadeAt(column)));
  const shoulders = placeIn(head, 0, 1.9);
  const cloth = anyColor(random);
  const reach: Point = [head.radii[0] * 2, head.radii[1] * 0.7];
  fillEllipse(canvas, shoulders, reach, 0, (column) => scaled(cloth, head.shadeAt(column)));
}

function drawHead(canvas: Canvas, head: Head, skin: Color, hair: Color, random: Random): void {
  const { middle, radii, shadeAt } = head;
  const grown = 1.08 + 0.25 * random();
  const isLong = random() < 0.4;
  const reach: Point = [radii[0] * grown, radii[1] * (isLong ? grown * 1.15 : grown)];
  const hairline = middle[1] - radii[1] * (0.45 + 0.3 * random());
  const end = isLong ? canvas.side : middle[1] + radii[1] * 0.1;
  fillEllipse(canvas, placeIn(head, 0, -0.08), reach, 0, (column, row) =>
    row < end ? scaled(hair, shadeAt(column)) : null,
  );
  fillEllipse(canvas, middle, radii, 0, (column, row) =>
    row > hairline ? scaled(skin, shadeAt(column)) : null,
  );
}

function drawEyes(canvas: Canvas, head: Head, hair: Color, random: Random): void {
  const [across, down] = head.radii;
  const height = -0.2 + 0.15 * random();
  const apart = 0.36 + 0.1 * random();
  const open = 0.05 + 0.05 * random();
  const brow = height - 0.14 - 0.08 * random();
  for (const side of [-apart, apart]) {
    const eye = placeIn(head, side, height);
    const white: Color = [215, 210, 205];
    fillEllipse(canvas, eye, [across * 0.17, down * open], 0, (column) =>
      scaled(white, head.shadeAt(column)),
    );
    fillEllipse(canvas, eye, [across * 0.08, down * open], 0, () => [30, 22, 18]);
    fillEllipse(canvas, placeIn(head, side, brow), [across * 0.22, down * 0.035], 0, () => hair);
  }
}

function drawNoseAndMouth(canvas: Canvas, head: Head, skin: Color, random: Random): void {
  const [across, down] = head.radii;
  const nose = placeIn(head, 0, 0.2);
  fillEllipse(canvas, nose, [across * 0.14, down * 0.07], 0, () => scaled(skin, 0.7));
  const mouth = placeIn(head, 0, 0.48 + 0.1 * random());
  const lips: Color = [skin[0] * 0.8, skin[1] * 0.5, skin[2] * 0.5];
  const width = across * (0.25 + 0.2 * random());
  fillEllipse(canvas, mouth, [width, down * (0.04 + 0.07 * random())], 0, () => lips);
  if (random() < 0.4)
    fillEllipse(canvas, mouth, [width * 0.8, down * 0.025], 0, () => [230, 225, 215]);
}
