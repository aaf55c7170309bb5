import { isCutOut, type PhotoStepName, type StepPicture } from '../../domain/photo/photo';
import type { Messages } from '../../i18n/messages';

/** What is said of each step of a photo, by what the network takes. */
export function stripTexts(
  { assistant: { strip } }: Messages,
  steps: readonly StepPicture[],
): Record<PhotoStepName, { name: string; does: string }> {
  const { width: side = 0 } = steps.at(-1)?.image ?? {};
  return {
    ...strip.steps,
    ...(!isCutOut({ steps }) && { crop: strip.colorCrop }),
    network: { name: strip.network, does: strip.networkPixels({ side }) },
  };
}
