/**
 * Cheapest division of a grid of pixels between two terminals, by the maximum flow method of
 * Y. Boykov and V. Kolmogorov, "An Experimental Comparison of Min-Cut/Max-Flow Algorithms for Energy
 * Minimization in Vision", 2004: two search trees grow from the terminals until they meet, flow goes
 * along the path, and what this cuts off looks for a new parent. Written from the paper. Where the terminals
 * change, what flows already is kept: P. Kohli, P. Torr, "Dynamic Graph Cuts for Efficient Inference in Markov
 * Random Fields", 2007.
 */
import { type GridLinks, NEIGHBOURS } from './grid-graph';

const FREE = 0;
const SOURCE = 1;
const SINK = 2;
/** Values of `parent` that are no direction: the pixel hangs on its terminal, or on nothing. */
const TERMINAL = 8;
const NONE = 9;

/**
 * A grid that is divided once or several times. Pixels lie in it with a rim of one pixel, from which no link
 * leads anywhere: no bounds to check.
 */
export class GridCut {
  readonly #width: number;
  readonly #height: number;
  readonly #stride: number;
  /** Index difference to each neighbour. */
  readonly #steps: Int32Array;
  /** What can still flow: from the source (or, negative, to the sink), and to each neighbour. */
  readonly #terminals: Float32Array;
  readonly #links: Float32Array;
  /** Terminals of the division before, without the rim. */
  readonly #before: Float32Array;
  readonly #tree: Uint8Array;
  readonly #parent: Uint8Array;
  /** Length of the way to the terminal, right if its time is the present. */
  readonly #distance: Int32Array;
  readonly #time: Int32Array;
  #now = 0;
  /** Pixels whose neighbours are to be looked at: a ring, and who is in it. */
  readonly #active: Int32Array;
  readonly #waiting: Uint8Array;
  #first = 0;
  #count = 0;
  readonly #orphans: number[] = [];
  /** What goes through the path under way; here, as a fraction that is handed on makes an object each time. */
  readonly #flow = new Float32Array(1);

  constructor({ width, height, links }: GridLinks) {
    this.#width = width;
    this.#height = height;
    this.#stride = width + 2;
    const size = this.#stride * (height + 2);
    this.#steps = Int32Array.from(NEIGHBOURS, ([x, y]) => y * this.#stride + x);
    this.#terminals = new Float32Array(size);
    this.#links = new Float32Array(size * 8);
    this.#before = new Float32Array(width * height);
    this.#tree = new Uint8Array(size);
    this.#parent = new Uint8Array(size);
    this.#distance = new Int32Array(size);
    this.#time = new Int32Array(size);
    this.#active = new Int32Array(size);
    this.#waiting = new Uint8Array(size);
    for (let y = 0; y < height; y++) {
      const row = links.subarray(y * width * 8, (y + 1) * width * 8);
      this.#links.set(row, this.#index(0, y) * 8);
    }
  }

  /**
   * The side of each pixel in a cheapest division: 1 with the source, 0 with the sink. Of several, the one
   * with the fewest pixels on the source's side.
   * @param terminals one value a pixel: above 0 the price of parting it from the source, below 0 from the sink
   */
  divide(terminals: Float32Array): Uint8Array<ArrayBuffer> {
    this.#begin(terminals);
    for (let pixel = this.#nextActive(); pixel >= 0; pixel = this.#nextActive()) {
      for (let found = this.#grow(pixel); found >= 0; found = this.#grow(pixel)) {
        this.#now++;
        this.#augment(pixel, found);
        for (let orphan = this.#orphans.pop(); orphan !== undefined; orphan = this.#orphans.pop()) {
          this.#adopt(orphan);
        }
      }
    }
    const [width, height] = [this.#width, this.#height];
    const sides = new Uint8Array(width * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        sides[at] = this.#tree[this.#index(x, y)] === SOURCE ? 1 : 0;
      }
    }
    return sides;
  }

