import type { AttentionMessages } from '../en/attention';

/** Where a network looked, in Korean. */
export const attention = {
  title: '어디를 보았나요',
  help: '노란 곳일수록 이 종류라고 판단하는 데 크게 작용했습니다(Grad-CAM).',
  show: '그림에 색 입히기',
  label: '어느 종류에 대해',
  answer: (p) => `답: ${p.name}`,
  runnerUp: (p) => `두 번째: ${p.name}`,
  low: '낮음',
  high: '높음',
  legend: '색은 낮음부터 높음까지',
  onGarment: (p) => `옷 사진에서 ‘${p.name}’ 판단에 작용한 곳`,
  onView: (p) => `신경망이 보는 그림에서 ‘${p.name}’ 판단에 작용한 곳`,
  garment: '사진에서 쓴 부분',
  view: '신경망이 보는 것',
  resolution: (p) => `특징 맵이 있는 마지막 층의 ${p.width} × ${p.height}칸을 기준으로 함`,
  nothing: (p) => `‘${p.name}’ 판단에 작용한 곳이 없습니다.`,
  noConvolution: '이 신경망에는 합성곱 층이 없어 위치를 구분하지 않습니다.',
  asking: '신경망에 묻는 중',
  failed: '어디를 보았는지 알아내지 못했습니다',
} satisfies AttentionMessages;
