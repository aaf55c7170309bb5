import type { UnderstandMessages } from '../en/understand';
import { common } from './common';

const { count, percent } = common.format;

/** The Understand screen, in Korean. */
export const understand = {
  title: '신경망 들여다보기',
  intro: '이미지 한 장이 층마다 어떻게 바뀌는지, 훈련이 가중치를 어떻게 바꾸었는지 살펴봅니다.',
  networkLive: '훈련 중입니다. 화면이 훈련을 따라 바뀝니다.',
  image: {
    title: '이미지',
    part: '구분',
    index: '이미지 번호',
    previous: '이전 이미지',
    next: '다음 이미지',
    random: '무작위 이미지',
    name: (p) => `${p.split === 'train' ? '훈련' : '테스트'} 이미지 ${count(p.index)}번`,
    photo: (p) => `사진 ${p.name}`,
    still: '웹캠에서 찍은 사진',
    useDataset: '데이터 세트의 이미지 보기',
    fitted:
      '이 신경망이 받는 이미지와 종류가 다릅니다. 크기와 색(회색 또는 컬러)을 신경망에 맞춘 이미지를 봅니다.',
    gone: '사진이 더 이상 없습니다',
    goneBody:
      '페이지를 새로 열면 사진은 남지 않습니다. 어시스턴트 화면에서 다시 고르거나 데이터 세트의 이미지를 보세요.',
  },
  loading: {
    images: '이미지를 불러오고 있습니다',
    detail: (p) => `${count(p.total)}장 중 ${count(p.images)}장`,
    starting: '파일 목록을 요청하고 있습니다',
    imagesFailed: '이미지를 불러오지 못했습니다',
    network: '신경망을 열고 있습니다',
    weights: '가중치를 읽고 있습니다',
  },
  failed: '신경망을 들여다보지 못했습니다',
  stale: '지금 보이는 것은 이전 내용입니다.',
  answer: {
    says: '신경망의 답',
    sentence: (p) => `신경망의 답: ${p.name}, ${percent(p.share)}.`,
    right: (p) => `맞았습니다. 레이블은 ${p.name}입니다.`,
    wrong: (p) => `틀렸습니다. 레이블은 ${p.name}입니다.`,
    otherClasses: (p) => `레이블은 ${p.name}입니다. 이 신경망은 다른 클래스로 훈련했습니다.`,
    noLabel: '비교할 레이블이 없습니다.',
    probabilities: '클래스별 확률',
    truth: '이미지의 레이블',
  },
  large: {
    input: '입력 이미지',
    hint: '맵을 가리키면 여기에 크게 보입니다.',
  },
  layers: {
    title: '층마다 이미지가 어떻게 바뀌나요',
    scope: '색 범위',
    scopes: { unit: '맵', layer: '층', global: '전체' },
    scopeHelp: {
      unit: '맵마다 색 범위가 따로 있어 값이 작은 맵도 모양이 보입니다.',
      layer: '한 층의 맵이 색 범위를 함께 써서 세기를 비교할 수 있습니다.',
      global: '맵이 있는 층끼리, 그리고 유닛만 있는 층끼리 색 범위를 함께 씁니다.',
    },
    kindNumber: (p) => `${p.name} ${count(p.number)}`,
    inBlock: (p) => `${p.block} · ${p.layer}`,
    onShortWay: (p) => `${p.block} · 지름길 · ${p.layer}`,
    maps: (p) => `${p.layer}: 맵 ${count(p.maps)}개`,
    units: (p) => `${p.layer}: 유닛 ${count(p.units)}개`,
    matrix: (p) => `${p.layer}: 행렬 하나`,
    mapName: (p) => `맵 ${count(p.number)}`,
    unitName: (p) => `유닛 ${count(p.number)}`,
    matrixName: '행렬: 이미지의 행마다 한 행',
    range: '값',
    between: (p) => `${p.minimum} ~ ${p.maximum}`,
    zeros: '0의 비율',
    zeroShare: (p) => percent(p.share, 0),
    dead: '죽은 맵',
    deadOf: (p) => `${count(p.maps)}개 중 ${count(p.dead)}개`,
    deadHelp: '모두 0, 줄로 표시',
    parameters: '파라미터',
    noParameters: '없음',
    convFormula: (p) =>
      `(${p.kernel} × ${p.kernel} × ${count(p.inputs)} + 1) × ${count(p.filters)} = ${count(p.parameters)}`,
    denseFormula: (p) => `(${count(p.inputs)} + 1) × ${count(p.units)} = ${count(p.parameters)}`,
    hint: '값을 가리키거나 화살표 키로 이동하세요. 엔터 키를 누르면 맵이 크게 보입니다.',
    unitHint: '유닛을 가리키거나 화살표 키로 이동하세요.',
    value: (p) => `${p.name}, ${p.row}행 ${p.column}열: ${p.value}`,
    unitValue: (p) => `${p.name}: ${p.value}`,
    mapFigures: (p) =>
      `${p.name}: ${p.minimum} ~ ${p.maximum}, 평균 ${p.mean}, 0의 비율 ${percent(p.zeros, 0)}`,
    legend: (p) => `색은 ${p.from}부터 ${p.to}까지`,
    ownLargest: '맵별 최댓값',
    ownSmallest: '−맵별 최댓값',
    dropoutOff: '훈련할 때만 쓰고 여기서는 쓰지 않음',
    logits: '소프트맥스 이전의 클래스별 값입니다. 소프트맥스가 이 값을 확률로 바꿉니다.',
  },
  map: {
    pixels: (p) => `${p.name}의 값. 화살표 키로 이동합니다.`,
    hint: '값을 가리키면 숫자가 보입니다.',
    readout: (p) => `${p.row}행 ${p.column}열: ${p.value}`,
    previous: '이전 맵',
    next: '다음 맵',
    close: '맵 닫기',
    minimum: '최솟값',
    maximum: '최댓값',
    mean: '평균',
    value: '값',
    pooled: (p) =>
      `값 하나는 앞 층(${p.layer})의 맵 ${count(p.number)}에서 ${p.size} × ${p.size} 영역의 최댓값입니다.`,
    convolved: (p) => {
      const inputs = `${p.ofImage ? '이미지의 색' : '앞 층의 맵'} ${count(p.inputs)}개`;
      const sum =
        p.inputs === 1
          ? `${p.kernel} × ${p.kernel} 영역에 이 필터를 곱해`
          : `${inputs}에서 ${p.kernel} × ${p.kernel} 영역마다 이 필터의 조각을 곱해 모두`;
      return `값 하나는 ${sum} ${p.hasBias ? '더하고 편향을 더한' : '더한'} 것입니다.`;
    },
    convFormula: (p) =>
      `가중치 ${p.kernel} × ${p.kernel} × ${count(p.inputs)}개 + 편향 1개 = ${count(p.parameters)}`,
    denseFormula: (p) => `가중치 ${count(p.inputs)}개 + 편향 1개 = ${count(p.parameters)}`,
    summed: (p) =>
      `값 ${count(p.inputs)}개의 ${p.hasBias ? '가중합에 편향을 더한 것' : '가중합'}입니다.`,
    relu: '합이 0보다 작으면 0이 됩니다(ReLU).',
    kernel: '이 맵을 만든 필터',
  },
  weights: {
    title: '훈련이 가중치를 어떻게 바꾸었나요',
    help: '가중치가 있는 모든 층의 지금 값과, 첫 스텝 전에 무작위로 정한 값입니다.',
    noFilters:
      '이 신경망에는 합성곱 층이 없어 이미지로 보여 줄 필터가 없습니다. 가중치는 히스토그램으로 볼 수 있습니다.',
    shape: (p) => `가중치 ${p.shape}`,
    now: '지금',
    before: '훈련 전',
    view: '표시',
    views: { filter: '필터 하나', input: '입력 맵 하나' },
    filter: '필터',
    input: '입력 맵',
    previousFilter: '이전',
    nextFilter: '다음',
    kernels: (p) => `${p.layer}의 필터, ${p.when}`,
    filterName: (p) => `필터 ${count(p.number)}`,
    sliceName: (p) => `입력 맵 ${count(p.number)}의 조각`,
    kernelHint:
      '가중치를 가리키거나 화살표 키로 이동하세요. 엔터 키를 누르면 그 필터의 맵이 보입니다.',
    count: '가중치 수',
    mean: '평균',
    deviation: '표준편차',
    summary: (p) =>
      `${p.layer}: 가중치 ${count(p.weights)}개, 평균 ${p.mean}, 표준편차 ${p.deviation}. ±${p.reach} 안에 지금은 ${percent(p.inside, 0)}, 훈련 전에는 ${percent(p.before, 0)}가 있습니다.`,
    heights: '히스토그램의 높이는 드문 값도 보이도록 개수의 제곱근에 비례합니다.',
  },
} satisfies UnderstandMessages;
