import { HYPOTHESIS_COUNT } from '../../domain/photo/hypotheses';
import { isCutOut, type PhotoStepName, type StepPicture } from '../../domain/photo/photo';
import type { Messages } from '../../i18n/messages';

/** What is said of each step of a photo, by what the network takes. */
export function stripTexts(
  { assistant: { strip } }: Messages,
  steps: readonly StepPicture[],
): Record<PhotoStepName, { name: string; does: string }> {
  const { width: side = 0 } = steps.at(-1)?.image ?? {};
  const isGrey = isCutOut({ steps });
  const does = isGrey
    ? strip.networkVariants({ side, variants: HYPOTHESIS_COUNT })
    : strip.networkPixels({ side });
  return {
    ...strip.steps,
    ...(!isGrey && { crop: strip.colorCrop }),
    network: { name: strip.network, does },
  };
}
