import type { NetworksMessages } from '../en/networks';
import { common } from './common';

const { count, percent } = common.format;

/** Which network answers, on every screen that uses one; in Korean. */
export const networks = {
  label: '신경망',
  current: '훈련 화면의 신경망',
  shipped: 'Fashion-MNIST, Atelier에 들어 있음',
  forPhotos: '사진용 Fashion-MNIST, Atelier에 들어 있음',
  photo: {
    name: '사진, Atelier에 들어 있음',
    measured: (p) =>
      `옷 사진 ${count(p.training)}장으로 훈련, 다른 ${count(p.people)}명의 사진 ` +
      `${count(p.photos)}장에서 정확도 ${percent(p.accuracy, 0)}`,
  },
  stored: (p) => `${p.model}, ${p.when}`,
  tested: (p) => `${p.model}, 테스트 이미지 정확도 ${percent(p.accuracy, 1)}`,
  validated: (p) => `${p.model}, ${p.epochs}번째 에포크 뒤 검증 정확도 ${percent(p.accuracy, 1)}`,
  onPhotos: (p) =>
    `${count(p.people)}명의 사진 ${count(p.photos)}장에서 정확도 ${percent(p.accuracy, 0)}. ${p.onImages}`,
  unmeasured: (p) => `${p.model}, 아직 측정하지 않음`,
  loading: '신경망을 찾고 있습니다',
  someMissing: '일부 신경망을 불러오지 못했습니다',
  failed: '신경망을 열지 못했습니다',
} satisfies NetworksMessages;
