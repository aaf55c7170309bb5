import type { CommonMessages } from '../en/common';
import { formatsFor } from '../format';

/** Numbers, names and words used on every screen, in Korean. */
export const common = {
  languageName: '한국어',
  locale: 'ko-KR',
  format: formatsFor('ko-KR', { hour: '시간', minute: '분', second: '초', millisecond: 'ms' }),
  photoCategories: [
    ...['티셔츠', '긴팔 상의', '셔츠', '겉옷', '원피스', '바지', '반바지'],
    ...['치마', '신발', '모자', '가방', '해당 없음'],
  ],
  classes: [
    '티셔츠/상의',
    '바지',
    '풀오버',
    '원피스',
    '코트',
    '샌들',
    '셔츠',
    '스니커즈',
    '가방',
    '앵클부츠',
  ],
  datasets: {
    'fashion-mnist': { name: 'Fashion-MNIST', description: '이미지 70,000장 전체' },
    starter: { name: '기본 샘플', description: 'Atelier에 포함된 이미지 7,000장' },
  },
  splits: { all: '전체', train: '훈련', test: '테스트' },
  actions: {
    tryAgain: '다시 시도',
    reload: '페이지 새로고침',
    close: '닫기',
    dismiss: '알림 닫기',
    more: '설명 보기',
    details: '기술 정보',
  },
} satisfies CommonMessages;
