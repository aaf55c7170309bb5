import { type Palette, paletteOf } from '../images/palette';

type Colour = readonly [red: number, green: number, blue: number];

/** Zero is black, as the background of the images is; the larger the value, the lighter. */
const ZERO: Colour = [14, 15, 20];
/** Half-way and at the end: orange above zero, blue below; of equal lightness on both sides. */
const ABOVE: readonly Colour[] = [ZERO, [196, 96, 24], [255, 229, 178]];
const BELOW: readonly Colour[] = [ZERO, [42, 120, 200], [196, 230, 255]];

/** For values from 0 upwards. */
export const SEQUENTIAL: Palette = paletteOf((value) => along(ABOVE, value / 255));

/** For values around 0, which is the middle of the palette. */
export const DIVERGING: Palette = paletteOf((value) => {
  const share = (2 * value) / 255 - 1;
  return along(share < 0 ? BELOW : ABOVE, Math.abs(share));
});

/**
 * For heat over a picture: viridis by S. van der Walt and N. Smith (2015) at five places. Its lightness
 * rises evenly, so that it reads alike with every kind of colour vision and in grey.
 */
export const HEAT: Palette = paletteOf((value) =>
  along(
    [
      [68, 1, 84],
      [59, 82, 139],
      [33, 145, 140],
      [94, 201, 98],
      [253, 231, 37],
    ],
    value / 255,
  ),
);

/** The palette for signed values, or for those that are never below 0. */
export function paletteFor(isSigned: boolean): Palette {
  return isSigned ? DIVERGING : SEQUENTIAL;
}

/** The colour at a share, 0 to 1, of the way along some colours. */
function along(colours: readonly Colour[], share: number): Colour {
  const place = share * (colours.length - 1);
  const first = Math.min(Math.floor(place), colours.length - 2);
  const [from, to] = [colours[first] ?? ZERO, colours[first + 1] ?? ZERO];
  const mix = (at: 0 | 1 | 2) => from[at] + (to[at] - from[at]) * (place - first);
  return [mix(0), mix(1), mix(2)];
}
