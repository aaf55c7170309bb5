import { PHOTO_CATEGORIES, type PhotoCategory } from '../../domain/photo/categories';
import type { ScopeMessages } from '../en/scope';
import { common } from './common';

const { percent } = common.format;

/** Why an answer is not sure when the photo network sees what the other one has no class for. */
export function outOfScope(category: PhotoCategory): string {
  return category === 'None of these'
    ? '사진 신경망은 여기에 옷이 없다고 봅니다. 이 신경망은 그래도 옷 이름을 댑니다.'
    : `${nameOf(category)}처럼 보이는데, 이 신경망에는 그런 종류가 없습니다.`;
}

function nameOf(category: PhotoCategory): string {
  return common.photoCategories[PHOTO_CATEGORIES.indexOf(category)] ?? category;
}

/** The photo network beside another one, in Korean. */
export const scope = {
  label: '사진 신경망에도 묻기',
  help: '사진 신경망은 모자, 반바지, 치마와 옷이 없는 사진을 압니다. 이 신경망에는 그런 종류가 없으므로 답이 “확실하지 않음”이 됩니다.',
  asked: (p) => `사진 신경망에도 물었습니다. 이 신경망에 없는 종류일 확률 ${percent(p.share, 0)}.`,
  failed: '사진 신경망에 물을 수 없습니다',
  without: '사진 신경망 없이 답합니다. 모자, 반바지, 치마 따위를 다른 옷 이름으로 부릅니다.',
} satisfies ScopeMessages;
