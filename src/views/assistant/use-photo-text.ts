import { verdictOf } from '../../domain/photo/verdict';
import { categoryOf, surenessOf } from '../../domain/review';
import type { PhotoItem } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { photoFailureText } from './photo-failure-text';
import { useClassNames } from './use-class-names';
import { useVerdictRules } from './verdict-words';

/** What is said of a photo wherever it is listed. */
export interface PhotoText {
  /** The category, or what became of the photo. */
  title: string;
  /** How sure the network is, or that a person said it, or the reason; may be empty. */
  detail: string;
  /** What to do about a refusal; empty otherwise. */
  next: string;
}

/** Gives the words for any photo in the list, in the language in use. */
export function usePhotoText(): (photo: PhotoItem) => PhotoText {
  const messages = useMessages();
  const { list, confidence, correction, unsure, answer } = messages.assistant;
  const names = useClassNames();
  const rules = useVerdictRules();
  return (photo) => {
    const { status, failure, correctedClass, result } = photo;
    const category = categoryOf(photo);
    if (category !== null) {
      const name = names[category] ?? '';
      if (correctedClass !== null) return { title: name, detail: correction.byYou, next: '' };
      const share = surenessOf(photo);
      const isSure = !result || !verdictOf(result.probabilities, result, rules).reason;
      return isSure
        ? { title: name, detail: confidence(share), next: '' }
        : { title: unsure.title, detail: answer({ name, share }), next: '' };
    }
    if (failure) {
      const { happened, next } = photoFailureText(failure, messages);
      return { title: list.refused, detail: happened, next };
    }
    const words = status === 'skipped' || status === 'duplicate' ? list[status] : list.waiting;
    return { title: words, detail: '', next: '' };
  };
}

/** The same in one text, for screen readers. */
export function spoken({ title, detail }: PhotoText, isRefused: boolean): string {
  return [title, detail].filter(Boolean).join(isRefused ? '. ' : ', ');
}
