import { verdictOf } from '../../domain/photo/verdict';
import { categoryOf, confidenceOf } from '../../domain/review';
import { className } from '../../i18n/dataset-names';
import { photoFailureText } from '../../i18n/photo-failure-text';
import type { PhotoItem } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { useClassNames } from './use-class-names';
import { answerText, reasonText, useVerdictRules } from './verdict-words';

/** What is said of a photo wherever it is listed. */
export interface PhotoText {
  /** The category, or what became of the photo. */
  title: string;
  /** How sure the network is, or that a person said it, or the reason; may be empty. */
  detail: string;
  /** The detail where there is little room, and the category stands elsewhere. */
  brief: string;
  /** What to do about a refusal, or why an answer is not sure; empty otherwise. */
  next: string;
  /** Title and detail as one text, for screen readers. */
  aloud: string;
  /** Whether the answer is not sure enough to be given as one. */
  isUnsure: boolean;
}

/** Gives the words for any photo in the list, in the language in use. */
export function usePhotoText(): (photo: PhotoItem) => PhotoText {
  const answeredText = useAnsweredText();
  const messages = useMessages();
  const { list } = messages.assistant;
  return (photo) => {
    const { status, failure } = photo;
    const category = categoryOf(photo);
    if (category !== null) return answeredText(photo, category);
    if (failure) {
      const { happened, next } = photoFailureText(failure, messages);
      return { ...text(list.refused, happened, '. '), next };
    }
    return text(status === 'skipped' || status === 'duplicate' ? list[status] : list.waiting);
  };
}

/** For photos that have a category: a person's, or the network's with its doubts. */
function useAnsweredText(): (photo: PhotoItem, category: number) => PhotoText {
  const messages = useMessages();
  const { assistant, common } = messages;
  const { confidence, correction, unsure, answer } = assistant;
  const names = useClassNames();
  const rules = useVerdictRules();
  return (photo, category) => {
    const { correctedName, correctedClass, result } = photo;
    const name = names[category] ?? '';
    if (correctedClass !== null) return text(name, correction.byYou);
    if (correctedName !== null) {
      // The network has no class for it: where photos are sorted by class, it stands under the answer.
      const said = text(className(correctedName, common), correction.byYou);
      return { ...said, brief: said.aloud };
    }
    const facts = { name, share: confidenceOf(photo) };
    const verdict = result && verdictOf(result.probabilities, result, rules);
    if (!result || !verdict?.reason) return text(name, confidence(facts.share));
    const words = text(unsure.title, answer(facts));
    const aloud = answerText(messages, names, verdict, result.probabilities);
    const next = reasonText(messages, names, verdict);
    return { ...words, brief: confidence(facts.share), next, aloud, isUnsure: true };
  };
}

function text(title: string, detail = '', between = ', '): PhotoText {
  return {
    title,
    detail,
    brief: detail,
    next: '',
    aloud: [title, detail].filter(Boolean).join(between),
    isUnsure: false,
  };
}
