import { IMAGE_PIXELS } from '../../domain/dataset';
import { classNames } from '../../i18n/dataset-names';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { PixelCanvas } from '../../ui/images/PixelCanvas';
import { Section } from '../../ui/Section';
import { Skeleton } from '../../ui/Skeleton';
import styles from './AboutImages.module.css';

/** How an image is numbers, and the mean image of each class: what to know before looking closer. */
export function AboutImages() {
  const { explanation } = useMessages().browse;
  return (
    <div className={styles.about}>
      <Section look="plain" title={explanation.title}>
        <div className={styles.text}>
          {explanation.body.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <p className={styles.prompt}>{explanation.prompt}</p>
        </div>
      </Section>
      <ClassMeans />
    </div>
  );
}

function ClassMeans() {
  const { browse, common } = useMessages();
  const means = useDataset((state) => state.classMeans);
  const dataset = useDataset((state) => state.dataset);
  return (
    <Section look="plain" title={browse.means.title} help={browse.means.body}>
      {!means && <p className={styles.loading}>{browse.means.loading}</p>}
      <ul className={styles.means}>
        {(dataset ? classNames(dataset, common) : common.classes).map((name, label) => (
          <li key={name}>
            {means ? (
              <PixelCanvas
                pixels={means.subarray(label * IMAGE_PIXELS, (label + 1) * IMAGE_PIXELS)}
                size={56}
                label={null}
              />
            ) : (
              <Skeleton width="56px" height="56px" />
            )}
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
