import type { PhotoCategory } from '../../domain/photo/categories';
import { common } from './common';

const { percent } = common.format;

/** What a photo looks like, as a part of a sentence. */
const LOOKS: Record<PhotoCategory, string> = {
  'T-shirt': 'a T-shirt',
  'Long sleeve': 'a top with long sleeves',
  Shirt: 'a shirt',
  Outerwear: 'a jacket or coat',
  Dress: 'a dress',
  Trousers: 'trousers',
  Shorts: 'shorts',
  Skirt: 'a skirt',
  Shoes: 'shoes',
  Hat: 'a hat',
  Bag: 'a bag',
  'None of these': 'no clothing at all',
};

/** Why an answer is not sure when the photo network sees what the other one has no class for. */
export function outOfScope(category: PhotoCategory): string {
  return category === 'None of these'
    ? `The photo network sees ${LOOKS[category]} here, and this network names some in any case.`
    : `This looks like ${LOOKS[category]}, for which this network has no class.`;
}

/** The photo network beside another one, in English. */
export const scope = {
  label: 'Ask the photo network too',
  help: 'It knows hats, shorts, skirts and pictures without clothes. This network has no class for them: answers are “not sure” then.',
  /** Below an answer. */
  asked: (p: { share: number }) =>
    `The photo network was asked too: ${percent(p.share, 0)} that this is something that the network has no class for.`,
  failed: 'The photo network cannot be asked',
  without:
    'Photos are answered without it: hats, shorts, skirts and other things get names of other clothes.',
};

/** Shape of {@link scope}. */
export type ScopeMessages = typeof scope;
