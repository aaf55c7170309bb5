/** An affine map of the plane: a place (x, y) becomes (xx x + xy y + x0, yx x + yy y + y0). */
export interface Affine {
  xx: number;
  xy: number;
  yx: number;
  yy: number;
  x0: number;
  y0: number;
}
