/** Rotating a picture by a few degrees about its middle. */
import type { PixelImage, Place } from './photo';
import { blank } from './pixels';

/**
 * The opaque picture rotated clockwise, of the same size. Between pixels it runs smoothly; where the
 * picture ends, its edge goes on, so that no new border appears.
 */
export function rotated(image: PixelImage, degrees: number): PixelImage {
  if (degrees === 0) return image;
  const { width, height } = image;
  const result = blank(width, height);
  const [cos, sin] = direction(degrees);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const [across, down] = [x - middleX, y - middleY];
      const from = {
        x: middleX + across * cos + down * sin,
        y: middleY + down * cos - across * sin,
      };
      result.data.set(colorBetween(image, from), at);
    }
  }
  return result;
}

/** Where a place of a picture of these sides lies after rotating it clockwise. */
export function rotatedPlace(
  { x, y }: Place,
  degrees: number,
  { width, height }: { width: number; height: number },
): Place {
  const [cos, sin] = direction(degrees);
  const [across, down] = [(x - 0.5) * width, (y - 0.5) * height];
  return {
    x: 0.5 + (across * cos - down * sin) / width,
    y: 0.5 + (across * sin + down * cos) / height,
  };
}

function direction(degrees: number): [cos: number, sin: number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/** The colour between four pixels; x and y in pixels, whole numbers at their centres. */
function colorBetween({ width, height, data }: PixelImage, { x, y }: Place): number[] {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [x - left, y - top];
  const pixel = (column: number, row: number) =>
    (clamp(row, height - 1) * width + clamp(column, width - 1)) * 4;
  const corners = [
    [pixel(left, top), (1 - across) * (1 - down)],
    [pixel(left + 1, top), across * (1 - down)],
    [pixel(left, top + 1), (1 - across) * down],
    [pixel(left + 1, top + 1), across * down],
  ] as const;
  return [0, 1, 2, 3].map((channel) =>
    corners.reduce((sum, [at, share]) => sum + share * (data[at + channel] as number), 0),
  );
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
