/** A person's own categories as a file: to keep them, to count by them elsewhere, or to hand them on. */
import { type CategoryRules, parseRules } from './categories';

const FORMAT = 'atelier-categories';
const VERSION = 1;
/** Rules take a few kilobytes: what is larger than this is something else. */
export const MAX_RULES_BYTES = 1_000_000;

/** Why a file is not opened. */
export type RulesFault =
  /** The browser cannot read it any more. */
  | { code: 'unreadable' }
  | { code: 'tooLarge'; bytes: number }
  | { code: 'notJson' }
  /** JSON, but of something else. */
  | { code: 'notRules' }
  /** Rules as another version of the app writes them. */
  | { code: 'version'; version: string }
  /** Of the class of this name it says neither a group's name nor null; null where it is none of them alone. */
  | { code: 'invalid'; name: string | null };

/** What is in a file. */
export type RulesFile = { ok: true; rules: CategoryRules } | { ok: false; fault: RulesFault };

/** The file's text. */
export function formatRulesFile(rules: CategoryRules): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, rules }, null, 2)}\n`;
}

/** Rules out of a file's text, or what is wrong with it. */
export function parseRulesFile(text: string): RulesFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ code: 'notJson' });
  }
  if (typeof value !== 'object' || value === null) return refused({ code: 'notRules' });
  const { format, version, rules: written } = value as Record<string, unknown>;
  if (format !== FORMAT) return refused({ code: 'notRules' });
  if (version !== VERSION) return refused({ code: 'version', version: String(version) });
  const rules = parseRules(written);
  return rules ? { ok: true, rules } : refused({ code: 'invalid', name: firstWrong(written) });
}

function refused(fault: RulesFault): RulesFile {
  return { ok: false, fault };
}

/** The class whose rule alone is wrong already. */
function firstWrong(written: unknown): string | null {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return null;
  const wrong = Object.entries(written).find(([name, rule]) => !parseRules({ [name]: rule }));
  return wrong?.[0] ?? null;
}
