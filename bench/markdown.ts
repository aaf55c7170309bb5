import type { Machine } from './machine';

/** The sentence that names command and machine. */
export function measuredBy(command: string, machine: Machine): string {
  const { date, processor, cores, memoryGiB, system, browser } = machine;
  return `By \`${command}\` on ${date}: ${processor}, ${cores} cores,
${memoryGiB} GiB, ${system}, ${browser}.`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A share in percent, with two digits after the point. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

/** A long task in words. Browsers report only tasks of 50 ms and more. */
export function taskText(milliseconds: number): string {
  return milliseconds === 0 ? 'under 50 ms' : `${milliseconds.toFixed(0)} ms`;
}
