import type { HowRightMessages } from '../en/how-right';
import { common } from './common';

const { count, percent } = common.format;

const FASHION = 'Fashion-MNIST(Zalando Research, MIT 라이선스)';

/** Sentences of the files photos.json, as `npm run measure-photos` writes them. */
const METHODS: Readonly<Record<string, string>> = {
  'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have a Fashion-MNIST class, answered by the Assistant as it is delivered. The way from photo to pixels was chosen on these photos.':
    'Clothing dataset(A. Grigorev 외, CC0 1.0, 2020)의 검증 사진 가운데 Fashion-MNIST에 있는 종류만을, 배포된 그대로의 어시스턴트가 답했습니다. 사진을 픽셀로 바꾸는 방법은 이 사진들을 보고 정했습니다.',
  'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have a Fashion-MNIST class, answered by the Assistant as it is delivered. The way from photo to pixels and the settings of the training were chosen on these photos.':
    'Clothing dataset(A. Grigorev 외, CC0 1.0, 2020)의 검증 사진 가운데 Fashion-MNIST에 있는 종류만을, 배포된 그대로의 어시스턴트가 답했습니다. 사진을 픽셀로 바꾸는 방법과 훈련 설정은 이 사진들을 보고 정했습니다.',
  'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020), by people of whom no photo was trained on, answered by the Assistant as it is delivered. When to stop training was chosen on these photos.':
    'Clothing dataset(A. Grigorev 외, CC0 1.0, 2020)의 검증 사진으로, 훈련에 사진이 쓰이지 않은 사람들이 찍은 것입니다. 배포된 그대로의 어시스턴트가 답했습니다. 훈련을 언제 멈출지는 이 사진들을 보고 정했습니다.',
};

/** How right the network is that answers photos, and what it learned from; in Korean. */
export const howRight = {
  title: '얼마나 정확한가',
  trainedOn: {
    shipped: (p) =>
      `${FASHION}의 28 × 28픽셀 회색 상품 이미지 ${count(p.images)}장으로 훈련했습니다. 사진은 본 적이 없습니다.`,
    forPhotos: (p) =>
      `${FASHION}의 28 × 28픽셀 회색 상품 이미지 ${count(p.images)}장을 사진에서 오려 낸 것처럼 바꾸어 훈련했습니다. 사진은 본 적이 없습니다.`,
    photo: (p) =>
      `Clothing dataset(A. Grigorev 외, CC0 1.0, 2020)에서 ${count(p.people)}명이 찍은 사진 ${count(p.photos)}장으로 훈련했습니다. 그 밖에 색을 입힌 ${FASHION} 이미지를 그린 배경 위에 놓은 것, 그리고 옷이 없는 그림(직접 만든 것과 퍼블릭 도메인의 그림·가구)도 함께 썼습니다. 가방은 Fashion-MNIST로만 배웠습니다.`,
    own: (p) => `${p.name} 이미지 ${count(p.images)}장으로 훈련했습니다.`,
  },
  notMeasured: '이 신경망이 사진에서 얼마나 정확한지는 측정한 적이 없습니다.',
  overall: (p) =>
    `${count(p.people)}명의 사진 ${count(p.photos)}장 가운데 ${count(p.right)}장 맞힘: ${percent(p.share)}`,
  overallInterval: (p) => `(95% 구간 ${percent(p.low)}~${percent(p.high)})`,
  usual: (p) =>
    `이 사진들 가운데 기본값(확신 ${percent(p.threshold, 0)}) 이상인 답: ${percent(p.answered, 0)}, 그중 맞힌 답: ${percent(p.right, 0)}. 기본값은 사진의 약 80%가 이 기준에 들도록 정했습니다.`,
  measuredOn: '측정한 사진:',
  method: (p) => METHODS[p.text] ?? null,
  limits:
    '어시스턴트가 “확실하지 않음”이라고 하는 답까지 모두 셌습니다. 구간은 윌슨(Wilson)의 방법이며, 한 사람의 사진끼리는 비슷하므로 실제 구간은 조금 더 넓습니다.',
  table: '종류별 정확도',
  columns: {
    category: '사진에 있는 것',
    pictures: '사진',
    right: '맞힘',
    share: '정확도, 95% 구간',
    mistakes: '가장 자주 잘못 답한 종류',
  },
  either: (names) => names.join(', '),
  share: (p) => percent(p.share, 0),
  interval: (p) => `${percent(p.low, 0)}~${percent(p.high, 0)}`,
  unmeasured: '측정하지 않음',
  mistake: (p) => `${p.name}\u00a0${count(p.pictures)}`,
  onTestImages: {
    about: (p) =>
      `아는 것은 훈련을 마친 뒤 ${p.name}의 테스트 이미지에 답한 결과뿐입니다. 사진이 아니라 데이터 세트의 이미지이므로, 사진에서 얼마나 정확한지는 알려 주지 않습니다.`,
    overall: (p) =>
      `테스트 이미지 ${count(p.images)}장 가운데 ${count(p.right)}장 맞힘: ${percent(p.share)}`,
    table: '데이터 세트의 테스트 이미지에서 종류별 재현율',
    columns: {
      category: '종류',
      pictures: '테스트 이미지',
      right: '맞힘',
      share: '재현율, 95% 구간',
      mistakes: '가장 자주 잘못 답한 종류',
    },
    limits:
      '재현율은 한 종류의 테스트 이미지 가운데 맞힌 비율입니다. 구간은 윌슨(Wilson)의 방법이며, 같은 데이터 세트의 다른 이미지에 대한 것입니다.',
  },
  loading: '측정 결과를 가져오는 중',
  failed: '측정 결과를 가져오지 못했습니다',
} satisfies HowRightMessages;
