import { useEffect } from 'react';
import { classNames } from '../../i18n/dataset-names';
import type { FailureText } from '../../i18n/en/failure-text';
import { answersFailureText, photoFailureText } from '../../i18n/photo-failure-text';
import type { PhotoItem } from '../../stores/assistant-state';
import { loadDataset, useDataset } from '../../stores/dataset';
import { imageQuery } from '../../stores/inspected';
import {
  type FoundNearest,
  isComparable,
  lookForNearest,
  openNearest,
  retryNearest,
  useNearest,
} from '../../stores/nearest';
import { useMessages } from '../../stores/preferences';
import { formatHash } from '../../stores/route';
import { type GarmentPixels, useGarmentPixels } from '../../stores/use-garment-pixels';
import { Button } from '../../ui/Button';
import { Disclosure } from '../../ui/charts/Disclosure';
import { PixelCanvas } from '../../ui/images/PixelCanvas';
import { ProgressBar } from '../../ui/ProgressBar';
import styles from './NearestImages.module.css';

/** Side of an image, in CSS pixels. */
const SIDE = 112;

/** Props of {@link NearestImages}. */
export interface NearestImagesProps {
  photo: PhotoItem;
  /** What entered the network that answered. */
  seen: Uint8Array;
}

/** Known images that look most like the garment; compared once this is opened. */
export function NearestImages(props: NearestImagesProps) {
  const { nearest } = useMessages().assistant;
  return <Disclosure label={nearest.title}>{() => <Nearest {...props} />}</Disclosure>;
}

function Nearest({ photo, seen }: NearestImagesProps) {
  const { nearest } = useMessages().assistant;
  const dataset = useDataset((state) => state.dataset);
  const found = useNearest((state) => state.found);
  const { pixels, failure } = useGarmentPixels(photo, seen);
  useEffect(() => openNearest(), []);
  useEffect(() => {
    if (pixels) lookForNearest(pixels);
  }, [pixels]);
  return (
    <div className={styles.nearest}>
      <p>{pixels === seen ? nearest.help : nearest.helpForColor}</p>
      {found && found.dataset === dataset && pixels && isComparable(pixels, dataset) ? (
        <Found found={found} />
      ) : (
        <NothingFound pixels={pixels} failure={failure} />
      )}
    </div>
  );
}

function Found({ found: { dataset, neighbours } }: { found: FoundNearest }) {
  const { assistant, common, understand } = useMessages();
  const { nearest } = assistant;
  const names = classNames(dataset, common);
  const { images, labels, count } = dataset.train;
  const size = images.length / count;
  return (
    <ol className={styles.list} aria-label={nearest.title}>
      {neighbours.map(({ index, distance }) => {
        const name = names[labels[index] ?? 0] ?? '';
        return (
          <li key={index} className={styles.item}>
            <PixelCanvas
              pixels={images.subarray(index * size, (index + 1) * size)}
              size={SIDE}
              label={null}
            />
            <strong>{name}</strong>
            <span>{nearest.distance({ distance: Math.round(distance) })}</span>
            <a href={formatHash('browse', imageQuery('train', index))}>
              {understand.image.name({ split: 'train', index })}
            </a>
          </li>
        );
      })}
    </ol>
  );
}

/** Why there are none, and what can be done about it. */
function NothingFound({ pixels, failure: unread }: GarmentPixels) {
  const messages = useMessages();
  const { assistant, failureText } = messages;
  const { nearest } = assistant;
  const { status, requested, dataset, failure } = useDataset();
  const uncompared = useNearest((state) => state.failure);
  if (unread) return <NotCompared why={photoFailureText(unread, messages)} />;
  if (uncompared) {
    return <NotCompared why={answersFailureText(uncompared, messages)} onRetry={retryNearest} />;
  }
  if (dataset) {
    const isOther = pixels && !isComparable(pixels, dataset);
    return <p>{isOther ? nearest.otherSize : nearest.comparing}</p>;
  }
  if (status === 'loading') return <Loading />;
  return (
    <>
      {failure && (
        <p>
          {failureText(failure).happened} {failureText(failure).next}
        </p>
      )}
      {!failure && <p>{nearest.none}</p>}
      <div>
        <Button size="small" onPress={() => void loadDataset(requested)}>
          {nearest.load}
        </Button>
      </div>
    </>
  );
}

interface NotComparedProps {
  why: FailureText;
  /** Tries once more; nothing where that would not help. */
  onRetry?: () => void;
}

function NotCompared({ why, onRetry }: NotComparedProps) {
  const { assistant, common } = useMessages();
  return (
    <>
      <p>{`${assistant.nearest.failed}. ${why.happened} ${why.next}`}</p>
      {onRetry && (
        <div>
          <Button size="small" onPress={onRetry}>
            {common.actions.tryAgain}
          </Button>
        </div>
      )}
    </>
  );
}

function Loading() {
  const { nearest } = useMessages().assistant;
  const progress = useDataset((state) => state.progress);
  const share = progress && progress.images / Math.max(1, progress.totalImages);
  return <ProgressBar label={nearest.loading} share={share} />;
}
