import type { Failure } from '../domain/failure';
import type { FailureText } from './en/failure-text';
import type { Messages } from './messages';

/** Failures of the worker: what is usually advised about them, a person can only do where something is trained. */
const OF_WORKER = ['worker-lost', 'out-of-memory'] as const;
type WorkerFailure = Extract<Failure, { code: (typeof OF_WORKER)[number] }>;

/** Why a photo is not answered, where its name stands beside it. */
export function photoFailureText(failure: Failure, messages: Messages): FailureText {
  if (failure.code === 'photo-refused') return messages.assistant.fault(failure.fault);
  const text = messages.failureText(failure);
  return isOfWorker(failure)
    ? { ...text, next: messages.assistant.photoFailed[failure.code] }
    : text;
}

/** Why there are no answers, or nothing about them, where it is no photo's fault. */
export function answersFailureText(failure: Failure, messages: Messages): FailureText {
  const text = messages.failureText(failure);
  return isOfWorker(failure) ? { ...text, next: messages.assistant.answersFailed } : text;
}

function isOfWorker(failure: Failure): failure is WorkerFailure {
  return OF_WORKER.some((code) => code === failure.code);
}
