import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { type GridLinks, NEIGHBOURS } from './grid-graph';
import { GridCut } from './min-cut';

/** A grid and its terminals: above 0 the price of parting a pixel from the source, below 0 from the sink. */
interface GridGraph extends GridLinks {
  terminals: Float32Array;
}

function minCut(graph: GridGraph): Uint8Array {
  return new GridCut(graph).divide(graph.terminals);
}

/** A grid with these terminals and links: from pixel, to pixel, price. */
function grid(
  width: number,
  terminals: number[],
  links: [from: number, to: number, price: number][],
): GridGraph {
  const graph: GridGraph = {
    width,
    height: terminals.length / width,
    terminals: Float32Array.from(terminals),
    links: new Float32Array(terminals.length * 8),
  };
  for (const [from, to, price] of links) {
    const dx = (to % width) - (from % width);
    const dy = Math.floor(to / width) - Math.floor(from / width);
    const d = NEIGHBOURS.findIndex(([x, y]) => x === dx && y === dy);
    graph.links[from * 8 + d] = price;
  }
  return graph;
}

/** What a division costs: sides are bits, 1 for the source. */
function price({ width, height, terminals, links }: GridGraph, side: (at: number) => number) {
  let sum = 0;
  for (let at = 0; at < width * height; at++) {
    const terminal = terminals[at] as number;
    if (terminal > 0 && !side(at)) sum += terminal;
    if (terminal < 0 && side(at)) sum -= terminal;
    NEIGHBOURS.forEach(([dx, dy], d) => {
      const x = (at % width) + dx;
      const y = Math.floor(at / width) + dy;
      if (x < 0 || x >= width || y < 0 || y >= height) return;
      if (side(at) && !side(y * width + x)) sum += links[at * 8 + d] as number;
    });
  }
  return sum;
}

describe('GridCut', () => {
  it('cuts a chain at its cheapest link', () => {
    const links: [number, number, number][] = [
      [0, 1, 5],
      [1, 2, 2],
      [2, 3, 4],
    ];
    expect([...minCut(grid(4, [9, 0, 0, -9], links))]).toEqual([1, 1, 0, 0]);
  });

  it('cuts at a terminal where that is cheaper than any link', () => {
    expect([...minCut(grid(2, [1, -9], [[0, 1, 5]]))]).toEqual([0, 0]);
    expect([...minCut(grid(2, [9, -1], [[0, 1, 5]]))]).toEqual([1, 1]);
  });

  it('minds the direction of links', () => {
    expect([...minCut(grid(2, [9, -9], [[1, 0, 5]]))]).toEqual([1, 0]);
    expect([...minCut(grid(3, [9, -1, -9], [[0, 1, 5]]))]).toEqual([1, 1, 0]);
  });

  it('adds up ways side by side', () => {
    // Two ways of 3 and 4 from corner to corner, and a diagonal of 1: 8 in all, less than 9 and 10.
    const links: [number, number, number][] = [
      [0, 1, 3],
      [1, 3, 5],
      [0, 2, 6],
      [2, 3, 4],
      [0, 3, 1],
    ];
    expect([...minCut(grid(2, [9, 0, 0, -10], links))]).toEqual([1, 0, 1, 0]);
  });

  it('leaves what hangs on nothing with the sink', () => {
    expect([...minCut(grid(2, [0, 0], []))]).toEqual([0, 0]);
    expect([...minCut(grid(1, [3], []))]).toEqual([1]);
  });

  it('is as cheap as the cheapest of all divisions of small grids', () => {
    const random = randomStream(5);
    const whole = (limit: number) => Math.floor(random() * limit);
    for (let round = 0; round < 300; round++) {
      const graph = grid(
        3,
        Array.from({ length: 9 }, () => whole(41) - 20),
        [],
      );
      // Sparse and dense graphs, one-way links among them.
      const density = random();
      graph.links.forEach((_, index) => {
        graph.links[index] = random() < density ? whole(12) : 0;
      });
      const sides = minCut(graph);
      let cheapest = Number.POSITIVE_INFINITY;
      for (let bits = 0; bits < 512; bits++) {
        cheapest = Math.min(
          cheapest,
          price(graph, (at) => (bits >> at) & 1),
        );
      }
      expect(price(graph, (at) => sides[at] as number)).toBe(cheapest);
    }
  });

  it('divides a grid again by other terminals as if for the first time', () => {
    const random = randomStream(7);
    const whole = (limit: number) => Math.floor(random() * limit);
    const terminals = () => Float32Array.from({ length: 30 }, () => whole(41) - 20);
    for (let round = 0; round < 100; round++) {
      const graph = { ...grid(6, new Array(30).fill(0), []), terminals: terminals() };
      graph.links.forEach((_, index) => {
        graph.links[index] = random() < 0.7 ? whole(12) : 0;
      });
      const cut = new GridCut(graph);
      for (let time = 0; time < 4; time++) {
        const again = { ...graph, terminals: terminals() };
        expect([...cut.divide(again.terminals)]).toEqual([...minCut(again)]);
      }
    }
  });

  it('needs no more than whole-number flow on a grid with many equal ways', () => {
    const side = 12;
    const terminals = Array.from({ length: side * side }, (_, at) =>
      at % side === 0 ? 100 : at % side === side - 1 ? -100 : 0,
    );
    const graph = grid(side, terminals, []);
    graph.links.fill(2);
    // The links between columns 6 and 7 are weaker: every cheapest division lies there.
    for (let at = 6; at < side * side; at += side) {
      for (const d of [2, 4, 7]) graph.links[at * 8 + d] = 1;
    }
    const sides = minCut(graph);
    expect([...sides]).toEqual(terminals.map((_, at) => (at % side <= 6 ? 1 : 0)));
  });
});