  #index(x: number, y: number): number {
    return (y + 1) * this.#stride + x + 1;
  }

  /** Plants the trees. A terminal has left what it had, and what it has more now. */
  #begin(terminals: Float32Array): void {
    this.#tree.fill(FREE);
    this.#parent.fill(NONE);
    this.#time.fill(0);
    this.#now = 0;
    for (let y = 0, at = 0; y < this.#height; y++) {
      for (let x = 0, pixel = this.#index(0, y); x < this.#width; x++, at++, pixel++) {
        const more = (terminals[at] as number) - (this.#before[at] as number);
        this.#terminals[pixel] = (this.#terminals[pixel] as number) + more;
      }
    }
    this.#before.set(terminals);
    this.#fillShortPaths();
    // The rim has no terminals.
    for (let pixel = 0; pixel < this.#terminals.length; pixel++) {
      const terminal = this.#terminals[pixel] as number;
      if (terminal === 0) continue;
      this.#tree[pixel] = terminal > 0 ? SOURCE : SINK;
      this.#parent[pixel] = TERMINAL;
      this.#distance[pixel] = 1;
      this.#activate(pixel);
    }
  }

  /** Sends what fits from each pixel with the source straight to neighbours with the sink: no trees for these. */
  #fillShortPaths(): void {
    const terminals = this.#terminals;
    const links = this.#links;
    const steps = this.#steps;
    for (let pixel = 0; pixel < terminals.length; pixel++) {
      let left = terminals[pixel] as number;
      if (left <= 0) continue;
      for (let d = 0; d < 8; d++) {
        const other = pixel + (steps[d] as number);
        const link = links[pixel * 8 + d] as number;
        const taken = -(terminals[other] as number);
        if (link <= 0 || !(taken > 0)) continue;
        const flow = Math.min(left, link, taken);
        links[pixel * 8 + d] = link - flow;
        links[other * 8 + 7 - d] = (links[other * 8 + 7 - d] as number) + flow;
        terminals[other] = flow - taken;
        left = Math.fround(left - flow);
        if (left <= 0) break;
      }
      terminals[pixel] = left;
    }
  }

  #activate(pixel: number): void {
    if (this.#waiting[pixel]) return;
    this.#waiting[pixel] = 1;
    this.#active[(this.#first + this.#count) % this.#active.length] = pixel;
    this.#count++;
  }

  /** Takes a pixel out of the ring; -1 when it is empty. */
  #nextActive(): number {
    if (this.#count === 0) return -1;
    const pixel = this.#active[this.#first] as number;
    this.#first = (this.#first + 1) % this.#active.length;
    this.#count--;
    this.#waiting[pixel] = 0;
    return pixel;
  }

  /** What can flow between a pixel and its neighbour d in the direction of a tree's flow, outwards. */
  #outwards(tree: number, pixel: number, d: number): number {
    return tree === SOURCE
      ? (this.#links[pixel * 8 + d] as number)
      : (this.#links[(pixel + (this.#steps[d] as number)) * 8 + 7 - d] as number);
  }

  /** Takes free neighbours into the pixel's tree. The direction where the other tree is met, or -1. */
  #grow(pixel: number): number {
    // Locals, here and below: these loops are most of the time that a photo takes.
    const trees = this.#tree;
    const links = this.#links;
    const steps = this.#steps;
    const tree = trees[pixel] as number;
    if (tree === FREE) return -1;
    const isSource = tree === SOURCE;
    for (let d = 0; d < 8; d++) {
      const other = pixel + (steps[d] as number);
      if ((links[isSource ? pixel * 8 + d : other * 8 + 7 - d] as number) <= 0) continue;
      const met = trees[other] as number;
      if (met === FREE) {
        trees[other] = tree;
        this.#attach(other, 7 - d, pixel);
        this.#activate(other);
      } else if (met !== tree) {
        return d;
      } else if (this.#isShortcut(pixel, other)) {
        this.#attach(other, 7 - d, pixel);
      }
    }
    return -1;
  }

  #attach(pixel: number, d: number, parent: number): void {
    this.#parent[pixel] = d;
    this.#time[pixel] = this.#time[parent] as number;
    this.#distance[pixel] = (this.#distance[parent] as number) + 1;
  }

  #isShortcut(pixel: number, other: number): boolean {
    return (
      (this.#time[other] as number) <= (this.#time[pixel] as number) &&
      (this.#distance[other] as number) > (this.#distance[pixel] as number) + 1
    );
  }

  /** Sends as much as fits through the path that crosses between the trees at `pixel`. */
  #augment(pixel: number, d: number): void {
    const other = pixel + (this.#steps[d] as number);
    const fromSource = this.#tree[pixel] === SOURCE;
    const bridge = fromSource ? pixel * 8 + d : other * 8 + 7 - d;
    const back = fromSource ? other * 8 + 7 - d : pixel * 8 + d;
    this.#flow[0] = this.#links[bridge] as number;
    this.#narrow(pixel);
    this.#narrow(other);
    const flow = this.#flow[0] as number;
    this.#links[bridge] = (this.#links[bridge] as number) - flow;
    this.#links[back] = (this.#links[back] as number) + flow;
    this.#push(pixel);
    this.#push(other);
  }

  /** Lowers the flow to what fits through the path from a pixel to its terminal. */
  #narrow(start: number): void {
    const parents = this.#parent;
    const links = this.#links;
    const steps = this.#steps;
    const isSource = this.#tree[start] === SOURCE;
    let flow = this.#flow[0] as number;
    let pixel = start;
    for (let d = parents[pixel] as number; d !== TERMINAL; d = parents[pixel] as number) {
      const parent = pixel + (steps[d] as number);
      const left = links[isSource ? parent * 8 + 7 - d : pixel * 8 + d] as number;
      if (left < flow) flow = left;
      pixel = parent;
    }
    this.#flow[0] = Math.min(flow, Math.abs(this.#terminals[pixel] as number));
  }

  #push(start: number): void {
    const flow = this.#flow[0] as number;
    const parents = this.#parent;
    const links = this.#links;
    const steps = this.#steps;
    const isSource = this.#tree[start] === SOURCE;
    let pixel = start;
    for (let d = parents[pixel] as number; d !== TERMINAL; d = parents[pixel] as number) {
      const parent = pixel + (steps[d] as number);
      const inwards = parent * 8 + 7 - d;
      const outwards = pixel * 8 + d;
      const link = isSource ? inwards : outwards;
      const back = isSource ? outwards : inwards;
      links[link] = (links[link] as number) - flow;
      links[back] = (links[back] as number) + flow;
      if (links[link] === 0) this.#orphan(pixel);
      pixel = parent;
    }
    const left = this.#terminals[pixel] as number;
    this.#terminals[pixel] = left > 0 ? left - flow : left + flow;
    if (this.#terminals[pixel] === 0) this.#orphan(pixel);
  }

  #orphan(pixel: number): void {
    this.#parent[pixel] = NONE;
    this.#orphans.push(pixel);
  }

  /** Finds the nearest new parent in the same tree; without one the pixel becomes free. */
  #adopt(pixel: number): void {
    const tree = this.#tree[pixel] as number;
    const trees = this.#tree;
    const links = this.#links;
    const steps = this.#steps;
    const isSource = tree === SOURCE;
    let best = NONE;
    let nearest = Number.POSITIVE_INFINITY;
    for (let d = 0; d < 8; d++) {
      const other = pixel + (steps[d] as number);
      if (trees[other] !== tree) continue;
      if ((links[isSource ? other * 8 + 7 - d : pixel * 8 + d] as number) <= 0) continue;
      const distance = this.#distanceOf(other);
      if (distance >= nearest) continue;
      nearest = distance;
      best = d;
    }
    if (best !== NONE) {
      this.#parent[pixel] = best;
      this.#time[pixel] = this.#now;
      this.#distance[pixel] = nearest + 1;
    } else {
      this.#release(pixel, tree);
    }
  }

  #release(pixel: number, tree: number): void {
    for (let d = 0; d < 8; d++) {
      const other = pixel + (this.#steps[d] as number);
      if (this.#tree[other] !== tree) continue;
      if (this.#outwards(tree, other, 7 - d) > 0) this.#activate(other);
      if (this.#parent[other] === 7 - d) this.#orphan(other);
    }
    this.#tree[pixel] = FREE;
  }

  /** Length of the way to the terminal, noted along it; Infinity when it ends at an orphan. */
  #distanceOf(start: number): number {
    const times = this.#time;
    const parents = this.#parent;
    const steps = this.#steps;
    const now = this.#now;
    let pixel = start;
    let walked = 0;
    while (times[pixel] !== now) {
      const d = parents[pixel] as number;
      if (d === NONE) return Number.POSITIVE_INFINITY;
      if (d === TERMINAL) {
        times[pixel] = now;
        this.#distance[pixel] = 1;
        break;
      }
      walked++;
      pixel += steps[d] as number;
    }
    const distance = walked + (this.#distance[pixel] as number);
    let left = distance;
    for (let mark = start; mark !== pixel; mark += steps[parents[mark] as number] as number) {
      times[mark] = now;
      this.#distance[mark] = left--;
    }
    return distance;
  }
}
