import { GROUP_NAME_LENGTH } from '../../domain/trends/categories';
import { MAX_RULES_BYTES, type RulesFault } from '../../domain/trends/rules-file';
import type { FailureText } from '../en/failure-text';
import type { RulesFileMessages } from '../en/rules-file';
import { common } from './common';

const { count, decimal } = common.format;
/** Rounded up: what is too large does not look as if it fitted. */
const megabytes = (bytes: number) => `${decimal(Math.ceil(bytes / 1e5) / 10, 1)} MB`;
const ANOTHER = '‘규칙 저장’으로 받은 파일을 여세요.';

/** A person's own categories as a file, in Korean. */
export const rulesFile = {
  save: '규칙 저장',
  open: '규칙 열기',
  opened: (p) => `${p.file} 파일의 규칙 ${count(p.rules)}개를 적용했습니다`,
  openedBody: '이전 규칙을 대신합니다.',
  bringBack: '이전 규칙으로 되돌리기',
  refused: (p) => `${p.file} 파일을 열지 않았습니다`,
  refusedBody: '나의 규칙은 그대로입니다.',
  fault,
} satisfies RulesFileMessages;

function fault(fault: RulesFault): FailureText {
  switch (fault.code) {
    case 'unreadable':
      return {
        happened: '파일을 더 이상 읽을 수 없습니다.',
        next: '옮겨졌거나 삭제되었을 수 있습니다. 파일이 있는 곳에서 다시 여세요.',
      };
    case 'tooLarge':
      return {
        happened: `크기가 ${megabytes(fault.bytes)}입니다. 규칙 파일은 최대 ${megabytes(MAX_RULES_BYTES)}입니다.`,
        next: ANOTHER,
      };
    case 'notJson':
      return { happened: 'JSON이 아니거나 중간에 끊긴 파일입니다.', next: ANOTHER };
    case 'notRules':
      return { happened: 'JSON이지만 종류를 정하는 규칙이 아닙니다.', next: ANOTHER };
    case 'version':
      return {
        happened: `규칙의 버전이 ${fault.version}인데, 지금의 Atelier는 이 버전을 모릅니다.`,
        next: '페이지를 새로 고쳐 최신 Atelier를 쓰거나, 규칙을 만든 곳에서 다시 저장하세요.',
      };
    case 'invalid':
      return {
        happened: fault.name
          ? `‘${fault.name}’에 대한 값이 앞뒤 공백 없는 ${GROUP_NAME_LENGTH}자 이하의 이름도, 제외를 뜻하는 null도 아닙니다.`
          : '‘rules’가 클래스마다 이름을 적은 목록이 아니거나 너무 많습니다.',
        next: '파일을 고치거나 다른 파일을 여세요.',
      };
    default:
      return fault satisfies never;
  }
}
