import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { bestOf } from '../../domain/results-csv';
import { confidenceOf } from '../../domain/review';
import { announce } from '../../stores/announcer';
import { isToAnswerAnew, type PhotoItem, useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { LargePhoto } from './LargePhoto';
import styles from './ReviewPanel.module.css';
import { useClassNames } from './use-class-names';
import { type Review, useReview } from './use-review';

/** One uncertain answer after the other, to be accepted or corrected by a key each. */
export function ReviewPanel() {
  const { review, list } = useMessages().assistant;
  const state = useReview();
  const { current, left, said } = state;
  const awaitsMore = useAssistant(({ photos }) => photos.some(isToAnswerAnew));
  return (
    <Section title={review.title} help={review.help}>
      <p className={styles.progress}>{review.progress({ said, left })}</p>
      {current && <Question review={state} photo={current} />}
      {!current && awaitsMore && <p>{list.waiting}</p>}
      {!current && !awaitsMore && (left > 0 ? <Skipped review={state} /> : <p>{review.done}</p>)}
    </Section>
  );
}

/** At the end, when some were passed over: how many, and the way back to them. */
function Skipped({ review: { left, again } }: { review: Review }) {
  const { review } = useMessages().assistant;
  const button = useRef<HTMLButtonElement>(null);
  const skipped = review.skipped({ photos: left });
  // The choices are gone that had the keyboard.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  useEffect(() => announce(skipped), [skipped]);
  return (
    <div className={styles.skipped}>
      <p>{skipped}</p>
      <Button ref={button} onPress={again}>
        {review.again}
      </Button>
    </div>
  );
}

interface QuestionProps {
  review: Review;
  photo: PhotoItem;
}

function Question({ review, photo }: QuestionProps) {
  const { assistant } = useMessages();
  const names = useClassNames();
  const { result } = photo;
  const answer = result && bestOf(result.probabilities);
  const question =
    answer === null
      ? assistant.list.waiting
      : assistant.review.question({ name: names[answer] ?? '', share: confidenceOf(photo) });
  const file = photo.file.name;
  useEffect(() => announce(`${file}: ${question}`), [file, question]);
  return (
    <div className={styles.question}>
      <div className={styles.photo}>
        <LargePhoto photo={photo} />
        <h3 className={styles.name} dir="auto" title={photo.path}>
          {file}
        </h3>
      </div>
      <div className={styles.answer}>
        <p>{question}</p>
        <Choices
          key={`${photo.id} ${result?.networkId}`}
          first={photo.correctedClass ?? answer ?? 0}
          review={review}
        />
        <p className={styles.keys}>{assistant.review.keys}</p>
        <div className={styles.buttons}>
          <Button
            icon="chevronLeft"
            isDisabled={review.back === null}
            onPress={() => review.back?.()}
          >
            {assistant.review.back}
          </Button>
          <Button icon="chevronRight" onPress={review.skip}>
            {assistant.review.skip}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface ChoicesProps {
  /** The class that Enter takes at first. */
  first: number;
  review: Review;
}

/** The classes; those within reach of a digit by it, all by arrows and Enter. */
function Choices({ first, review }: ChoicesProps) {
  const { label } = useMessages().assistant.review;
  const names = useClassNames();
  const [chosen, setChosen] = useState(first);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  // The next photo has choices of its own, and the keys go on there.
  useEffect(() => list.current?.focus({ preventScroll: true }), []);
  const keys = choiceKeys(names.length, chosen, setChosen, review);
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${chosen}`}
      className={styles.choices}
      // Two columns, whatever the number of classes.
      style={{ gridTemplateRows: `repeat(${Math.ceil(names.length / 2)}, auto)` }}
      onKeyDown={keys}
    >
      {names.map((name, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys come to the list, which has the focus
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        <div
          key={name}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          className={styles.choice}
          onClick={() => review.say(at)}
        >
          <kbd>{at < 10 ? (at + 1) % 10 : ''}</kbd>
          {name}
        </div>
      ))}
    </div>
  );
}

/** What keys do: digits choose at once, up and down move, Enter takes, right skips, left goes back. */
function choiceKeys(
  count: number,
  chosen: number,
  choose: (label: number) => void,
  { say, skip, back }: Review,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // The tenth class is 0.
    const digit = /^\d$/.test(event.key) ? (Number(event.key) + 9) % 10 : count;
    if (digit < count) say(digit);
    else if (event.key === 'Enter') say(chosen);
    else if (event.key === 'ArrowDown') choose((chosen + 1) % count);
    else if (event.key === 'ArrowUp') choose((chosen - 1 + count) % count);
    else if (event.key === 'ArrowRight') skip();
    else if (event.key === 'ArrowLeft') back?.();
    else return;
    event.preventDefault();
  };
}
