/** A map shown large. */
export interface OpenMap {
  /** Position of the layer in the network. */
  layer: number;
  map: number;
}
