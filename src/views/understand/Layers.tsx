import { COLOUR_SCOPES, type ColourScope } from '../../domain/feature-maps';
import { type SeenImage, useExplanation } from '../../stores/explanation';
import { useMessages } from '../../stores/preferences';
import { Section } from '../../ui/Section';
import { Skeleton } from '../../ui/Skeleton';
import { ToggleGroup } from '../../ui/ToggleGroup';
import { LayerSection } from './LayerSection';
import styles from './Layers.module.css';
import { passedText } from './layer-words';
import type { OpenMap } from './open-map';

/** Props of {@link Layers}. */
export interface LayersProps {
  seen: SeenImage | null;
  /** Whether there is an image, so that an answer will come. */
  isExpected: boolean;
  scope: ColourScope;
  onScope: (scope: ColourScope) => void;
  onOpen: (open: OpenMap) => void;
}

/** Every layer that computes with its maps, from the image to the answer. */
export function Layers({ seen, isExpected, scope, onScope, onOpen }: LayersProps) {
  const t = useMessages();
  const texts = t.understand.layers;
  const hasFailed = useExplanation(({ failure }) => failure !== null);
  if (!seen) return isExpected && !hasFailed ? <Opening /> : null;
  return (
    <Section
      title={texts.title}
      help={texts.scopeHelp[scope]}
      actions={
        <ToggleGroup
          label={texts.scope}
          isLabelShown
          options={COLOUR_SCOPES.map((id) => ({ id, label: texts.scopes[id] }))}
          value={scope}
          onChange={onScope}
        />
      }
    >
      <ol className={styles.layers}>
        {seen.layers.map((view, place) => (
          <li key={view.summary.name} className={styles.layer}>
            {view.passed.map((layer) => (
              <p key={layer.name} className={styles.passed}>
                {passedText(t, layer)}
              </p>
            ))}
            <LayerSection seen={seen} place={place} scope={scope} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Opening() {
  const { understand } = useMessages();
  return (
    <Section title={understand.layers.title} help={understand.loading.network}>
      <Skeleton height="9rem" />
      <Skeleton height="9rem" />
      <Skeleton height="5rem" />
    </Section>
  );
}
