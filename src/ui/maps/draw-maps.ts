import type { ColourRange, MapSet } from '../../domain/feature-maps';
import type { Palette } from '../images/palette';

/** How maps lie on a canvas, in CSS pixels. */
export interface MapLayout {
  columns: number;
  rows: number;
  /** Side of one value of a map. */
  scale: number;
  /** Between two maps. */
  gap: number;
  /** Width and height of one map. */
  mapWidth: number;
  mapHeight: number;
  /** Of all maps with the gaps between them. */
  width: number;
  height: number;
}

/** The layout of maps in so many columns. */
export function mapLayout(
  { count, width, height }: Pick<MapSet, 'count' | 'width' | 'height'>,
  columns: number,
  scale: number,
  gap: number,
): MapLayout {
  const rows = Math.ceil(count / columns);
  const [mapWidth, mapHeight] = [width * scale, height * scale];
  return {
    columns,
    rows,
    scale,
    gap,
    mapWidth,
    mapHeight,
    width: columns * (mapWidth + gap) - gap,
    height: rows * (mapHeight + gap) - gap,
  };
}

/**
 * Draws all maps on one canvas, one canvas pixel for a CSS pixel, the gaps between them transparent.
 * @param ranges the range of colours of each map
 */
export function drawMaps(
  canvas: HTMLCanvasElement,
  maps: MapSet,
  layout: MapLayout,
  palette: Palette,
  ranges: readonly ColourRange[],
): void {
  if (canvas.width !== layout.width) canvas.width = layout.width;
  if (canvas.height !== layout.height) canvas.height = layout.height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const data = clearImage(layout.width, layout.height);
  const target = new Uint32Array(data.data.buffer);
  for (let map = 0; map < maps.count; map++) {
    const range = ranges[map];
    if (range) writeMap(target, layout, maps, map, palette, range);
  }
  context.putImageData(data, 0, 0);
}

/** Pixels that every canvas is drawn from: new ones, once a second for each, would be much garbage. */
let scratch = new ArrayBuffer(0);

/** An image all transparent, to be used before the next one is asked for. */
function clearImage(width: number, height: number): ImageData {
  const bytes = 4 * width * height;
  if (scratch.byteLength < bytes) scratch = new ArrayBuffer(bytes);
  const pixels = new Uint8ClampedArray(scratch, 0, bytes);
  pixels.fill(0);
  return new ImageData(pixels, width, height);
}

function writeMap(
  target: Uint32Array,
  { columns, gap, mapWidth, mapHeight, scale, width }: MapLayout,
  maps: MapSet,
  map: number,
  palette: Palette,
  { minimum, maximum }: ColourRange,
): void {
  const { values, pixelStride } = maps;
  const toColour = 255 / (maximum - minimum);
  let place = maps.offset + map * maps.mapStride;
  let line =
    Math.floor(map / columns) * (mapHeight + gap) * width + (map % columns) * (mapWidth + gap);
  for (let row = 0; row < maps.height; row++) {
    for (let column = 0; column < maps.width; column++, place += pixelStride) {
      const shade = ((values[place] as number) - minimum) * toColour + 0.5;
      const colour = palette[shade < 0 ? 0 : shade > 255 ? 255 : shade | 0] as number;
      const from = line + column * scale;
      // A loop: `fill` costs several times as much for so few.
      for (let pixel = from; pixel < from + scale; pixel++) target[pixel] = colour;
    }
    // The other lines of this row of values are the same.
    for (let copy = 1; copy < scale; copy++) {
      target.copyWithin(line + copy * width, line, line + mapWidth);
    }
    line += scale * width;
  }
}
