/** Turns a photo a quarter at a time, and what a person said of places in it with it. */
import type { Mark, PhotoAdjustments, Region } from './photo';

/** How a photo is read once it was turned by some quarters clockwise: the chosen part and the marks turn with it. */
export function turnedBy(
  quarters: number,
  { turns, crop, marks }: PhotoAdjustments,
): Pick<PhotoAdjustments, 'turns' | 'crop' | 'marks'> {
  let turned = { crop, marks };
  for (let done = 0; done < quarters; done++) {
    turned = { crop: turned.crop && turnRegion(turned.crop), marks: turned.marks.map(turnMark) };
  }
  return { turns: ((turns + quarters) % 4) as PhotoAdjustments['turns'], ...turned };
}

/** The same part of a picture that was turned a quarter clockwise. */
function turnRegion({ left, top, width, height }: Region): Region {
  return { left: 1 - top - height, top: left, width: height, height: width };
}

function turnMark({ kind, places }: Mark): Mark {
  return { kind, places: places.map(({ x, y }) => ({ x: 1 - y, y: x })) };
}
