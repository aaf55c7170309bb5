/** What was measured on photos about the networks that come with Atelier. */
import { readFileSync } from 'node:fs';

/** What lies beside a network that comes with Atelier, and the answers that are right by it. */
export function measuredOn(folder: string) {
  const file = new URL(`../public/models/${folder}/photos.json`, import.meta.url);
  const measured = JSON.parse(readFileSync(file, 'utf8')) as {
    answers: [label: number, answer: number, confidence: number][];
    people: number;
    method: string;
    classes: string[];
    labels: { name: string; classes: string[] }[];
  };
  const { answers, labels, classes } = measured;
  const isRight = (label: number, answer: number) =>
    labels[label]?.classes.includes(classes[answer] ?? '');
  return { ...measured, right: answers.filter(([label, answer]) => isRight(label, answer)) };
}
