import { describe, expect, it } from 'vitest';
import type { Failure } from '../domain/failure';
import { LANGUAGES, messagesFor } from './messages';
import { answersFailureText, photoFailureText } from './photo-failure-text';

const LOST: Failure = { code: 'worker-lost', cause: 'crash' };
const NO_MEMORY: Failure = { code: 'out-of-memory' };
const OTHERS: Failure[] = [
  { code: 'file-unreachable', file: 'model.safetensors', status: 0 },
  { code: 'unexpected', detail: 'TypeError: x' },
];

describe.each(LANGUAGES)('what is said in %s of photos without an answer', (language) => {
  const messages = messagesFor(language);

  it.each([LOST, NO_MEMORY])(
    'keeps what happened, and advises nothing about training: $code',
    (failure) => {
      const usual = messages.failureText(failure);
      const said = [photoFailureText(failure, messages), answersFailureText(failure, messages)];
      for (const { happened, next } of said) {
        expect(happened).toBe(usual.happened);
        expect(next).not.toBe(usual.next);
        expect(next).not.toMatch(/epoch|batch|sample|에포크|배치|샘플/i);
      }
    },
  );

  it('says what is usual of other failures', () => {
    for (const failure of OTHERS) {
      const usual = messages.failureText(failure);
      expect(photoFailureText(failure, messages)).toEqual(usual);
      expect(answersFailureText(failure, messages)).toEqual(usual);
    }
  });

  it('tells both places where a camera is refused: the page, and the system', () => {
    const { next } = messages.failureText({ code: 'camera-failed', fault: 'refused' });
    expect(next).toMatch(/beside its address|주소 옆/);
    expect(next).toMatch(/this browser in the settings of the device|기기 설정에서 이 브라우저/);
    expect(next).toContain(messages.assistant.useWebcam);
  });

  it('does not name a photo again whose name stands beside', () => {
    const failure: Failure = {
      code: 'photo-refused',
      file: 'coat.heic',
      fault: { code: 'damaged' },
    };
    expect(photoFailureText(failure, messages).happened).not.toContain('coat.heic');
  });
});
