/** A person's own categories for reports: kept in the browser, applied to whatever network answers. */
import { create } from 'zustand';
import { type CategoryRules, parseRules, withRule } from '../domain/trends/categories';
import {
  MAX_RULES_BYTES,
  parseRulesFile,
  type RulesFault,
  type RulesFile,
} from '../domain/trends/rules-file';
import { recall, remember } from './remembered';

/** What became of the file that was opened last: its rules are in place of those before, or it was refused. */
export type RulesOpening =
  | { code: 'opened'; file: string; before: CategoryRules }
  | { code: 'refused'; file: string; fault: RulesFault };

/** State of the rules. */
export interface CategoryRulesState {
  rules: CategoryRules;
  /** Whether what was stored could not be read, and the rules begin anew because of it. */
  wasReset: boolean;
  /** Null before a file is opened, and once the rules are others again. */
  opening: RulesOpening | null;
}

const KEY = 'atelier.category-rules';

/** The rules, for components and other stores. */
export const useCategoryRules = create<CategoryRulesState>(stored);

/**
 * Decides about a class of a network, by its name in the data set: a group's name, null to leave it
 * out, undefined or an empty name to let it stand for itself.
 */
export function decideCategory(name: string, group: string | null | undefined): void {
  change(withRule(useCategoryRules.getState().rules, name, group));
}

/** Decides about several classes at once; what was decided about others stays. */
export function decideCategories(decisions: CategoryRules): void {
  const { rules } = useCategoryRules.getState();
  change(
    Object.entries(decisions).reduce((all, [name, group]) => withRule(all, name, group), rules),
  );
}

/** Lets every class stand for itself again. */
export function resetCategories(): void {
  change({});
}

let openings = 0;

/** Takes the rules of a file in place of the present ones, which stay where it holds none. */
export async function openRules(file: File): Promise<void> {
  const opening = ++openings;
  const read = await readRules(file);
  // Another file was chosen meanwhile: that one counts.
  if (opening !== openings) return;
  const { name } = file;
  if (!read.ok) {
    useCategoryRules.setState({ opening: { code: 'refused', file: name, fault: read.fault } });
    return;
  }
  const { rules: before } = useCategoryRules.getState();
  change(read.rules);
  useCategoryRules.setState({ opening: { code: 'opened', file: name, before } });
}

/** Brings the rules back that a file has taken the place of. */
export function undoOpening(): void {
  const { opening } = useCategoryRules.getState();
  if (opening?.code === 'opened') change(opening.before);
}

/** Takes note that the person was told what became of a file. */
export function dismissOpening(): void {
  useCategoryRules.setState({ opening: null });
}

async function readRules(file: File): Promise<RulesFile> {
  const { size } = file;
  if (size > MAX_RULES_BYTES) return { ok: false, fault: { code: 'tooLarge', bytes: size } };
  try {
    return parseRulesFile(await file.text());
  } catch {
    // Moved or removed since it was chosen: told like any other fault of the file.
    return { ok: false, fault: { code: 'unreadable' } };
  }
}

/** Takes note that the person was told of rules that could not be read. */
export function dismissRulesReset(): void {
  useCategoryRules.setState({ wasReset: false });
}

function change(rules: CategoryRules): void {
  remember(KEY, JSON.stringify(rules));
  useCategoryRules.setState({ rules, wasReset: false, opening: null });
}

function stored(): CategoryRulesState {
  const text = recall(KEY);
  if (text === null) return { rules: {}, wasReset: false, opening: null };
  try {
    const rules = parseRules(JSON.parse(text));
    if (rules) return { rules, wasReset: false, opening: null };
  } catch {
    // Not JSON: as wrong as other contents, and told the same way.
  }
  return { rules: {}, wasReset: true, opening: null };
}
