/** A person's own categories: which of the network's classes are counted together, and which left out. */

import { NONE_OF_THESE } from '../photo/categories';

/**
 * What a person decided about classes, by their names in the data set: the name of the group that a
 * class is counted in, or null to leave it out. A class that is not here stands for itself.
 */
export type CategoryRules = Readonly<Record<string, string | null>>;

/** Longer names fit nowhere. */
export const GROUP_NAME_LENGTH = 40;
/** More rules than classes of any network: not ours. */
const MOST_RULES = 1000;

/** A row of the report. */
export interface Category {
  /** As it is shown: the class's name in the reader's language, or the group's as typed where no class is called so. */
  name: string;
  /** The class's name in the data set, or the group's: the same in every language. */
  key: string;
  /** Positions of its classes. */
  classes: number[];
}

/** The rows of the report, and where each class of the network is counted. */
export interface Categories {
  list: Category[];
  /** For each class the position of its category; null for one that is left out. */
  ofClass: (number | null)[];
}

/**
 * Applies rules to the classes of a network, whose order is kept. Groups whose names are equal, or differ in
 * capitals alone, are one category; a group that bears any name of a class is that class's, so that the language
 * does not decide what is counted together.
 * @param classes names in the data set
 * @param shown the same in the reader's language
 * @param called of each class its names in every language
 */
export function categoriesOf(
  classes: readonly string[],
  rules: CategoryRules,
  shown: readonly string[] = classes,
  called: readonly (readonly string[])[] = classes.map((name) => [name]),
): Categories {
  const list: Category[] = [];
  const ofClass = classes.map((own, label) => {
    const group = ruleOf(rules, own);
    if (group === null) return null;
    const meant = group === undefined ? label : classCalled(group, called);
    const key = classes[meant] ?? group ?? own;
    const isSame = (other: string) => other === key || (meant < 0 && folded(other) === folded(key));
    const at = list.findIndex((category) => isSame(category.key));
    if (at < 0) return list.push({ name: shown[meant] ?? key, key, classes: [label] }) - 1;
    list[at]?.classes.push(label);
    return at;
  });
  return { list, ofClass };
}

/** Position of the class that has a name, or one that differs in capitals alone; -1 for none. */
function classCalled(name: string, called: readonly (readonly string[])[]): number {
  const same = called.findIndex((names) => names.includes(name));
  if (same >= 0) return same;
  return called.findIndex((names) => names.some((one) => folded(one) === folded(name)));
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/**
 * What is decided about a class: a group, null for left out, undefined for nothing. What shows nothing to
 * wear is left out unless a person decides otherwise.
 */
export function ruleOf(rules: CategoryRules, name: string): string | null | undefined {
  if (!Object.hasOwn(rules, name)) return isLeftOutAtFirst(name) ? null : undefined;
  // A group of the class's own name is no group.
  return rules[name] === name ? undefined : rules[name];
}

function isLeftOutAtFirst(name: string): boolean {
  return name === NONE_OF_THESE;
}

/** Rules with another decision about a class; an empty name or undefined lets it stand for itself. */
export function withRule(
  rules: CategoryRules,
  name: string,
  group: string | null | undefined,
): CategoryRules {
  const others = Object.entries(rules).filter(([key]) => key !== name);
  const trimmed = typeof group === 'string' ? groupName(group) : group;
  if (trimmed === undefined || trimmed === '') {
    // Without a rule it would be left out.
    return Object.fromEntries(isLeftOutAtFirst(name) ? [...others, [name, name]] : others);
  }
  return Object.fromEntries([...others, [name, trimmed]]);
}

/** Rules out of parsed JSON; null when it is anything else. */
export function parseRules(value: unknown): CategoryRules | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  if (entries.length > MOST_RULES) return null;
  return entries.every(([, group]) => isDecision(group)) ? Object.fromEntries(entries) : null;
}

function isDecision(value: unknown): value is string | null {
  return (
    value === null || (typeof value === 'string' && value !== '' && groupName(value) === value)
  );
}

/** A name as it is kept: one line, without space around it, and not too long. */
function groupName(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, GROUP_NAME_LENGTH).trim();
}
