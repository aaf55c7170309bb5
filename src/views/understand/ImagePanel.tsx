import { useEffect, useEffectEvent } from 'react';
import type { ColourScope } from '../../domain/feature-maps';
import { classNames } from '../../i18n/dataset-names';
import type { Messages } from '../../i18n/messages';
import { announce } from '../../stores/announcer';
import type { SeenImage } from '../../stores/explanation';
import { useMessages } from '../../stores/preferences';
import { ProbabilityBars } from '../../ui/ProbabilityBars';
import { Skeleton } from '../../ui/Skeleton';
import styles from './ImagePanel.module.css';
import { LargeView } from './LargeView';
import type { ImageInQuestion } from './use-image';

/** Props of {@link ImagePanel}. */
export interface ImagePanelProps {
  image: ImageInQuestion;
  /** The image as the network takes it. */
  pixels: Uint8Array | null;
  seen: SeenImage | null;
  scope: ColourScope;
}

/** The image large, or the map pointed at in its place, with the network's answer below. */
export function ImagePanel({ image, pixels, seen, scope }: ImagePanelProps) {
  const t = useMessages();
  useAnnouncedAnswer(seen);
  if (!('pixels' in image) || !pixels) return null;
  const isFitted = pixels !== image.pixels;
  return (
    <section className={styles.panel} aria-label={t.understand.image.title}>
      <LargeView pixels={pixels} name={imageName(t, image)} seen={seen} scope={scope} />
      {isFitted && <p className={styles.fitted}>{t.understand.image.fitted}</p>}
      {seen ? (
        <Answer image={image} seen={seen} isStale={seen.pixels !== pixels} />
      ) : (
        <Skeleton height="19rem" />
      )}
    </section>
  );
}

type ShownImage = Extract<ImageInQuestion, { pixels: Uint8Array }>;

/** Props of {@link Answer}. */
interface AnswerProps {
  image: ShownImage;
  seen: SeenImage;
  /** Whether the answer is about the image before: this one's label says nothing of it. */
  isStale: boolean;
}

function Answer({ image, seen, isStale }: AnswerProps) {
  const t = useMessages();
  const { answer } = t.understand;
  const names = classNames(seen.record.dataset, t.common);
  const best = bestOf(seen.probabilities);
  const truth = truthOf(t, image, seen);
  return (
    <>
      <div className={styles.answer}>
        <p className={styles.says}>{answer.says}</p>
        <p className={styles.word}>
          <strong>{names[best]}</strong>{' '}
          <span>{t.common.format.percent(seen.probabilities[best] ?? 0)}</span>
        </p>
        <p className={styles.verdict}>{isStale ? '\u00a0' : verdict(t, best, truth)}</p>
      </div>
      <ProbabilityBars
        label={answer.probabilities}
        classNames={names}
        probabilities={seen.probabilities}
        truth={isStale ? null : truth.label}
        truthLabel={answer.truth}
        formatShare={(share) => t.common.format.percent(share)}
      />
    </>
  );
}

/** The label as a class of the network, where it is one, and in words. */
interface Truth {
  label: number | null;
  name: string | null;
}

function truthOf(t: Messages, image: ShownImage, seen: SeenImage): Truth {
  if (image.kind === 'photo') return { label: null, name: null };
  const { dataset, label } = image;
  // A network that was trained on other data may call by this number something else.
  const isSame = dataset.classes.join('\n') === seen.record.dataset.classes.join('\n');
  const name = classNames(dataset, t.common)[label] ?? null;
  return { label: isSame ? label : null, name };
}

function verdict(t: Messages, best: number, { label, name }: Truth): string {
  const { answer } = t.understand;
  if (name === null) return answer.noLabel;
  if (label === null) return answer.otherClasses({ name });
  return label === best ? answer.right({ name }) : answer.wrong({ name });
}

function imageName(t: Messages, image: ShownImage): string {
  const texts = t.understand.image;
  if (image.kind === 'dataset') return texts.name(image.place);
  const { name } = image.photo;
  return name === null ? texts.still : texts.photo({ name });
}

/** Says the answer whenever it is about another image or from another network, not at every step. */
function useAnnouncedAnswer(seen: SeenImage | null): void {
  const t = useMessages();
  const say = useEffectEvent(() => {
    if (!seen) return;
    const best = bestOf(seen.probabilities);
    const name = classNames(seen.record.dataset, t.common)[best] ?? '';
    announce(t.understand.answer.sentence({ name, share: seen.probabilities[best] ?? 0 }));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each image and network
  useEffect(() => say(), [seen?.pixels, seen?.networkId]);
}

function bestOf(probabilities: Float32Array): number {
  return probabilities.indexOf(Math.max(...probabilities));
}
