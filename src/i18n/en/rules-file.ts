import { GROUP_NAME_LENGTH } from '../../domain/trends/categories';
import { MAX_RULES_BYTES, type RulesFault } from '../../domain/trends/rules-file';
import { common } from './common';
import type { FailureText } from './failure-text';

const { count, decimal } = common.format;
/** Rounded up: what is too large does not look as if it fitted. */
const megabytes = (bytes: number) => `${decimal(Math.ceil(bytes / 1e5) / 10, 1)} MB`;
const ANOTHER = 'Open a file that “Save rules” has given.';

/** A person's own categories as a file, in English. */
export const rulesFile = {
  save: 'Save rules',
  open: 'Open rules',
  opened: (p: { file: string; rules: number }) =>
    p.rules === 1 ? `1 rule of ${p.file} applies` : `${count(p.rules)} rules of ${p.file} apply`,
  openedBody: 'They have taken the place of those before.',
  bringBack: 'Bring back the rules before',
  refused: (p: { file: string }) => `${p.file} was not opened`,
  refusedBody: 'Your rules are as they were.',
  fault,
};

/** Shape of {@link rulesFile}. */
export type RulesFileMessages = typeof rulesFile;

function fault(fault: RulesFault): FailureText {
  switch (fault.code) {
    case 'unreadable':
      return {
        happened: 'It cannot be read any more.',
        next: 'It may have been moved or removed. Open it again from where it is.',
      };
    case 'tooLarge':
      return {
        happened: `It has ${megabytes(fault.bytes)}; rules have at most ${megabytes(MAX_RULES_BYTES)}.`,
        next: ANOTHER,
      };
    case 'notJson':
      return { happened: 'It is not JSON, or is cut off.', next: ANOTHER };
    case 'notRules':
      return { happened: 'It is JSON, but not of rules for categories.', next: ANOTHER };
    case 'version':
      return {
        happened: `Its rules are of version ${fault.version}, which this Atelier does not know.`,
        next: 'Reload the page for the newest Atelier, or save the rules anew where they are from.',
      };
    case 'invalid':
      return {
        happened: fault.name
          ? `What it says of “${fault.name}” is neither a name of at most ${GROUP_NAME_LENGTH} characters, without space around it, nor null for left out.`
          : 'Its “rules” are not a list of classes with a name each, or are too many.',
        next: 'Correct the file, or open another.',
      };
    default:
      return fault satisfies never;
  }
}
