import { useEffect, useMemo, useState } from 'react';
import { toReview } from '../../domain/review';
import { correctPhoto, selectPhoto } from '../../stores/assistant';
import { type PhotoItem, useAssistant } from '../../stores/assistant-state';
import { useVerdictRules } from './verdict-words';

/** Where a person is in the review, and how to go on. */
export interface Review {
  /** Null when nothing is left. */
  current: PhotoItem | null;
  /** Photos of which nobody said anything yet, skipped ones included. */
  left: number;
  /** Photos of which a person said what they are. */
  said: number;
  /** Notes what the current photo is, and goes on. */
  say: (label: number) => void;
  /** Goes on and says nothing. */
  skip: () => void;
  /** Goes back to the photo before, whatever was said of it; null at the first one. */
  back: (() => void) | null;
  /** Has what was skipped come again. */
  again: () => void;
}

/** Goes through the answered photos, those that are not sure first; what was skipped comes again only when asked for. */
export function useReview(): Review {
  const photos = useAssistant((state) => state.photos);
  const [passed, setPassed] = useState<readonly string[]>([]);
  /** One that was gone back to; it may have been labelled since. */
  const [returned, setReturned] = useState<string | null>(null);
  const { threshold, noneOfThese, without } = useVerdictRules();
  const waiting = useMemo(
    () => toReview(photos, { threshold, noneOfThese, without }),
    [photos, threshold, noneOfThese, without],
  );
  /** Stays while answers come and go: what a person is about to say is said of what they look at. */
  const [shown, setShown] = useState<string | undefined>();
  const open = waiting.filter(({ id }) => !passed.includes(id));
  const next = open.find(({ id }) => id === shown) ?? open[0] ?? null;
  const current = photos.find(({ id }) => id === returned) ?? next;
  const currentId = current?.id;
  useEffect(() => {
    setShown(currentId);
    if (currentId !== undefined) selectPhoto(currentId);
  }, [currentId]);
  const goOn = () => {
    if (!current) return;
    setPassed([...passed, current.id]);
    setReturned(null);
  };
  const before = passed.at(-1);
  return {
    current,
    left: waiting.length,
    said: photos.filter(({ correctedName }) => correctedName !== null).length,
    say: (label) => {
      if (current) correctPhoto(current.id, label);
      goOn();
    },
    skip: goOn,
    back:
      before === undefined
        ? null
        : () => {
            setPassed(passed.slice(0, -1));
            setReturned(before);
          },
    again: () => setPassed([]),
  };
}
