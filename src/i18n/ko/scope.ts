import type { PhotoCategory } from '../../domain/photo/categories';
import type { ScopeMessages } from '../en/scope';
import { common } from './common';

const { percent } = common.format;

/** What a photo looks like, before "처럼". */
const LOOKS: Record<PhotoCategory, string> = {
  'T-shirt': '티셔츠',
  'Long sleeve': '긴소매 옷',
  Shirt: '셔츠',
  Outerwear: '겉옷',
  Dress: '원피스',
  Trousers: '바지',
  Shorts: '반바지',
  Skirt: '치마',
  Shoes: '신발',
  Hat: '모자',
  Bag: '가방',
  'None of these': '옷이 아닌 것',
};

/** Why an answer is not sure when the photo network sees what the other one has no class for. */
export function outOfScope(category: PhotoCategory): string {
  return category === 'None of these'
    ? '사진 신경망은 여기에 옷이 없다고 봅니다. 이 신경망은 그래도 옷 이름을 댑니다.'
    : `${LOOKS[category]}처럼 보이는데, 이 신경망에는 그런 종류가 없습니다.`;
}

/** The photo network beside another one, in Korean. */
export const scope = {
  label: '사진 신경망에도 묻기',
  help: '사진 신경망은 모자, 반바지, 치마와 옷이 없는 사진을 압니다. 이 신경망에는 그런 종류가 없으므로 답이 “확실하지 않음”이 됩니다.',
  asked: (p) => `사진 신경망에도 물었습니다. 이 신경망에 없는 종류일 확률 ${percent(p.share, 0)}.`,
  failed: '사진 신경망에 물을 수 없습니다',
  without: '사진 신경망 없이 답합니다. 모자, 반바지, 치마 따위를 다른 옷 이름으로 부릅니다.',
} satisfies ScopeMessages;
