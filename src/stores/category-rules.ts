/** A person's own categories for reports: kept in the browser, applied to whatever network answers. */
import { create } from 'zustand';
import { type CategoryRules, parseRules, withRule } from '../domain/trends/categories';
import { recall, remember } from './remembered';

/** State of the rules. */
export interface CategoryRulesState {
  rules: CategoryRules;
  /** Whether what was stored could not be read, and the rules begin anew because of it. */
  wasReset: boolean;
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

/** Takes note that the person was told of rules that could not be read. */
export function dismissRulesReset(): void {
  useCategoryRules.setState({ wasReset: false });
}

function change(rules: CategoryRules): void {
  remember(KEY, JSON.stringify(rules));
  useCategoryRules.setState({ rules, wasReset: false });
}

function stored(): CategoryRulesState {
  const text = recall(KEY);
  if (text === null) return { rules: {}, wasReset: false };
  try {
    const rules = parseRules(JSON.parse(text));
    if (rules) return { rules, wasReset: false };
  } catch {
    // Not JSON: as wrong as other contents, and told the same way.
  }
  return { rules: {}, wasReset: true };
}
