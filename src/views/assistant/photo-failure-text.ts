import type { Failure } from '../../domain/failure';
import type { FailureText } from '../../i18n/en/failure-text';
import type { Messages } from '../../i18n/messages';

/** Why a photo is not answered, where its name stands beside it. */
export function photoFailureText(failure: Failure, messages: Messages): FailureText {
  return failure.code === 'photo-refused'
    ? messages.assistant.fault(failure.fault)
    : messages.failureText(failure);
}
